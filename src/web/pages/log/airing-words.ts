import type { ReadEntry } from '../../../playout/index.ts'
import type { View } from '../../view.ts'
import { dictionaries, type Word } from '../../words/index.ts'
import { reasonIn } from './list.tsx'

/** A row of an airing's history in words. */
export type LedgerLine = {
  readonly what: string
  readonly by: string
  /** Of what happened (epoch ms), where the row tells it. */
  readonly at: number | null
  readonly details: readonly string[]
}

const has = (key: string): key is Word => Object.hasOwn(dictionaries.vi, key)
const word = (v: View, key: string): string => (has(key) ? v.t(key) : key)

const KINDS = {
  started: 'log.event_started',
  finished: 'log.event_finished',
  stopped: 'log.event_stopped',
  failed: 'log.event_failed',
  skipped: 'log.event_skipped',
} as const satisfies Record<string, Word>
const CLOCKS = {
  measured: 'log.clock_measured',
  boot: 'log.clock_boot',
  told: 'log.clock_told',
  carried: 'log.clock_carried',
  order: 'log.clock_order',
  unknown: 'log.clock_unknown',
} as const satisfies Record<string, Word>
const SAID = {
  attestation: 'log.said_attestation',
  import: 'log.said_import',
  correction: 'log.said_correction',
} as const satisfies Record<string, Word>
const OUTCOMES = {
  aired: 'status.aired',
  partial: 'status.partial',
  missed: 'status.missed',
  no_word: 'status.no_word',
  as_reported: 'log.as_reported',
} as const satisfies Record<string, Word>

const ms = (text: string | null): number | null => (text === null ? null : Date.parse(text))
const seconds = (v: View, n: number | null | undefined): string[] =>
  n === null || n === undefined ? [] : [v.t('log.played', { time: v.fmt.duration(n) })]

export function ledgerLine(v: View, { entry }: ReadEntry): LedgerLine {
  switch (entry.kind) {
    case 'event': {
      const { event, device_id, at, clock, item } = entry.body
      const detail = event.detail ? [event.detail] : []
      const details = [
        ...(item?.episode ? [item.episode] : []),
        ...seconds(v, event.played_seconds),
        v.t(CLOCKS[clock]),
      ]
      return { what: v.t(KINDS[event.kind]), by: device_id, at: ms(at), details: [...details, ...detail] }
    }
    case 'attestation':
    case 'import':
    case 'correction': {
      const { outcome, actor, at, played_seconds, note, source } = entry.body
      const from = source && source.source !== 'photo' ? [v.t('log.from_file', { file: source.file.slice(0, 12) })] : []
      const photo = source?.source === 'photo' ? [v.t('log.with_photo', { file: source.file.slice(0, 12) })] : []
      const told = note === null ? [] : [reasonIn(v, note)]
      return {
        what: `${v.t(SAID[entry.kind])}: ${v.t(OUTCOMES[outcome])}`,
        by: actor.name,
        at: ms(at),
        details: [...seconds(v, played_seconds), ...told, ...from, ...photo],
      }
    }
    case 'settlement': {
      const { decision, actor, at, note } = entry.body
      const what = v.t(decision === 'accept' ? 'log.settled_accept' : 'log.settled_discard')
      return { what, by: actor.name, at: ms(at), details: [note] }
    }
    case 'acceptance':
      return {
        what: v.t('log.accepted'),
        by: entry.body.actor.name,
        at: ms(entry.body.starts_at),
        details: entry.body.note ? [entry.body.note] : [],
      }
    default:
      return { what: word(v, entry.kind), by: '', at: null, details: [] }
  }
}
