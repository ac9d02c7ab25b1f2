import { type Measure, POINTS_PER_SECOND } from './meter.ts'

/**
 * The waveform as a JSON text in the form of audiowaveform's data format, version 2: 8-bit lowest and highest sample of
 * each stretch by turns, all channels together. Some 40 kB for a quarter of an hour.
 */
export function peaksJson(measure: Pick<Measure, 'lows' | 'highs'>, sampleRate: number): string {
  const data: number[] = []
  for (let i = 0; i < measure.lows.length; i += 1) {
    data.push(
      Math.max(-128, Math.round((measure.lows[i] ?? 0) * 127)),
      Math.min(127, Math.round((measure.highs[i] ?? 0) * 127)),
    )
  }
  return JSON.stringify({
    version: 2,
    channels: 1,
    sample_rate: sampleRate,
    samples_per_pixel: Math.round(sampleRate / POINTS_PER_SECOND),
    bits: 8,
    length: measure.lows.length,
    data,
  })
}
