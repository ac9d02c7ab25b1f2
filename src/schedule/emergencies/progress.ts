import type { Airing } from '../airing.ts'

/**
 * How far an emergency airing is, as somebody asks who waits for it: unlike the reports, "no word" begins with its end
 * and not two hours later, because then is the time to call.
 */
export const PROGRESS = ['played', 'playing', 'partial', 'missed', 'no_word', 'not_yet', 'cancelled'] as const
export type Progress = (typeof PROGRESS)[number]

/** @param now epoch ms */
export function progressOf(airing: Pick<Airing, 'state' | 'outcome' | 'endsAt'>, now: number): Progress {
  switch (airing.outcome) {
    case 'aired':
      return 'played'
    case 'partial':
      return 'partial'
    case 'missed':
      return 'missed'
    case 'open':
      return airing.endsAt > now ? 'playing' : 'partial'
    case null:
      if (airing.state !== 'planned') return 'cancelled'
      return airing.endsAt > now ? 'not_yet' : 'no_word'
  }
}

/** A station's state over all its repeats: what was heard first, then what somebody should see to, then what is to come. */
export const stationProgress = (airings: readonly Progress[]): Progress =>
  PROGRESS.find((state) => airings.includes(state)) ?? 'cancelled'
