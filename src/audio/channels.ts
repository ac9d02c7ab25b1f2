import type { Measure } from './meter.ts'

/**
 * What the channels carry. `dual_mono`: the same on both; `left_only`, `right_only`: the other is dead;
 * `opposite`: one is the other turned over, so that a mono loudspeaker hears nothing.
 */
export type ChannelKind = 'mono' | 'stereo' | 'dual_mono' | 'left_only' | 'right_only' | 'opposite'

/** A channel this much weaker than the other is dead: 40 dB. */
const DEAD = 0.01
/** Channels that differ by less than −50 dB of themselves carry the same. */
const SAME = 0.003

export function channelKind(measure: Pick<Measure, 'channels' | 'correlation' | 'difference'>): ChannelKind {
  const [left, right] = measure.channels
  if (!left || !right) return 'mono'
  if (right.rms <= left.rms * DEAD) return 'left_only'
  if (left.rms <= right.rms * DEAD) return 'right_only'
  if ((measure.difference ?? 1) < SAME) return 'dual_mono'
  return (measure.correlation ?? 0) < -0.9 ? 'opposite' : 'stereo'
}

/** One loudspeaker's worth of programme: it goes out as mono. */
export const isMono = (kind: ChannelKind): boolean => kind !== 'stereo'

/**
 * ffmpeg's pan filter that makes the programme of such channels; null when it is good as it is.
 * Opposite channels: the left one alone, since their sum is nothing.
 */
export function panFilter(kind: ChannelKind): string | null {
  if (kind === 'left_only' || kind === 'opposite' || kind === 'dual_mono') return 'pan=mono|c0=c0'
  return kind === 'right_only' ? 'pan=mono|c0=c1' : null
}

/**
 * What that filter does to the loudness, in LU: BS.1770 adds the power of both channels, and the programme then sounds from
 * both loudspeakers instead of one.
 */
export const panLoudness = (kind: ChannelKind): number =>
  kind === 'left_only' || kind === 'right_only' ? 10 * Math.log10(2) : 0
