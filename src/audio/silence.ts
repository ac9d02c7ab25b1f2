import { type Measure, POINTS_PER_SECOND } from './meter.ts'

/** A stretch in seconds from the start. */
export type Stretch = { readonly from: number; readonly to: number }
export type Silence = {
  readonly headSeconds: number
  readonly tailSeconds: number
  readonly inside: readonly Stretch[]
}

/** Only pauses this long inside are told, in seconds. */
const LONG_PAUSE = 3

/**
 * Level under which a stretch is silent, in dBFS of its peak: 30 dB under the loudness, within −70 and −50.
 * So the breath and room noise of a loud recording are silence, and the speech of a very quiet one is not.
 */
export const silenceThreshold = (integratedLufs: number): number => Math.min(-50, Math.max(-70, integratedLufs - 30))

/** Silence at the head, the tail, and the long pauses inside. */
export function findSilence(measure: Pick<Measure, 'lows' | 'highs'>, thresholdDbfs: number): Silence {
  const limit = 10 ** (thresholdDbfs / 20)
  const points = measure.lows.length
  const isLoud = (i: number): boolean => (measure.highs[i] ?? 0) > limit || -(measure.lows[i] ?? 0) > limit
  let first = 0
  while (first < points && !isLoud(first)) first += 1
  let last = points - 1
  while (last >= first && !isLoud(last)) last -= 1
  const inside: Stretch[] = []
  let quietFrom = -1
  for (let i = first; i <= last; i += 1) {
    if (!isLoud(i)) quietFrom = quietFrom < 0 ? i : quietFrom
    else {
      if (quietFrom >= 0 && i - quietFrom >= LONG_PAUSE * POINTS_PER_SECOND) {
        inside.push({ from: quietFrom / POINTS_PER_SECOND, to: i / POINTS_PER_SECOND })
      }
      quietFrom = -1
    }
  }
  return { headSeconds: first / POINTS_PER_SECOND, tailSeconds: (points - 1 - last) / POINTS_PER_SECOND, inside }
}
