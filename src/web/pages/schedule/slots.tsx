import type { Context as HonoContext } from 'hono'
import { can, demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, asDomainError, idParam, line, parseInput, z } from '../../../http/index.ts'
import { DomainError } from '../../../kernel/errors.ts'
import { findEpisodes } from '../../../library/index.ts'
import {
  backfillSlot,
  type DryRun,
  dryRun,
  listSlots,
  type Proposal,
  readSlot,
  type Slot,
  StaleDryRun,
  saveProposal,
  versionOn,
} from '../../../schedule/index.ts'
import { formValues, returned, send } from '../../answer.tsx'
import { Button } from '../../components/button.tsx'
import { DateField } from '../../components/date-field.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { Notice } from '../../components/notice.tsx'
import { Empty, Head, Page } from '../../components/page.tsx'
import { WideTable } from '../../components/table.tsx'
import { formDate } from '../../date-field.ts'
import { done } from '../../flash.ts'
import type { View } from '../../view.ts'
import { seenDecision } from './form-values.ts'
import { loadNames, type Names, targetText } from './names.ts'
import { choicesOf, Preview } from './preview.tsx'
import { ruleText } from './rule-text.ts'
import { SlotFormView } from './slot-form.tsx'
import {
  createProposal,
  editProposal,
  formField,
  formOfSlot,
  freshForm,
  readSlotForm,
  type SlotForm,
  slotFormOf,
} from './slot-values.ts'
import { type LastAct, loadLastAct, ScheduleTabs, UndoBar } from './top.tsx'

