import type { z } from '../http/index.ts'
import { readingSeconds } from '../kernel/script-markup.ts'
import { isoUtc } from '../kernel/time.ts'
import type { Decision } from './decisions-store.ts'
import type { EpisodeState } from './episodes.ts'
import type { Episode } from './episodes-store.ts'
import type { SegmentBrief } from './read-store.ts'
import type * as schemas from './schemas.ts'
import type { Revision, RevisionHead } from './scripts-store.ts'

/** The library's values as the API writes them. */
export const segmentJson = (segment: SegmentBrief): z.output<typeof schemas.segmentAnswer> => ({
  id: segment.id,
  code: segment.code,
  name: segment.name,
  kind: segment.kind,
  min_seconds: segment.minSeconds,
  max_seconds: segment.maxSeconds,
  speech: segment.speech,
  fallback_episode_id: segment.fallbackEpisodeId,
  withdrawn: segment.withdrawn,
})

export const episodeJson = (episode: Episode): z.output<typeof schemas.episodeAnswer> => ({
  id: episode.id,
  segment: { id: episode.segmentId, code: episode.segmentCode, name: episode.segmentName },
  number: episode.number,
  year: episode.year,
  title: episode.title,
  field: episode.field,
  air_date: episode.airDate,
  priority: episode.priority,
  tags: [...episode.tags],
  legal_references: [...episode.legalReferences],
  script_state: episode.scriptState,
  recording_id: episode.recordingId,
  recording_ready: episode.recordingReady,
  cleared: episode.clearedDecisionId !== null,
  cleared_at: episode.clearedAt === null ? null : isoUtc(episode.clearedAt),
  withdrawn:
    episode.withdrawnAt === null ? null : { at: isoUtc(episode.withdrawnAt), reason: episode.withdrawnReason ?? '' },
  created_at: isoUtc(episode.createdAt),
})

export const revisionHeadJson = (head: RevisionHead, pace: number): z.output<typeof schemas.revisionHeadAnswer> => ({
  revision: head.revision,
  hash: head.hash,
  words: head.words,
  reading_seconds: readingSeconds(head.words, pace),
  source: head.source,
  author: head.author,
  created_at: isoUtc(head.createdAt),
})
export const revisionJson = (revision: Revision, pace: number): z.output<typeof schemas.revisionAnswer> => ({
  ...revisionHeadJson(revision, pace),
  body: revision.body,
})

export const decisionJson = (decision: Decision): z.output<typeof schemas.decisionAnswer> => ({
  id: decision.id,
  kind: decision.kind,
  revision: decision.revision,
  script_hash: decision.scriptHash,
  recording_id: decision.recordingId,
  audio_hash: decision.audioHash,
  comment: decision.comment,
  actor: decision.actorName,
  at: isoUtc(decision.at),
})

/** @param pace syllables per minute */
export const episodeStateJson = (state: EpisodeState, pace: number): z.output<typeof schemas.episodeStateAnswer> => ({
  ...episodeJson(state.episode),
  script: state.script ? revisionJson(state.script, pace) : null,
  revisions: state.revisions.map((head) => revisionHeadJson(head, pace)),
  decisions: state.decisions.map(decisionJson),
  allowed: [...state.allowed],
})
