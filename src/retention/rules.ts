import { dateOf, dayOf, daysInMonth, type LocalDate } from '../kernel/dates.ts'

/** Why a file is let go. The first that holds is told. */
export const RULES = ['withdrawn', 'replaced', 'originals', 'photos'] as const
export type Rule = (typeof RULES)[number]
export type AudioRule = Exclude<Rule, 'photos'>

/** What a recording is, as far as the rules ask. Instants in epoch ms. */
export type KnownRecording = {
  readonly id: number
  readonly episodeId: number
  readonly title: string
  readonly state: string
  readonly createdAt: number
  readonly finishedAt: number | null
  readonly withdrawnAt: number | null
  /** The recording that its episode uses; null: none. */
  readonly inUseId: number | null
  readonly inUseSince: number | null
  /** The recording that is cleared for air. */
  readonly clearedId: number | null
  readonly original: string | null
  readonly renditions: readonly string[]
}
/** Before which instant each rule lets go; null: it keeps for ever. */
export type Cutoffs = Readonly<Record<Rule, number | null>>
export type Due = {
  readonly sha256: string
  readonly rule: AudioRule
  readonly recording: KnownRecording
  readonly since: number
}

/** The day `months` months before a day; the last of the month where that one is shorter. */
export function monthsBefore(date: LocalDate, months: number): LocalDate {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number)
  const at = year * 12 + (month - 1) - months
  const [y, m] = [Math.floor(at / 12), (at % 12) + 1]
  const first = `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-01` as LocalDate
  return dateOf(dayOf(first) + Math.min(day, daysInMonth(y, m)) - 1)
}

const passed = (since: number | null, cutoff: number | null): since is number =>
  since !== null && cutoff !== null && since < cutoff

/** Since when a recording's whole audio could be let go, and why; null: it is needed. */
function wholly(one: KnownRecording, cutoffs: Cutoffs): { rule: AudioRule; since: number } | null {
  if (passed(one.withdrawnAt, cutoffs.withdrawn)) return { rule: 'withdrawn', since: one.withdrawnAt }
  const isUsed = one.inUseId === one.id || one.clearedId === one.id || one.inUseId === null
  const since = isUsed ? null : Math.max(one.finishedAt ?? one.createdAt, one.inUseSince ?? 0)
  return passed(since, cutoffs.replaced) ? { rule: 'replaced', since } : null
}

/**
 * The files of audio that the rules let go. A file goes only where no recording needs it: the same content may belong to
 * several. What waits or is at work needs all of it.
 */
export function dueAudio(recordings: readonly KnownRecording[], cutoffs: Cutoffs): Due[] {
  const needed = new Set<string>()
  const due = new Map<string, Due>()
  const judge = (sha256: string, recording: KnownRecording, why: { rule: AudioRule; since: number } | null): void => {
    if (why === null) needed.add(sha256)
    else if (!due.has(sha256)) due.set(sha256, { sha256, recording, ...why })
  }
  for (const one of recordings) {
    const isBusy = one.state === 'waiting' || one.state === 'working'
    const whole = isBusy ? null : wholly(one, cutoffs)
    for (const sha256 of one.renditions) judge(sha256, one, whole)
    if (one.original === null) continue
    const since = one.finishedAt ?? one.createdAt
    const old = !isBusy && passed(since, cutoffs.originals) ? { rule: 'originals' as const, since } : null
    judge(one.original, one, whole ?? old)
  }
  return [...due.values()].filter(({ sha256 }) => !needed.has(sha256))
}
