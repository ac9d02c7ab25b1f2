import type { View } from './view.ts'
import type { Word } from './words/index.ts'

/** The codes that the program and the players give as reasons; a person's reason is in words already. */
const REASONS: Readonly<Record<string, Word>> = {
  end_unknown: 'schedule.reason_end_unknown',
  same_play: 'schedule.reason_same_play',
  other_segment: 'schedule.reason_other_segment',
  no_file: 'schedule.reason_no_file',
  no_audio: 'schedule.reason_no_audio',
  no_sound: 'schedule.reason_no_sound',
  interrupted: 'schedule.reason_interrupted',
  withdrawn: 'schedule.reason_withdrawn',
  overlap: 'schedule.reason_overlap',
  not_running: 'schedule.reason_not_running',
  skipped: 'schedule.reason_skipped',
  failed: 'schedule.reason_failed',
}

/** Why an airing is as it is, in the reader's words. */
export function reasonText(v: View, reason: string): string {
  const word = Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined
  return word ? v.t(word) : reason
}
