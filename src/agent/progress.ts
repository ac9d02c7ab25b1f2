import { z } from 'zod'
import type { AsRunEvent } from '../protocol/index.ts'
import type { Disk } from './parts.ts'
import type { State } from './state.ts'

/*
 * How far the sound on air has come, written down now and then: should the power fail in the middle, as much is told as
 * is known to have been heard. One small file in place; torn, it only costs that knowledge.
 */
const PROGRESS_FILE = 'playing.json'
const EVERY_MS = { least: 1000, most: 15_000 }

const progressSchema = z.object({
  event_id: z.string(),
  boot_id: z.string(),
  mono_ms: z.number(),
  at: z.string(),
  seconds: z.number(),
})
export type Progress = z.output<typeof progressSchema>

/** Milliseconds from one note to the next: 1 % of the sound, within bounds. @param seconds of the whole sound */
export const noteEveryMs = (seconds: number): number => Math.min(Math.max(seconds * 10, EVERY_MS.least), EVERY_MS.most)

/** Notes how much of what `started` began has been heard by now. A disk that refuses is no reason to fall silent. */
export async function noteProgress({ parts, clock }: State, started: AsRunEvent, seconds: number): Promise<void> {
  const { clocks, disk } = parts
  const at = clock.now()?.at ?? clocks.wall()
  const progress: Progress = {
    event_id: started.event_id,
    boot_id: clocks.bootId,
    mono_ms: Math.round(clocks.mono()),
    at: new Date(at).toISOString(),
    seconds,
  }
  await disk.overwrite(PROGRESS_FILE, JSON.stringify(progress)).catch(() => {})
}

/** The last note; null when there is none or it is torn. */
export async function readProgress(disk: Disk): Promise<Progress | null> {
  const text = await disk.read(PROGRESS_FILE).catch(() => null)
  try {
    return progressSchema.parse(JSON.parse(text ?? ''))
  } catch {
    return null
  }
}
