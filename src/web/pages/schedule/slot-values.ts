import type { Context as HonoContext } from 'hono'
import { type AppEnv, idParam, line, parseInput, priority, z } from '../../../http/index.ts'
import { isLocalTime, type LocalDate, weekdayOf } from '../../../kernel/dates.ts'
import { PROGRAMMES } from '../../../kernel/terms.ts'
import { dryRunInput, type Proposal, type Slot, type SlotVersion } from '../../../schedule/index.ts'
import { type TargetInput, writeTarget } from '../../../stations/index.ts'
import { formDate, optionalFormDate, queryDate } from '../../date-field.ts'
import type { View } from '../../view.ts'
import { formMinutes, formTimes, scopeField, targetOf } from './form-values.ts'
import type { Names } from './names.ts'

export const ORIGINS = ['standing', 'campaign', 'single'] as const
export const REPEATS = ['weekly', 'every', 'nth'] as const
export const SLOT_FIELDS = [
  'chuyen_muc',
  'ten',
  'loai',
  'nguon',
  'dai_chon',
  'dai',
  'thu',
  'gio',
  'phut',
  'tu',
  'den',
  'lap',
  'moi',
  'lan',
  'phat',
  'uu_tien',
  'ky',
]

/** A slot's form as it was sent or stands in the address: single fields, ticked weekdays and stations. */
export type SlotForm = {
  readonly values: Readonly<Record<string, string>>
  readonly weekdays: readonly string[]
  readonly stations: readonly string[]
}

const lists = ({ thu = [], dai = [] }: Readonly<Record<string, string[]>>) => ({ weekdays: thu, stations: dai })
const firsts = (all: Readonly<Record<string, string[]>>): Record<string, string> =>
  Object.fromEntries(Object.entries(all).map(([name, [first = '']]) => [name, first]))

