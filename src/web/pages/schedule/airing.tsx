import type { Context as HonoContext } from 'hono'
import { can, demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, asDomainError, idParam, line, parseInput, z } from '../../../http/index.ts'
import { notFound } from '../../../kernel/errors.ts'
import { findEpisodes } from '../../../library/index.ts'
import { parseAiringId } from '../../../protocol/airing-id.ts'
import {
  type Airing,
  type AiringWish,
  airingByKey,
  type DryRun,
  dryRun,
  isFrozen,
  proposalFor,
  readSlot,
  SCOPES,
  type Scope,
  type Slot,
  StaleDryRun,
  saveProposal,
  scopesFor,
  versionOn,
} from '../../../schedule/index.ts'
import { type Station, writeTarget } from '../../../stations/index.ts'
import { formValues, returned, send } from '../../answer.tsx'
import { DateField } from '../../components/date-field.tsx'
import { whatOf } from '../../components/day.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { StatusWord } from '../../components/status.tsx'
import { formDate } from '../../date-field.ts'
import { type ShownAiring, showAirings } from '../../day.ts'
import { done } from '../../flash.ts'
import { reasonText } from '../../reason.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { formMinutes, formTime } from './form-values.ts'
import { loadNames, type Names, targetText } from './names.ts'
import { choicesOf, Preview } from './preview.tsx'
import { actWord } from './top.tsx'

const ACTS = ['move', 'cancel', 'replace'] as const
const actWords: Readonly<Record<(typeof ACTS)[number], Word>> = {
  move: 'schedule.act_move',
  cancel: 'schedule.act_cancel',
  replace: 'schedule.act_replace',
}
const scopeWords: Readonly<Record<Scope, Word>> = {
  here: 'schedule.scope_here',
  day: 'schedule.scope_day',
  later: 'schedule.scope_later',
  all: 'schedule.scope_all',
}
const FIELDS = ['viec', 'ngay', 'gio', 'phut', 'ky', 'ly-do', 'pham-vi']

const input = z.object({
  viec: z.enum(ACTS).default('move'),
  'pham-vi': z.enum(SCOPES).default('here'),
})
const moveInput = z.object({ ngay: formDate, gio: formTime, phut: formMinutes })
const cancelInput = z.object({ 'ly-do': line(300) })
const replaceInput = z.object({ ky: idParam })

type Values = Readonly<Record<string, string>>
type Loaded = {
  readonly id: string
  readonly airing: Airing
  readonly shown: ShownAiring
  /** null: this person may not plan, and sees the airing alone. */
  readonly slot: Slot | null
  readonly station: Station
  readonly names: Names
  readonly episodes: readonly { id: number; number: number; title: string }[]
}

