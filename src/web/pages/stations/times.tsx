import { Hono, type Context as HonoContext } from 'hono'
import { can, demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { transact } from '../../../db/index.ts'
import { type AppEnv, asDomainError, idParam, line, parseInput, z } from '../../../http/index.ts'
import { isLocalTime, type LocalTime } from '../../../kernel/dates.ts'
import { commonErrors, type FieldFault, notFound } from '../../../kernel/errors.ts'
import { createClosure } from '../../../schedule/index.ts'
import {
  closureById,
  type DayPart,
  PARTS,
  type PartsOrigin,
  putSessions,
  readSessions,
  type Station,
  withdrawClosure,
} from '../../../stations/index.ts'
import { formList, formValues, page, returned, send } from '../../answer.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { formDate } from '../../date-field.ts'
import { done } from '../../flash.ts'
import { once } from '../../once.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { Closures, isOwn, loadClosures, type StationClosures } from './closures.tsx'
import { NO_TIME } from './faults.ts'
import { StationFrame, stationHere } from './frame.tsx'
import { hrefOf } from './list.tsx'

const partWords: Readonly<Record<DayPart['part'], Word>> = {
  morning: 'stations.part_morning',
  noon: 'stations.part_noon',
  afternoon: 'stations.part_afternoon',
  evening: 'stations.part_evening',
}
const originWords: Readonly<Record<PartsOrigin, Word>> = {
  station: 'stations.sessions_own',
  installation: 'stations.sessions_common',
  usual: 'stations.sessions_usual',
}

type Sessions = { readonly origin: PartsOrigin; readonly parts: readonly DayPart[] }
type SessionsProps = { v: View; station: Station; sessions: Sessions; form: Returned }
const SessionsForm = ({ v, station, sessions, form }: SessionsProps) => (
  <form class="sessions-form" method="post" action={`${hrefOf(station)}/gio-phat`}>
    <FormFaults v={v} form={form} fields={PARTS.flatMap((part) => [`${part}_starts`, `${part}_ends`])} />
    {PARTS.map((part) => {
      const known = sessions.parts.find((one) => one.part === part)
      return (
        <fieldset class="session">
          <legend>{v.t(partWords[part])}</legend>
          <Field
            v={v}
            name={`${part}_starts`}
            label={v.t('stations.starts')}
            form={form}
            value={known?.starts}
            maxlength={5}
          />
          <Field
            v={v}
            name={`${part}_ends`}
            label={v.t('stations.ends')}
            form={form}
            value={known?.ends}
            maxlength={5}
          />
        </fieldset>
      )
    })}
    <p class="quiet small spaced-s">{v.t('stations.sessions_hint')}</p>
    <button class="button main" type="submit">
      {v.t('stations.save')}
    </button>
  </form>
)

type Props = SessionsProps & { closures: StationClosures; closureForm: Returned }
const Times = ({ v, station, sessions, form, closures, closureForm }: Props) => (
  <StationFrame v={v} station={station} tab="/gio-phat">
    <section class="section first" aria-labelledby="sessions">
      <h2 id="sessions">{v.t('stations.sessions')}</h2>
      <p class="quiet spaced-s">{v.t(originWords[sessions.origin])}</p>
      {can(v.actor, 'station.manage') ? (
        <SessionsForm v={v} station={station} sessions={sessions} form={form} />
      ) : (
        <dl class="facts num">
          {sessions.parts.map(({ part, starts, ends }) => (
            <>
              <dt>{v.t(partWords[part])}</dt>
              <dd>
                {starts} – {ends}
              </dd>
            </>
          ))}
        </dl>
      )}
    </section>
    <Closures v={v} station={station} found={closures} form={closureForm} />
  </StationFrame>
)

async function show(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  more: { form?: Returned; closureForm?: Returned; status?: number } = {},
): Promise<Response> {
  const station = await stationHere(ctx, v, c.req.param('code'))
  const { form = UNTOUCHED, closureForm = UNTOUCHED, status } = more
  const model = {
    sessions: await readSessions(ctx, v.actor, station.code),
    closures: await loadClosures(ctx, station, v.today),
  }
  return send(c, <Times v={v} station={station} {...model} form={form} closureForm={closureForm} />, status)
}

/** The sessions that the form names. @throws DomainError invalid_input, beside a time that is none */
function partsOf(values: Readonly<Record<string, string>>): DayPart[] {
  const faults: FieldFault[] = []
  const time = (path: string): LocalTime => {
    const text = values[path]?.trim() ?? ''
    if (isLocalTime(text)) return text
    faults.push({ path, ...NO_TIME })
    return '00:00' as LocalTime
  }
  const parts = PARTS.filter((part) => values[`${part}_starts`]?.trim() || values[`${part}_ends`]?.trim()).map(
    (part) => ({ part, starts: time(`${part}_starts`), ends: time(`${part}_ends`) }),
  )
  if (faults.length > 0) throw commonErrors.invalid_input({}, { fields: faults })
  return parts
}

async function saveSessions(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const station = await stationHere(ctx, v, c.req.param('code'))
  const values = await formValues(c)
  let parts: readonly DayPart[] = []
  try {
    parts = partsOf(values)
    await putSessions(ctx, v.actor, station.code, parts)
  } catch (error) {
    const form = returned(v, error, values)
    // "items.0.ends" is told beside the field that it came from.
    const faults = form.faults.map((fault) => {
      const [, index, field] = /^items\.(\d+)\.(\w+)$/.exec(fault.path) ?? []
      const part = index === undefined ? undefined : parts[Number(index)]?.part
      return part ? { ...fault, path: `${part}_${field === 'ends' ? 'ends' : 'starts'}` } : fault
    })
    return show(ctx, c, v, { form: { ...form, faults }, status: form.status })
  }
  return done(c, `${hrefOf(station)}/gio-phat`, 'stations.saved')
}

const closure = z.object({ from: formDate, to: formDate, reason: line(300) })

async function addClosure(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'closure.manage')
  const station = await stationHere(ctx, v, c.req.param('code'))
  const values = await formValues(c)
  try {
    const given = parseInput(closure, values)
    const target = { kind: 'stations' as const, stations: [station.code] }
    await once(
      values.ticket,
      v.now,
      () => createClosure(ctx, v.actor, { ...given, target }),
      () => 0,
    )
  } catch (error) {
    const closureForm = returned(v, error, values)
    return show(ctx, c, v, { closureForm, status: closureForm.status })
  }
  return done(c, `${hrefOf(station)}/gio-phat`, 'stations.saved')
}

