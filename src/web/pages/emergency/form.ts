import type { Context as HonoContext } from 'hono'
import { type AppEnv, line, parseInput, z } from '../../../http/index.ts'
import { type EmergencyWish, MAX_GAP_MINUTES, MAX_TIMES } from '../../../schedule/index.ts'
import type { TargetInput } from '../../../stations/index.ts'

/** What the form sends: "all", "level:CODE", "group:CODE" or "stations", and the stations ticked. */
const fields = z.object({
  episode_id: z.coerce.number().int().positive(),
  scope: z.string().regex(/^(all|stations|level:.{1,80}|group:.{1,80})$/),
  stations: z.array(z.string().max(80)).max(5000),
  times: z.coerce.number().int().min(1).max(MAX_TIMES),
  gap_minutes: z.coerce.number().int().min(0).max(MAX_GAP_MINUTES),
  note: z.preprocess((value) => (value === '' ? null : value), line(300).nullable().default(null)),
})

export type EmergencyForm = {
  /** Every single field as it was sent, for the form that comes back. */
  readonly values: Readonly<Record<string, string>>
  readonly stations: readonly string[]
}

/** A posted form; several ticked stations are one field with several values. */
export async function readForm(c: HonoContext<AppEnv>): Promise<EmergencyForm> {
  const body = await c.req.parseBody({ all: true })
  const texts = (value: unknown): string[] =>
    (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')
  const { stations, ...rest } = body
  const values = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, texts(value)[0] ?? '']))
  return { values, stations: texts(stations) }
}

/** The wish that a form says. @throws DomainError invalid_input, beside its fields */
export function wishOf(form: EmergencyForm): { wish: EmergencyWish; note: string | null } {
  const given = parseInput(fields, { ...form.values, stations: form.stations })
  const { episode_id, times, gap_minutes, note } = given
  return { wish: { episode_id, times, gap_minutes, target: targetOf(given.scope, given.stations) }, note }
}

function targetOf(scope: string, stations: string[]): TargetInput {
  if (scope.startsWith('level:')) return { kind: 'level', level: scope.slice(6) }
  if (scope.startsWith('group:')) return { kind: 'group', group: scope.slice(6) }
  if (scope === 'all') return { kind: 'all' }
  return parseInput(z.object({ kind: z.literal('stations'), stations: z.array(z.string()).min(1) }), {
    kind: 'stations',
    stations,
  })
}
