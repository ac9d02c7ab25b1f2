import type { Statement } from './facts.ts'

/** What stands of all that people said of one airing. */
export type Standing = {
  /** The latest of each kind that counts; no correction once it was taken back. */
  readonly statements: readonly Statement[]
  /** The one that says when it was on air, if one does: it is a stretch of its item like a player's (COUNTING.md 11). */
  readonly timed: Statement | null
  /** A correction says that it was not aired. */
  readonly denied: boolean
}

const tellsOfAiring = ({ outcome }: Statement): boolean => outcome === 'aired' || outcome === 'partial'

/** COUNTING.md 13: of each kind the latest that tells of airing, else the latest; of corrections the latest of all. */
export function standingOf(said: readonly Statement[]): Standing {
  const newest = [...said].sort((a, b) => b.position - a.position)
  const latest = (kind: 'attestation' | 'import'): Statement | null =>
    newest.find((one) => one.kind === kind && tellsOfAiring(one)) ?? newest.find((one) => one.kind === kind) ?? null
  const last = newest.find((one) => one.kind === 'correction') ?? null
  const correction = last?.outcome === 'as_reported' ? null : last
  const words = [latest('attestation'), latest('import')].filter((one) => one !== null)
  const speaks = correction && correction.at !== null ? correction : words.find(tellsOfAiring)
  const denied = correction !== null && !tellsOfAiring(correction)
  return {
    statements: correction ? [...words, correction] : words,
    timed: speaks && speaks.at !== null && tellsOfAiring(speaks) && !denied ? speaks : null,
    denied,
  }
}

/**
 * What is said of an airing once it is known which plays are its: a moment that counts for another airing says nothing
 * of this one any more, and what others said of this one's plays speaks for it.
 */
export function saidOfAiring(
  standing: Standing | undefined,
  absorbed: ReadonlyMap<number, string>,
  besides: readonly Statement[],
): Statement[] {
  const own = standing?.statements ?? []
  const lost = own.some((one) => absorbed.has(one.position))
  return [...(lost ? own.filter((one) => one.at === null) : own), ...besides]
}