/** Enters the ticked holidays; one that is entered already is left as it is. */
async function addHolidays(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'closure.manage')
  const station = await stationHere(ctx, v, c.req.param('code'))
  const asked = await formList(c, 'days')
  const { proposals } = await loadClosures(ctx, station, v.today)
  for (const day of proposals.filter((one) => !one.entered && asked.includes(`${one.from}/${one.to}`))) {
    const target = { kind: 'stations' as const, stations: [station.code] }
    await createClosure(ctx, v.actor, { from: day.from, to: day.to, reason: day.name, target })
  }
  return done(c, `${hrefOf(station)}/gio-phat`, 'stations.saved')
}

async function removeClosure(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'closure.manage')
  const station = await stationHere(ctx, v, c.req.param('code'))
  const id = parseInput(idParam, c.req.param('id'))
  const found = await closureById(ctx.db, id)
  if (!found || !isOwn(found, station)) throw notFound('closure', id)
  try {
    await transact(ctx.db, (tx) => withdrawClosure(tx, ctx, v.actor, id))
  } catch (error) {
    // Pressed twice: it is gone, which is what was asked for.
    if (asDomainError(error).status !== 404) throw error
  }
  return done(c, `${hrefOf(station)}/gio-phat`, 'stations.saved')
}

/** When a station is on the air: the sessions of its day, and its days off. */
export const stationTimesPages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get(
      '/dai/:code/gio-phat',
      page(ctx, (c, v) => show(ctx, c, v)),
    )
    .post(
      '/dai/:code/gio-phat',
      page(ctx, (c, v) => saveSessions(ctx, c, v)),
    )
    .post(
      '/dai/:code/ngay-nghi',
      page(ctx, (c, v) => addClosure(ctx, c, v)),
    )
    .post(
      '/dai/:code/ngay-nghi/le',
      page(ctx, (c, v) => addHolidays(ctx, c, v)),
    )
    .post(
      '/dai/:code/ngay-nghi/:id/bo',
      page(ctx, (c, v) => removeClosure(ctx, c, v)),
    )
