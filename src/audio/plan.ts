/** The house target: LUFS, tolerance in LU, ceiling of the true peak in dBTP, all after encoding. */
export type Target = { readonly lufs: number; readonly toleranceLu: number; readonly ceilingDbtp: number }
export const houseTarget = (lufs = -16, ceilingDbtp = -1): Target => ({ lufs, toleranceLu: 0.7, ceilingDbtp })

/** How a recording is brought to the target: one linear gain; and where that would pass the ceiling, a limiter. */
export type GainPlan = {
  readonly gainDb: number
  /** dBTP that the limiter holds before encoding; null: no limiter. */
  readonly limitDbtp: number | null
  /** Why the target is not reached, when it is not. */
  readonly short: 'ceiling' | null
}
type Levels = { readonly integratedLufs: number; readonly truePeakDbtp: number }

/** Lossy coding moves peaks: this much is kept free of gain alone, and more under a limiter, whose peaks are many. dB. */
const LINEAR_HEADROOM = 0.5
const LIMITED_HEADROOM = 1.2
/** More than this a limiter would be heard: then the programme stays quieter, and says so. dB. */
const DEEPEST_LIMITING = 15

const round = (value: number): number => Math.round(value * 100) / 100

/** The limiter and gain for a wanted gain, within what a limiter may do. */
function planFor(source: Levels, gainDb: number, limitDbtp: number, linearTo: number): GainPlan {
  if (source.truePeakDbtp + gainDb <= linearTo) return { gainDb: round(gainDb), limitDbtp: null, short: null }
  const most = limitDbtp + DEEPEST_LIMITING - source.truePeakDbtp
  return { gainDb: round(Math.min(gainDb, most)), limitDbtp: round(limitDbtp), short: gainDb > most ? 'ceiling' : null }
}

/** Loudness in LU that a limiter takes away at a gain and a limit. */
export type LimiterLoss = (gainDb: number, limitDbtp: number) => number

/**
 * Estimates a limiter's loss from the peaks of the waveform's stretches. Were each stretch lowered whole to the limit, the
 * energy would fall by so much; measured over speech, noise and drums the limiter takes 0.6 to 0.8 of that.
 * A near guess spares a second encoding.
 */
export function limiterLossOf({
  lows,
  highs,
}: {
  readonly lows: Float32Array
  readonly highs: Float32Array
}): LimiterLoss {
  return (gainDb, limitDbtp) => {
    const limit = 10 ** ((limitDbtp - gainDb) / 20)
    let before = 0
    let after = 0
    for (let i = 0; i < lows.length; i += 1) {
      const peak = Math.max(highs[i] ?? 0, -(lows[i] ?? 0))
      before += peak * peak
      after += Math.min(peak, limit) ** 2
    }
    return after > 0 ? 7 * Math.log10(before / after) : 0
  }
}

/** The first plan, from what was measured of the source. Pure. */
export function planGain(source: Levels, target: Target, lossOf: LimiterLoss = () => 0): GainPlan {
  const wanted = target.lufs - source.integratedLufs
  const limit = target.ceilingDbtp - LIMITED_HEADROOM
  const linearTo = target.ceilingDbtp - LINEAR_HEADROOM
  if (source.truePeakDbtp + wanted <= linearTo) return planFor(source, wanted, limit, linearTo)
  let gain = wanted
  for (let step = 0; step < 6; step += 1) gain = wanted + lossOf(gain, limit)
  return planFor(source, gain, limit, linearTo)
}

/** True when an encoded file is as the house wants it; a stated reason excuses loudness, nothing excuses the peak. */
export const isWithin = (encoded: Levels, plan: GainPlan, target: Target): boolean =>
  encoded.truePeakDbtp <= target.ceilingDbtp &&
  (Math.abs(encoded.integratedLufs - target.lufs) <= target.toleranceLu ||
    (plan.short === 'ceiling' && encoded.integratedLufs < target.lufs))

/**
 * The next plan after an encoded file missed: the gain moves by what the loudness missed; a peak over the ceiling lowers
 * the gain alone where the loudness bears it, else the limiter. After `attempt` 3 the peak has right of way.
 */
export function replan(source: Levels, plan: GainPlan, encoded: Levels, target: Target, attempt: number): GainPlan {
  const over = encoded.truePeakDbtp - target.ceilingDbtp
  const missed = target.lufs - encoded.integratedLufs
  const lower = over > 0 ? over + 0.2 : 0
  if (attempt >= 3) {
    const limitDbtp = plan.limitDbtp === null ? null : round(plan.limitDbtp - lower)
    return { gainDb: round(plan.gainDb - lower), limitDbtp, short: 'ceiling' }
  }
  const bears = plan.limitDbtp === null && Math.abs(missed + lower) <= target.toleranceLu - 0.1
  if (over > 0 && bears) return { gainDb: round(plan.gainDb - lower), limitDbtp: null, short: null }
  const limit = (plan.limitDbtp ?? target.ceilingDbtp - LIMITED_HEADROOM) - (plan.limitDbtp === null ? 0 : lower)
  const gain = plan.gainDb + (Math.abs(missed) > target.toleranceLu / 2 ? missed : 0)
  const linearTo = target.ceilingDbtp - LINEAR_HEADROOM - lower
  return planFor(source, gain, limit, linearTo)
}
