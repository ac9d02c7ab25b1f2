import type { Weekday } from '../../../kernel/dates.ts'
import { PRIORITIES, PROGRAMMES } from '../../../kernel/terms.ts'
import type { DryRun } from '../../../schedule/index.ts'
import { DateField } from '../../components/date-field.tsx'
import { Field, FormFaults, type Returned } from '../../components/form.tsx'
import { Notice } from '../../components/notice.tsx'
import { WeekdayField } from '../../components/weekday-field.tsx'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import type { Names } from './names.ts'
import { Preview } from './preview.tsx'
import { ORIGINS, SLOT_FIELDS, type SlotForm } from './slot-values.ts'
import { TargetField } from './target-field.tsx'

const originWords: Readonly<Record<(typeof ORIGINS)[number], Word>> = {
  standing: 'schedule.origin_standing',
  campaign: 'schedule.origin_campaign',
  single: 'schedule.origin_single',
}
const programmeWords = {
  episode: 'programme.episode',
  relay: 'programme.relay',
  live: 'programme.live',
} as const satisfies Record<string, Word>
const priorityWords = {
  normal: 'priority.normal',
  priority: 'priority.priority',
  emergency: 'priority.emergency',
} as const satisfies Record<string, Word>
const NTHS = [1, 2, 3, 4, 5, -1] as const

type Props = {
  v: View
  names: Names
  action: string
  given: SlotForm
  form: Returned
  run: DryRun | null
  stale: boolean
  /** Editing: the segment and the kind stay, and the change holds from a day on. */
  editing: boolean
  episodes: readonly { readonly id: number; readonly number: number; readonly title: string }[]
}

const isWeekday = (day: number): day is Weekday => Number.isInteger(day) && day >= 1 && day <= 7

const Kind = ({ v, values }: { v: View; values: SlotForm['values'] }) => (
  <fieldset class="field">
    <legend class="label">{v.t('schedule.origin')}</legend>
    <div class="radios row">
      {ORIGINS.map((origin) => (
        <label>
          <input type="radio" name="loai" value={origin} checked={(values.loai ?? 'standing') === origin} />{' '}
          {v.t(originWords[origin])}
        </label>
      ))}
    </div>
  </fieldset>
)

const Repeats = ({ v, form }: { v: View; form: Returned }) => {
  const lap = form.values.lap ?? 'weekly'
  return (
    <div class="filter">
      <Field v={v} name="lap" label={v.t('schedule.repeats')} form={form}>
        <option value="weekly" selected={lap === 'weekly'}>
          {v.t('schedule.repeats_weekly')}
        </option>
        <option value="every" selected={lap === 'every'}>
          {v.t('schedule.repeats_every')}
        </option>
        <option value="nth" selected={lap === 'nth'}>
          {v.t('schedule.repeats_nth')}
        </option>
      </Field>
      {lap === 'every' && (
        <Field v={v} name="moi" label={v.t('schedule.every')} form={form} type="number" value="2" class="time" />
      )}
      {lap === 'nth' && (
        <Field v={v} name="lan" label={v.t('schedule.nth')} form={form}>
          {NTHS.map((nth) => (
            <option value={nth} selected={form.values.lan === String(nth)}>
              {nth === -1 ? v.t('schedule.nth_last') : v.t('schedule.nth_n', { n: nth })}
            </option>
          ))}
        </Field>
      )}
    </div>
  )
}