type ListProps = { v: View; slots: readonly Slot[]; names: Names; last: LastAct | null; ended: boolean }
const SlotList = ({ v, slots, names, last, ended }: ListProps) => (
  <Page v={v} title={v.t('schedule.slots_title')}>
    <Head title={v.t('schedule.slots_title')} over={v.t('nav.schedule')}>
      {can(v.actor, 'schedule.plan') && (
        <>
          <Button href="/lich-phat/chep-tuan">{v.t('schedule.copy_week')}</Button>
          <Button kind="main" href="/lich-phat/khung-gio/moi">
            {v.t('schedule.add')}
          </Button>
        </>
      )}
    </Head>
    <ScheduleTabs v={v} here="slots" />
    <UndoBar v={v} last={last} />
    {slots.length === 0 ? (
      <Empty title={v.t('schedule.no_slots')} hint={v.t('schedule.no_slots_hint')} />
    ) : (
      <WideTable name={v.t('schedule.slots_title')}>
        <table class="table stack">
          <thead>
            <tr>
              <th scope="col">{v.t('library.segment')}</th>
              <th scope="col">{v.t('schedule.when')}</th>
              <th scope="col">{v.t('schedule.stations')}</th>
              <th scope="col">{v.t('schedule.minutes')}</th>
              <th scope="col">{v.t('schedule.period')}</th>
            </tr>
          </thead>
          <tbody>
            {slots.map((slot) => {
              const version = versionOn(slot, v.today)
              return (
                <tr>
                  <th scope="row">
                    <a href={`/lich-phat/khung-gio/${slot.id}`}>{names.segment(slot.segmentId)}</a>
                    <span class="quiet small block">
                      {[slot.title, v.t(version.premiere ? 'schedule.premiere' : 'schedule.repeat')]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </th>
                  <td class="what">{ruleText(v, version.rule)}</td>
                  <td>{targetText(v, names, version.target)}</td>
                  <td class="n">{v.fmt.number(version.durationSeconds / 60)}</td>
                  <td class="num">
                    {v.fmt.date(slot.from)}
                    {slot.until !== null && ` – ${v.fmt.date(slot.until)}`}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </WideTable>
    )}
    <p class="after">
      <a href={ended ? '/lich-phat/khung-gio' : '/lich-phat/khung-gio?het=1'}>
        {v.t(ended ? 'schedule.only_current' : 'schedule.ended_too')}
      </a>
    </p>
  </Page>
)

/** "Khung giờ": the standing pattern, campaigns and single additions that still hold; with `?het` the ended ones too. */
export async function slotsPage(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const { slots } = await listSlots(ctx, v.actor)
  const names = await loadNames(ctx)
  const ended = c.req.query('het') !== undefined
  const isOver = (slot: Slot): boolean => slot.endedAt !== null || (slot.until !== null && slot.until < v.today)
  const shown = slots.filter((slot) => slot.origin !== 'emergency' && (ended || !isOver(slot)))
  shown.sort((a, b) => names.segment(a.segmentId).localeCompare(names.segment(b.segmentId), 'vi') || a.id - b.id)
  return send(c, <SlotList v={v} slots={shown} names={names} last={await loadLastAct(ctx, v)} ended={ended} />)
}

type EditProps = {
  v: View
  names: Names
  slot: Slot | null
  given: SlotForm
  form: Returned
  run: DryRun | null
  stale: boolean
  episodes: readonly { id: number; number: number; title: string }[]
  ending: { form: Returned; run: DryRun | null }
  backfill: Returned
}
const NOTHING = { ending: { form: UNTOUCHED, run: null }, backfill: UNTOUCHED }

const EndForm = ({ v, slot, names, ending }: { v: View; slot: Slot; names: Names; ending: EditProps['ending'] }) => (
  <section class="section" aria-labelledby="end">
    <h2 id="end">{v.t('schedule.end_title')}</h2>
    <form class="narrow" method="post" action={`/lich-phat/khung-gio/${slot.id}/ket-thuc`}>
      <FormFaults v={v} form={ending.form} fields={['ngay-cuoi']} />
      <DateField
        v={v}
        name="ngay-cuoi"
        label={v.t('schedule.last_day')}
        value={v.fmt.date(v.today)}
        form={ending.form}
        required
      />
      {ending.run && <Preview v={v} names={names} runs={[ending.run]} values={{}} hash={ending.run.hash} />}
      <div class="acts">
        <button class="button" type="submit" name="xem" value="1">
          {v.t('schedule.look')}
        </button>
        {ending.run && <Button kind="serious">{v.t('schedule.end_button')}</Button>}
      </div>
    </form>
  </section>
)

const BackfillForm = ({ v, slot, form }: { v: View; slot: Slot; form: Returned }) => (
  <section class="section" aria-labelledby="backfill">
    <h2 id="backfill">{v.t('schedule.backfill')}</h2>
    <p class="quiet small">{v.t('schedule.backfill_hint')}</p>
    <form class="narrow" method="post" action={`/lich-phat/khung-gio/${slot.id}/lap-bu`}>
      <FormFaults v={v} form={form} fields={['tu', 'den', 'ly-do']} />
      <div class="filter">
        <DateField v={v} id="bu-tu" name="tu" label={v.t('schedule.from')} form={form} required />
        <DateField v={v} id="bu-den" name="den" label={v.t('schedule.to')} form={form} required />
      </div>
      <Field v={v} name="ly-do" label={v.t('schedule.reason')} form={form} maxlength={300} required />
      <Button confirm={v.t('schedule.backfill_sure')}>{v.t('schedule.backfill_button')}</Button>
    </form>
  </section>
)

const SlotPage = (props: EditProps) => {
  const { v, names, slot, given } = props
  const plans = can(v.actor, 'schedule.plan') && slot?.origin !== 'emergency'
  const over = slot !== null && slot.endedAt !== null
  const title = slot ? names.segment(slot.segmentId) : v.t('schedule.add')
  return (
    <Page v={v} title={title}>
      <article class="sheet wide" data-sheet="" aria-labelledby="sheet-title">
        <p class="over">
          <a href="/lich-phat/khung-gio">{v.t('schedule.slots_title')}</a>
        </p>
        <h1 id="sheet-title">{title}</h1>
        {slot && (
          <p class="quiet spaced">
            {ruleText(v, versionOn(slot, v.today).rule)} · {targetText(v, names, versionOn(slot, v.today).target)}
          </p>
        )}
        {over && <Notice>{v.t('schedule.slot_over')}</Notice>}
        {plans && !over && (
          <SlotFormView
            v={v}
            names={names}
            action={slot ? `/lich-phat/khung-gio/${slot.id}` : '/lich-phat/khung-gio/moi'}
            given={given}
            form={props.form}
            run={props.run}
            stale={props.stale}
            editing={slot !== null}
            episodes={props.episodes}
          />
        )}
      </article>
      {slot && plans && !over && (
        <>
          <EndForm v={v} slot={slot} names={names} ending={props.ending} />
          <BackfillForm v={v} slot={slot} form={props.backfill} />
        </>
      )}
    </Page>
  )
}

/** Faults of the API's input beside the fields of the form that they are about. */
function asForm(v: View, error: unknown, values: SlotForm['values']): Returned & { status: number } {
  const form = returned(v, error, { ...values })
  return { ...form, faults: form.faults.map((fault) => ({ ...fault, path: formField(fault.path) })) }
}

async function clearedEpisodes(ctx: Context, v: View, segment: string) {
  if (!segment || !can(v.actor, 'library.read')) return []
  const question = { segment, withdrawn: 'no', sort: 'newest' } as const
  const found = await findEpisodes(ctx, v.actor, question, { offset: 0, limit: 30 })
  return found.items.filter(({ clearedDecisionId }) => clearedDecisionId !== null)
}

type Seen = Partial<Pick<EditProps, 'form' | 'run' | 'stale' | 'ending' | 'backfill'>>
async function show(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  slot: Slot | null,
  given: SlotForm | null,
  seen: Seen & { status?: number } = {},
) {
  const names = await loadNames(ctx)
  const from = slot && slot.from > v.today ? slot.from : v.today
  const filled = given ?? (slot ? formOfSlot(v, slot, versionOn(slot, from), names, from) : null)
  if (!filled) throw new Error('a new slot without a form')
  const segment = filled.values.chuyen_muc ?? ''
  const known = names.segments.some(({ code }) => code === segment)
  const episodes = known ? await clearedEpisodes(ctx, v, segment) : []
  const { status = 200, form = UNTOUCHED, run = null, stale = false, ...rest } = seen
  const all = { v, names, slot, given: filled, form, run, stale, episodes, ...NOTHING, ...rest }
  return send(c, <SlotPage {...all} />, status)
}

/** A new slot's empty form, filled in from the address where something was painted. */
export async function newSlotPage(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'schedule.plan')
  const names = await loadNames(ctx)
  const given = freshForm(v, slotFormOf(c.req.queries()), names)
  // What was painted is whole: its preview comes at once.
  const run =
    given.values.gio && given.values.chuyen_muc ? await dryRun(ctx, v.actor, createProposal(given)).catch(asNull) : null
  return show(ctx, c, v, null, given, { run })
}
/** A first look is no attempt: its faults are told when the form is sent. */
function asNull(error: unknown): null {
  if (error instanceof DomainError && error.status < 500) return null
  throw error
}

const slotAsked = async (ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Slot> =>
  (await readSlot(ctx, v.actor, parseInput(idParam, c.req.param('id')))).slot

export async function slotPage(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  return show(ctx, c, v, await slotAsked(ctx, c, v), null)
}

/** Preview or saving of a slot's form: the pressed button says which. */
export async function saveSlot(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'schedule.plan')
  const slot = c.req.param('id') === undefined ? null : await slotAsked(ctx, c, v)
  const given = await readSlotForm(c)
  let proposal: Proposal | null = null
  try {
    proposal = slot ? editProposal(slot.id, given) : createProposal(given)
    if (given.values.xem !== undefined)
      return show(ctx, c, v, slot, given, { run: await dryRun(ctx, v.actor, proposal) })
    const saved = await saveProposal(ctx, v.actor, proposal, parseInput(seenDecision, choicesOf(given.values)))
    const what = v.t(slot ? 'schedule.did_edit' : 'schedule.did_create')
    return done(c, `/lich-phat/khung-gio/${saved.slotId}`, 'schedule.saved', { what })
  } catch (error) {
    if (error instanceof StaleDryRun)
      return show(ctx, c, v, slot, given, { run: error.result, stale: true, status: 409 })
    const form = asForm(v, error, given.values)
    const again = proposal !== null && /^choice_/.test(asDomainError(error).code)
    const run = again && proposal ? await dryRun(ctx, v.actor, proposal) : null
    return show(ctx, c, v, slot, given, { form, run, status: form.status })
  }
}
export async function endSlotForm(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'schedule.plan')
  const slot = await slotAsked(ctx, c, v)
  const values = await formValues(c)
  try {
    const { 'ngay-cuoi': last_day } = parseInput(z.object({ 'ngay-cuoi': formDate }), values)
    const proposal = { kind: 'end', slot_id: slot.id, last_day } as const
    if (values.xem !== undefined || !values.dry_run) {
      const run = await dryRun(ctx, v.actor, proposal)
      return show(ctx, c, v, slot, null, { ending: { form: { ...UNTOUCHED, values }, run } })
    }
    await saveProposal(ctx, v.actor, proposal, choicesOf(values))
    return done(c, '/lich-phat/khung-gio', 'schedule.saved', { what: v.t('schedule.did_end') })
  } catch (error) {
    if (error instanceof StaleDryRun) {
      const form = { values, faults: [], message: v.t('schedule.stale') }
      return show(ctx, c, v, slot, null, { ending: { form, run: error.result }, status: 409 })
    }
    const form = returned(v, error, values)
    return show(ctx, c, v, slot, null, { ending: { form, run: null }, status: form.status })
  }
}

const backfillFields = z.object({ tu: formDate, den: formDate, 'ly-do': line(300) })
export async function backfillForm(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'schedule.plan')
  const slot = await slotAsked(ctx, c, v)
  const values = await formValues(c)
  try {
    const { tu: from, den: to, 'ly-do': reason } = parseInput(backfillFields, values)
    const made = await backfillSlot(ctx, v.actor, slot.id, { from, to, reason })
    return done(c, `/lich-phat/khung-gio/${slot.id}`, 'schedule.backfilled', { n: made })
  } catch (error) {
    const form = returned(v, error, values)
    return show(ctx, c, v, slot, null, { backfill: form, status: form.status })
  }
}
