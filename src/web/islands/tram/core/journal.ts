import type { AsRunEvent, EventKind } from '../../../../protocol/as-run.ts'
import type { Entry } from './plan.ts'

/** A moment as three clocks tell it: server time (ms), and the boot's own clock (ms since it began). */
export type Moment = { readonly at: number; readonly bootId: string; readonly monoMs: number }
/** An event before it has its number in the journal. */
export type Draft = Omit<AsRunEvent, 'event_id' | 'seq'>
/** What to write down in one go: the airing's entry, and the event that tells the server of it. */
export type Writing = { readonly entry: Entry; readonly event: Draft | null }
type Subject = { readonly airingId: string; readonly sha256: string | null }

const round = (seconds: number): number => Math.round(seconds * 1000) / 1000

function draft(kind: EventKind, subject: Subject, moment: Moment, more: Partial<Draft> = {}): Draft {
  return {
    kind,
    airing_id: subject.airingId,
    ...(subject.sha256 === null ? {} : { sha256: subject.sha256 }),
    at: new Date(moment.at).toISOString(),
    boot_id: moment.bootId,
    mono_ms: round(moment.monoMs),
    ...more,
  }
}

/** Sound is heard, from `from` seconds into the item on. */
export function begun(subject: Subject, from: number, moment: Moment): Writing {
  const entry: Entry = { ...subject, ...moment, state: 'playing', outcome: null, heard: from, since: 0 }
  return { entry, event: draft('started', subject, moment) }
}

/** Still playing: where it is, in case that nothing more can be written. @param heard seconds into the item */
export function goingOn(entry: Entry, heard: number, moment: Moment): Writing {
  const since = Math.max(0, entry.since + heard - entry.heard)
  return { entry: { ...entry, ...moment, heard, since }, event: null }
}

/** Heard to its end. @param duration seconds of the whole item */
export function finished(entry: Entry, duration: number, moment: Moment): Writing {
  const last = goingOn(entry, Math.max(duration, entry.heard), moment).entry
  const event = draft('finished', entry, moment, { played_seconds: round(last.since) })
  return { entry: { ...last, state: 'ended', outcome: 'finished' }, event }
}

/** Broke off: to go on later (`again`), or for good. */
export function stopped(entry: Entry, heard: number, moment: Moment, again: boolean, detail: string): Writing {
  const last = goingOn(entry, heard, moment).entry
  const event = draft('stopped', entry, moment, { played_seconds: round(last.since), detail })
  return { entry: { ...last, state: again ? 'paused' : 'ended', outcome: again ? null : 'stopped' }, event }
}

/** Was not, or could not be, played. What was heard of it before stays heard. */
export function notPlayed(
  kind: 'failed' | 'skipped',
  subject: Subject,
  moment: Moment,
  detail: string,
  before?: Entry,
): Writing {
  const entry: Entry = {
    ...subject,
    ...moment,
    state: 'ended',
    outcome: kind,
    heard: before?.heard ?? 0,
    since: 0,
  }
  return { entry, event: draft(kind, subject, moment, { detail }) }
}

/** A person confirmed it to the server: it does not play by itself any more. */
export function attested(airingId: string, moment: Moment): Writing {
  const entry: Entry = { airingId, sha256: null, ...moment, state: 'ended', outcome: 'attested', heard: 0, since: 0 }
  return { entry, event: null }
}

/**
 * After a reload, a closed page or a power cut: what was playing stopped when it was last written down, by the clock of
 * that boot. It may go on from there; it never begins again.
 */
export function recovered(entries: Iterable<Entry>, detail: string): Writing[] {
  return Array.from(entries)
    .filter(({ state }) => state === 'playing')
    .map((entry) => stopped(entry, entry.heard, entry, true, detail))
}