const What = ({ v, names, form, editing, episodes }: Props) => {
  const programme = form.values.nguon ?? 'episode'
  return (
    <>
      <div class="filter">
        {editing ? (
          <input type="hidden" name="chuyen_muc" value={form.values.chuyen_muc} />
        ) : (
          <Field v={v} name="chuyen_muc" label={v.t('library.segment')} form={form} required>
            {names.segments
              .filter(({ withdrawn }) => !withdrawn)
              .map(({ code, name }) => (
                <option value={code} selected={code === form.values.chuyen_muc}>
                  {name}
                </option>
              ))}
          </Field>
        )}
        <Field v={v} name="nguon" label={v.t('schedule.source')} form={form}>
          {PROGRAMMES.map((each) => (
            <option value={each} selected={each === programme}>
              {each === 'episode' ? v.t('schedule.source_episode') : v.t(programmeWords[each])}
            </option>
          ))}
        </Field>
        {programme === 'episode' && episodes.length > 0 && (
          <Field v={v} name="ky" label={v.t('schedule.episode')} form={form}>
            <option value="">{v.t('schedule.newest')}</option>
            {episodes.map((episode) => (
              <option value={episode.id} selected={form.values.ky === String(episode.id)}>
                {`${v.t('week.number', { n: episode.number })}: ${episode.title}`}
              </option>
            ))}
          </Field>
        )}
        <Field v={v} name="phat" label={v.t('schedule.kind')} form={form}>
          <option value="repeat" selected={form.values.phat !== 'premiere'}>
            {v.t('schedule.kind_repeat')}
          </option>
          <option value="premiere" selected={form.values.phat === 'premiere'}>
            {v.t('schedule.kind_premiere')}
          </option>
        </Field>
        <Field v={v} name="uu_tien" label={v.t('schedule.priority')} form={form}>
          {PRIORITIES.filter((each) => each !== 'emergency' || form.values.uu_tien === each).map((each) => (
            <option value={each} selected={form.values.uu_tien === each}>
              {v.t(priorityWords[each])}
            </option>
          ))}
        </Field>
      </div>
      <Field v={v} name="ten" label={v.t('schedule.slot_title')} form={form} maxlength={200} />
    </>
  )
}

/** A slot: what, where, when; below it what saving would do. Works without JavaScript: preview first, then save. */
export const SlotFormView = (props: Props) => {
  const { v, names, action, given, run, stale, editing } = props
  const form = { ...props.form, values: given.values }
  const single = given.values.loai === 'single'
  const weekdays = given.weekdays.map(Number).filter(isWeekday)
  return (
    <form method="post" action={action} data-sheet-form="" data-keep="off">
      <FormFaults v={v} form={form} fields={SLOT_FIELDS} />
      {stale && <Notice bad>{v.t('schedule.stale')}</Notice>}
      {editing ? <input type="hidden" name="loai" value={given.values.loai} /> : <Kind v={v} values={given.values} />}
      <What {...props} form={form} />
      <TargetField v={v} names={names} form={form} target={{ kind: 'all' }} ticked={given.stations} />
      {!single && <WeekdayField v={v} name="thu" label={v.t('schedule.weekdays')} chosen={weekdays} form={form} />}
      <div class="filter">
        <Field
          v={v}
          name="gio"
          label={v.t('schedule.times')}
          hint={v.t('schedule.times_hint')}
          form={form}
          required
          maxlength={700}
        />
        <Field v={v} name="phut" label={v.t('schedule.minutes')} form={form} required maxlength={6} class="time" />
      </div>
      <div class="filter">
        <DateField
          v={v}
          name="tu"
          label={v.t(editing ? 'schedule.edit_from' : single ? 'schedule.date' : 'schedule.from')}
          form={form}
          required
        />
        {!single && (
          <DateField
            v={v}
            name="den"
            label={v.t(given.values.loai === 'campaign' ? 'schedule.until_required' : 'schedule.until')}
            form={form}
          />
        )}
      </div>
      {!single && <Repeats v={v} form={form} />}
      {run && <Preview v={v} names={names} runs={[run]} values={given.values} hash={run.hash} />}
      <div class="acts">
        <button class={run ? 'button' : 'button main'} type="submit" name="xem" value="1" data-look="" formnovalidate>
          {v.t(run ? 'schedule.look_again' : 'schedule.look')}
        </button>
        {run && (
          <button class="button main" type="submit">
            {v.t('schedule.save')}
          </button>
        )}
      </div>
    </form>
  )
}
