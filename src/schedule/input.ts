import { idParam, line, localDate, localTime, priority, z } from '../http/index.ts'
import { PROGRAMMES } from '../kernel/terms.ts'
import { targetInput } from '../stations/index.ts'
import { CHOICES } from './conflicts.ts'

export { CHOICES }

import type { Nth } from './recurrence.ts'

/** A refinement with its sentence in both languages. */
const said = (vi: string, en: string, path?: string[]) => ({ params: { vi, en }, ...(path ? { path } : {}) })
const distinct = (list: readonly unknown[]): boolean => new Set(list).size === list.length
const repeated = said('Có giá trị bị lặp lại.', 'A value is repeated.')

const weekday = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal(6),
  z.literal(7),
])
const nth = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(-1)])

/** When a slot is on the air: weekdays from Monday 1 to Sunday 7, times of a day, every N weeks or nth of the month. */
export const ruleInput = z
  .object({
    weekdays: z.array(weekday).min(1).max(7).refine(distinct, repeated),
    times: z.array(localTime).min(1).max(96).refine(distinct, repeated),
    every_weeks: z.number().int().min(1).max(52).default(1),
    nth: z.array(nth).min(1).max(6).refine(distinct, repeated).nullable().default(null),
  })
  .refine(
    (rule) => rule.nth === null || rule.every_weeks === 1,
    said(
      'Không thể vừa lặp theo tuần, vừa theo thứ trong tháng.',
      'Every N weeks and nth of the month exclude each other.',
      ['nth'],
    ),
  )
  .transform((rule) => ({
    weekdays: [...rule.weekdays].sort((a, b) => a - b),
    times: [...rule.times].sort(),
    everyWeeks: rule.every_weeks,
    nth: rule.nth as Nth[] | null,
  }))

const content = {
  title: line(200).nullable().default(null),
  programme: z.enum(PROGRAMMES).default('episode'),
  target: targetInput,
  rule: ruleInput,
  duration_seconds: z.number().int().min(1).max(43_200),
  premiere: z.boolean().default(false),
  priority: priority.default('normal'),
  /** A fixed episode; left out: the newest cleared. */
  episode_id: idParam.nullable().default(null),
}
const inOrder = (slot: { from: string; until: string | null }): boolean =>
  slot.until === null || slot.from <= slot.until
const order = said('Ngày cuối phải từ ngày đầu trở đi.', 'The end must not be before the start.', ['until'])
const noEpisode = (slot: { programme: string; episode_id: number | null }): boolean =>
  slot.programme === 'episode' || slot.episode_id === null
const episodeOnly = said('Tiếp sóng và phát trực tiếp không có kỳ phát.', 'Relay and live carry no episode.', [
  'episode_id',
])

export const slotInput = z
  .object({
    ...content,
    segment: z.string().min(1).max(80).describe("The segment's code"),
    from: localDate,
    until: localDate.nullable().default(null),
    origin: z.enum(['standing', 'campaign', 'single']).default('standing'),
  })
  .refine(inOrder, order)
  .refine(noEpisode, episodeOnly)
export type SlotInput = z.output<typeof slotInput>

/** What a slot is to say from a day on; its segment stays. */
export const editInput = z
  .object({ ...content, from: localDate, until: localDate.nullable().default(null) })
  .refine(inOrder, order)
  .refine(noEpisode, episodeOnly)
export type EditInput = z.output<typeof editInput>

const occurrence = {
  on_date: localDate.describe('The date on which the rule puts the airing'),
  ordinal: z.number().int().min(1).max(96).default(1),
  /** Left out: on every station of the slot. */
  station: z.string().min(1).max(80).nullable().default(null),
  reason: line(300).nullable().default(null),
}
export const changeInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cancel'), ...occurrence, reason: line(300) }),
  z.object({
    kind: z.literal('move'),
    ...occurrence,
    to_date: localDate,
    to_time: localTime,
    /** Left out: as long as before. */
    duration_seconds: z.number().int().min(1).max(43_200).nullable().default(null),
  }),
  z.object({ kind: z.literal('replace'), ...occurrence, episode_id: idParam }),
  /** A further airing of the same item: becomes a slot of its own, of origin 'single'. */
  z.object({
    kind: z.literal('add'),
    on_date: localDate,
    time: localTime,
    target: targetInput.optional(),
    episode_id: idParam.nullable().default(null),
    duration_seconds: z.number().int().min(1).max(43_200).optional(),
    reason: line(300).nullable().default(null),
  }),
])
export type ChangeInput = z.output<typeof changeInput>

export const closureInput = z
  .object({ from: localDate, to: localDate, target: targetInput.default({ kind: 'all' }), reason: line(300) })
  .refine(
    ({ from, to }) => from <= to,
    said('Ngày cuối phải từ ngày đầu trở đi.', 'The end must not be before the start.', ['to']),
  )
export type ClosureInput = z.output<typeof closureInput>

export const endingInput = z.object({ last_day: localDate })

export const dryRunInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('create'), slot: slotInput }),
  z.object({ kind: z.literal('edit'), slot_id: idParam, slot: editInput }),
  z.object({ kind: z.literal('end'), slot_id: idParam, ...endingInput.shape }),
  z.object({ kind: z.literal('change'), slot_id: idParam, change: changeInput }),
  z.object({ kind: z.literal('closure'), closure: closureInput }),
])
export type Proposal = z.output<typeof dryRunInput>

/** What saving needs beside the thing itself: the dry run's hash, and a choice for each of its conflicts. */
export const decisionInput = z.object({
  dry_run: z.string().regex(/^[0-9a-f]{64}$/),
  choices: z
    .array(z.object({ conflict: z.string().max(200), choice: z.enum(CHOICES) }))
    .max(100_000)
    .default([]),
  /** For every conflict that `choices` does not name. */
  rest: z.enum(CHOICES).nullable().default(null),
})
export type Decision = z.output<typeof decisionInput>

export const backfillInput = z
  .object({ from: localDate, to: localDate, reason: line(300) })
  .refine(
    ({ from, to }) => from <= to,
    said('Ngày cuối phải từ ngày đầu trở đi.', 'The end must not be before the start.', ['to']),
  )