export async function readSlotForm(c: HonoContext<AppEnv>): Promise<SlotForm> {
  const all: Record<string, string[]> = {}
  for (const [name, value] of Object.entries(await c.req.parseBody({ all: true })))
    all[name] = (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')
  return { values: firsts(all), ...lists(all) }
}
export function slotFormOf(queries: Readonly<Record<string, string[]>>): SlotForm {
  return { values: firsts(queries), ...lists(queries) }
}

const blank = <S extends z.ZodType>(schema: S) => z.preprocess((v) => (v === '' ? undefined : v), schema.optional())
const fields = z.object({
  chuyen_muc: z.string().min(1).max(80),
  ten: blank(line(200)),
  loai: z.enum(ORIGINS).default('standing'),
  nguon: z.enum(PROGRAMMES).default('episode'),
  dai_chon: scopeField,
  gio: formTimes,
  phut: formMinutes,
  tu: formDate,
  den: optionalFormDate,
  lap: z.enum(REPEATS).default('weekly'),
  moi: blank(z.coerce.number().int().min(2).max(52)),
  lan: blank(z.coerce.number().int().min(-1).max(5)),
  phat: z.enum(['premiere', 'repeat']).default('repeat'),
  uu_tien: priority.default('normal'),
  ky: blank(idParam),
})

/** The API's input from a form. @throws DomainError invalid_input, with the form's own field names */
export function slotInputOf({ values, weekdays, stations }: SlotForm) {
  const f = parseInput(fields, values)
  const days = f.loai === 'single' ? [weekdayOf(f.tu)] : weekdays.map(Number)
  return {
    segment: f.chuyen_muc,
    title: f.ten ?? null,
    programme: f.nguon,
    target: targetOf(f.dai_chon, stations),
    rule: {
      weekdays: days,
      times: f.gio,
      every_weeks: f.lap === 'every' ? (f.moi ?? 2) : 1,
      nth: f.lap === 'nth' ? [f.lan ?? 1] : null,
    },
    duration_seconds: f.phut,
    premiere: f.phat === 'premiere',
    priority: f.uu_tien,
    episode_id: f.nguon === 'episode' ? (f.ky ?? null) : null,
    from: f.tu,
    until: f.loai === 'single' ? f.tu : (f.den ?? null),
    origin: f.loai,
  }
}

/** Where the API's input has its faults, and which field of the form is meant. */
const FIELD_OF: readonly (readonly [RegExp, string])[] = [
  [/rule\.weekdays/, 'thu'],
  [/rule\.times/, 'gio'],
  [/rule\.(nth|every_weeks)/, 'lap'],
  [/target/, 'dai_chon'],
  [/duration_seconds/, 'phut'],
  [/episode_id/, 'ky'],
  [/until/, 'den'],
  [/from/, 'tu'],
  [/segment/, 'chuyen_muc'],
  [/title/, 'ten'],
]
export const formField = (path: string): string => FIELD_OF.find(([pattern]) => pattern.test(path))?.[1] ?? path

export const createProposal = (form: SlotForm): Proposal =>
  parseInput(dryRunInput, { kind: 'create', slot: slotInputOf(form) })
export function editProposal(slotId: number, form: SlotForm): Proposal {
  const { segment: _segment, origin: _origin, ...slot } = slotInputOf(form)
  return parseInput(dryRunInput, { kind: 'edit', slot_id: slotId, slot })
}

/** What a new slot's form begins with: what was painted or chosen before it, else the usual. */
export function freshForm(v: View, form: SlotForm, names: Names): SlotForm {
  const { ngay, gio, phut, loai } = form.values
  const date = queryDate(ngay) ?? v.today
  const [station] = form.stations
  const known = names.stations.some(({ code }) => code === station)
  const single = loai === 'single'
  return {
    values: {
      chuyen_muc: names.segments.find(({ withdrawn }) => !withdrawn)?.code ?? '',
      loai: single || loai === 'campaign' ? loai : 'standing',
      dai_chon: known ? 'stations' : 'all',
      gio: gio !== undefined && isLocalTime(gio) ? gio : '',
      phut: phut ?? '15',
      tu: v.fmt.date(date),
      phat: 'repeat',
    },
    weekdays: single ? [String(weekdayOf(date))] : ['1', '2', '3', '4', '5', '6'],
    stations: known && station ? [station] : [],
  }
}

/** A slot as its form shows it, to be edited from a day on. */
export function formOfSlot(v: View, slot: Slot, version: SlotVersion, names: Names, from: LocalDate): SlotForm {
  const codes = {
    stations: new Map(names.stations.map(({ id, code }) => [id, code])),
    groups: new Map(names.groups.map(({ id, code }) => [id, code])),
  }
  const target: TargetInput = writeTarget(version.target, codes)
  const { rule } = version
  return {
    values: {
      chuyen_muc: names.segments.find(({ id }) => id === slot.segmentId)?.code ?? '',
      ten: slot.title ?? '',
      loai: slot.origin === 'emergency' ? 'standing' : slot.origin,
      nguon: version.programme,
      dai_chon:
        target.kind === 'level'
          ? `level:${target.level}`
          : target.kind === 'group'
            ? `group:${target.group}`
            : target.kind,
      gio: rule.times.join(', '),
      phut: v.fmt.number(version.durationSeconds / 60),
      tu: v.fmt.date(from),
      den: slot.until === null ? '' : v.fmt.date(slot.until),
      lap: rule.nth ? 'nth' : rule.everyWeeks > 1 ? 'every' : 'weekly',
      moi: rule.everyWeeks > 1 ? String(rule.everyWeeks) : '',
      lan: String(rule.nth?.[0] ?? ''),
      phat: version.premiere ? 'premiere' : 'repeat',
      uu_tien: version.priority,
      ky: version.episodeId === null ? '' : String(version.episodeId),
    },
    weekdays: rule.weekdays.map(String),
    stations: target.kind === 'stations' ? target.stations : [],
  }
}
