import { idParam, line, z } from '../../http/index.ts'
import { targetInput } from '../../stations/index.ts'

export const MAX_TIMES = 12
export const MAX_GAP_MINUTES = 120

const wish = {
  episode_id: idParam,
  target: targetInput,
  /** How often it goes on air at each station. */
  times: z.number().int().min(1).max(MAX_TIMES).default(1),
  /** From the end of one airing to the start of the next. */
  gap_minutes: z.number().int().min(0).max(MAX_GAP_MINUTES).default(5),
}
/** What is to be put on air at once, before it is confirmed. */
export const emergencyWish = z.object(wish)
export type EmergencyWish = z.output<typeof emergencyWish>

export const emergencyOrder = z.object({
  ...wish,
  note: line(300).nullable().default(null),
  dry_run: z.string().regex(/^[0-9a-f]{64}$/),
  confirmation: z.string().max(100).describe('The number of stations, or the words "khẩn cấp", as typed by the person'),
})
export type EmergencyOrder = z.output<typeof emergencyOrder>

export const emergencyCancellation = z.object({ reason: line(300).nullable().default(null) })