async function load(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Loaded> {
  const id = c.req.param('id') ?? ''
  const key = parseAiringId(id)
  const airing = key && (await airingByKey(ctx.db, key))
  if (!airing) throw notFound('airing')
  demand(v.actor, 'schedule.read', { stationId: airing.stationId })
  const names = await loadNames(ctx)
  const station = names.stations.find((each) => each.id === airing.stationId)
  // What a changed rule replaced is shown as cancelled here, so that its address still says something.
  const [first] = await showAirings(ctx, [airing.state === 'superseded' ? { ...airing, state: 'cancelled' } : airing])
  if (!station || !first) throw notFound('airing')
  if (!can(v.actor, 'schedule.plan'))
    return { id, airing, shown: first.shown, slot: null, station, names, episodes: [] }
  const { slot } = await readSlot(ctx, v.actor, airing.slotId)
  const segment = names.segments.find(({ id: one }) => one === airing.segmentId)?.code
  const found = segment
    ? await findEpisodes(ctx, v.actor, { segment, withdrawn: 'no', sort: 'newest' } as const, { offset: 0, limit: 30 })
    : { items: [] }
  const episodes = found.items.filter(({ clearedDecisionId }) => clearedDecisionId !== null)
  return { id, airing, shown: first.shown, slot, station, names, episodes }
}

/** What the form wishes; null before anything was wished. @throws DomainError invalid_input */
function wishOf(values: Values, airing: Airing): { wish: AiringWish; scope: Scope } | null {
  if (values.gio === undefined && values.viec === undefined) return null
  const { viec, 'pham-vi': scope } = parseInput(input, {
    viec: values.viec || undefined,
    'pham-vi': values['pham-vi'] || undefined,
  })
  if (viec === 'cancel') return { wish: { act: 'cancel', reason: parseInput(cancelInput, values)['ly-do'] }, scope }
  if (viec === 'replace') {
    const { ky } = parseInput(replaceInput, values)
    return { wish: { act: 'replace', episodeId: ky, reason: values['ly-do']?.trim() || null }, scope }
  }
  const { ngay, gio, phut } = parseInput(moveInput, { ...values, ngay: values.ngay ?? '', phut: values.phut ?? '' })
  const before = Math.round((airing.endsAt - airing.startsAt) / 1000)
  const durationSeconds = phut === before ? null : phut
  return { wish: { act: 'move', date: ngay, time: gio, durationSeconds }, scope }
}

const proposal = (v: View, { slot, airing, station, names }: Loaded, asked: { wish: AiringWish; scope: Scope }) => {
  if (!slot) throw notFound('slot')
  const codes = {
    stations: new Map(names.stations.map(({ id, code }) => [id, code])),
    groups: new Map(names.groups.map(({ id, code }) => [id, code])),
  }
  return proposalFor(
    { slot, airing, today: v.today },
    { station: station.code, target: (version) => writeTarget(version.target, codes) },
    asked.wish,
    asked.scope,
  )
}

type FormProps = { v: View; loaded: Loaded; values: Values; form: Returned; run: DryRun | null; stale: boolean }

const ScopeField = ({ v, loaded, values }: Pick<FormProps, 'v' | 'loaded' | 'values'>) => {
  const { slot, airing, names } = loaded
  if (!slot) return null
  const wish = wishForScopes(values, airing, v)
  const scopes = scopesFor({ slot, airing, today: v.today }, wish)
  const chosen = scopes.find((scope) => scope === values['pham-vi']) ?? 'here'
  const stations = targetText(v, names, versionOn(slot, airing.onDate).target)
  return (
    <fieldset class="field">
      <legend class="label">{v.t('schedule.scope')}</legend>
      <div class="radios">
        {scopes.map((scope) => (
          <label>
            <input type="radio" name="pham-vi" value={scope} checked={scope === chosen} />{' '}
            {v.t(scopeWords[scope], { station: loaded.station.name, stations, date: v.fmt.date(airing.onDate) })}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
/** Scopes depend on what is wished; an unfinished form counts as a move within the day. */
function wishForScopes(values: Values, airing: Airing, v: View): AiringWish {
  try {
    const asked = wishOf(values, airing)
    if (asked) return asked.wish
  } catch {
    // The faults stand beside the fields.
  }
  if (values.viec === 'cancel') return { act: 'cancel', reason: '' }
  if (values.viec === 'replace') return { act: 'replace', episodeId: 0, reason: null }
  const time = formTime.parse(v.fmt.time(airing.startsAt))
  return { act: 'move', date: airing.onDate, time, durationSeconds: null }
}

const ChangeForm = ({ v, loaded, values, form, run, stale }: FormProps) => {
  const { id, airing, names, episodes } = loaded
  const act = ACTS.find((each) => each === values.viec) ?? 'move'
  const minutes = (airing.endsAt - airing.startsAt) / 60_000
  return (
    <form method="post" action={`/lich-phat/luot/${id}`} data-sheet-form="" data-keep="off">
      <FormFaults v={v} form={form} fields={FIELDS} />
      {stale && <Notice bad>{v.t('schedule.stale')}</Notice>}
      <fieldset class="field keys-row">
        <legend class="label">{v.t('schedule.act')}</legend>
        <div class="radios row">
          {ACTS.filter((each) => each !== 'replace' || episodes.length > 0).map((each) => (
            <label>
              <input type="radio" name="viec" value={each} checked={each === act} /> {v.t(actWords[each])}
            </label>
          ))}
        </div>
      </fieldset>
      {act === 'move' && (
        <div class="filter">
          <DateField
            v={v}
            name="ngay"
            label={v.t('schedule.date')}
            value={v.fmt.date(airing.plannedOn)}
            form={{ ...form, values }}
            required
          />
          <Field
            v={v}
            name="gio"
            label={v.t('schedule.starts')}
            value={v.fmt.time(airing.startsAt)}
            form={{ ...form, values }}
            class="time"
            maxlength={5}
            required
          />
          <Field
            v={v}
            name="phut"
            label={v.t('schedule.minutes')}
            value={v.fmt.number(minutes)}
            form={{ ...form, values }}
            class="time"
            maxlength={6}
            required
          />
        </div>
      )}
      {act === 'replace' && (
        <Field v={v} name="ky" label={v.t('schedule.other_episode')} form={{ ...form, values }}>
          {episodes.map((episode) => (
            <option value={episode.id} selected={values.ky === String(episode.id)}>
              {`${v.t('week.number', { n: episode.number })}: ${episode.title}`}
            </option>
          ))}
        </Field>
      )}
      {act !== 'move' && (
        <Field
          v={v}
          name="ly-do"
          label={v.t('schedule.reason')}
          form={{ ...form, values }}
          maxlength={300}
          required={act === 'cancel'}
        />
      )}
      <ScopeField v={v} loaded={loaded} values={values} />
      {run && <Preview v={v} names={names} runs={[run]} values={values} hash={run.hash} />}
      <div class="acts">
        <button class={run ? 'button' : 'button main'} type="submit" formmethod="get" formnovalidate data-look="">
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

const AiringPage = (props: FormProps) => {
  const { v, loaded } = props
  const { shown, airing, station } = loaded
  const open = shown.movable && loaded.slot !== null && loaded.slot.origin !== 'emergency'
  return (
    <Page v={v} title={v.t('schedule.airing')}>
      <article class="sheet" data-sheet="" aria-labelledby="sheet-title">
        <p class="over">
          <a href={`/lich-phat/tuan?dai=${station.code}&ngay=${airing.plannedOn}`}>{station.name}</a>
        </p>
        <h1 id="sheet-title">{`${v.fmt.time(airing.startsAt)}–${v.fmt.time(airing.endsAt)} · ${v.fmt.day(airing.plannedOn)}`}</h1>
        <p>
          {whatOf(v, shown)}{' '}
          <span class="quiet small">
            {shown.segmentName} · {v.t(shown.premiere ? 'schedule.premiere' : 'schedule.repeat')}
          </span>
        </p>
        <p class="spaced">
          <StatusWord v={v} status={shown.status} />{' '}
          {shown.reason && <span class="quiet">{reasonText(v, shown.reason)}</span>}
        </p>
        {open ? (
          <ChangeForm {...props} />
        ) : (
          <p class="quiet">{v.t(isFrozen(airing, v.now) ? 'schedule.not_movable_past' : 'schedule.not_movable')}</p>
        )}
        <p class="links">
          {can(v.actor, 'schedule.read') && (
            <a href={`/lich-phat/khung-gio/${airing.slotId}`}>{v.t('schedule.to_slot')}</a>
          )}
          {can(v.actor, 'as_run.read', { stationId: airing.stationId }) && (
            <a href={`/nhat-ky/${loaded.id}`}>{v.t('schedule.to_log')}</a>
          )}
        </p>
      </article>
    </Page>
  )
}

/** One airing: what it is, and the form that moves, shortens, cancels or replaces it; the wish stands in the address. */
export async function airingPage(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const loaded = await load(ctx, c, v)
  const values: Values = c.req.query()
  const show = (run: DryRun | null, form: Returned, status = 200) =>
    send(c, <AiringPage v={v} loaded={loaded} values={values} form={form} run={run} stale={false} />, status)
  try {
    // A person who just turned to another act has given no reason yet.
    const asked = isUnfinished(values) || !can(v.actor, 'schedule.plan') ? null : wishOf(values, loaded.airing)
    if (!asked) return show(null, UNTOUCHED)
    return show(await dryRun(ctx, v.actor, proposal(v, loaded, asked)), UNTOUCHED)
  } catch (error) {
    const form = returned(v, error, { ...values })
    return show(null, form, form.status)
  }
}
const isUnfinished = (values: Values): boolean =>
  (values.viec === 'cancel' && !values['ly-do']) || (values.viec === 'replace' && !values.ky)

export async function changeAiring(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'schedule.plan')
  const loaded = await load(ctx, c, v)
  const values = await formValues(c)
  let asked: ReturnType<typeof wishOf> = null
  try {
    asked = wishOf({ viec: 'move', ...values }, loaded.airing)
    if (!asked) throw notFound('airing')
    await saveProposal(ctx, v.actor, proposal(v, loaded, asked), choicesOf(values))
    const { station, airing } = loaded
    const date = asked.wish.act === 'move' ? asked.wish.date : airing.plannedOn
    const word = actWord(asked.scope === 'here' || asked.scope === 'day' ? `slot.${asked.wish.act}` : 'slot.edit')
    return done(c, `/lich-phat/tuan?dai=${station.code}&ngay=${date}`, 'schedule.saved', { what: v.t(word) })
  } catch (error) {
    if (error instanceof StaleDryRun) {
      const props = { v, loaded, values, form: UNTOUCHED, run: error.result, stale: true }
      return send(c, <AiringPage {...props} />, 409)
    }
    const form = returned(v, error, values)
    // The preview stands again where only a choice was missing.
    const again = asked !== null && /^choice_/.test(asDomainError(error).code)
    const run = again && asked ? await dryRun(ctx, v.actor, proposal(v, loaded, asked)) : null
    return send(
      c,
      <AiringPage v={v} loaded={loaded} values={values} form={form} run={run} stale={false} />,
      form.status,
    )
  }
}
