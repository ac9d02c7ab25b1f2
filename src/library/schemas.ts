import { idParam, line, localDate, priority, text, z } from '../http/index.ts'
import { normaliseLine } from '../kernel/text.ts'
import { DECISION_NAMES } from './decisions.ts'
import { EPISODE_SORTS } from './episode-list-store.ts'
import { ACTS } from './workflow.ts'

/** What the library's routes take and give, as JSON. */
const SCRIPT_STATES = ['none', 'draft', 'submitted', 'content_approved', 'approved', 'returned'] as const
const seconds = z.number().int().min(1).max(86_400).nullable()
const year = z.number().int().min(2000).max(2199)
const number = z.number().int().min(1).max(9999)
const lines = (max: number, each: number) =>
  z
    .array(line(each))
    .max(max)
    .transform((list) => [...new Set(list)])
const flag = z.enum(['true', 'false']).transform((value) => value === 'true')

export const segmentBody = z
  .strictObject({
    code: z
      .string()
      .regex(/^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/)
      .max(60)
      .optional(),
    name: line(120),
    kind: line(120).default('chuyên mục'),
    min_seconds: seconds.default(null),
    max_seconds: seconds.default(null),
    speech: z.boolean().default(true),
  })
  .openapi('NewSegment')
export const segmentPatch = z
  .strictObject({
    name: line(120).optional(),
    kind: line(120).optional(),
    min_seconds: seconds.optional(),
    max_seconds: seconds.optional(),
    speech: z.boolean().optional(),
    fallback_episode_id: idParam.nullable().optional(),
    withdrawn: z.boolean().optional(),
  })
  .openapi('SegmentChange')
export const segmentAnswer = z
  .object({
    id: z.number().int(),
    code: z.string(),
    name: z.string(),
    kind: z.string(),
    min_seconds: z.number().nullable(),
    max_seconds: z.number().nullable(),
    speech: z.boolean(),
    fallback_episode_id: z.number().int().nullable(),
    withdrawn: z.boolean(),
  })
  .openapi('Segment')

const episodeFields = {
  title: line(300),
  field: line(120).nullable().default(null),
  air_date: localDate.nullable().default(null),
  priority: priority.default('normal'),
  tags: lines(30, 120).default([]),
  legal_references: lines(50, 200).default([]),
}
export const episodeBody = z
  .strictObject({
    segment: z.union([z.string().max(60), z.number().int().positive()]).openapi({ description: 'code or id' }),
    number: number.optional().openapi({ description: 'left out: the next of the year' }),
    year: year.optional(),
    ...episodeFields,
  })
  .openapi('NewEpisode')
export const episodePatch = z
  .strictObject({
    number: number.optional(),
    year: year.optional(),
    title: episodeFields.title.optional(),
    field: line(120).nullable().optional(),
    air_date: localDate.nullable().optional(),
    priority: priority.optional(),
    tags: lines(30, 120).optional(),
    legal_references: lines(50, 200).optional(),
  })
  .openapi('EpisodeChange')
export const episodeAnswer = z
  .object({
    id: z.number().int(),
    segment: z.object({ id: z.number().int(), code: z.string(), name: z.string() }),
    number: z.number().int(),
    year: z.number().int(),
    title: z.string(),
    field: z.string().nullable(),
    air_date: z.string().nullable(),
    priority,
    tags: z.array(z.string()),
    legal_references: z.array(z.string()),
    script_state: z.enum(SCRIPT_STATES),
    recording_id: z.number().int().nullable(),
    recording_ready: z.boolean(),
    cleared: z.boolean(),
    cleared_at: z.string().nullable(),
    withdrawn: z.object({ at: z.string(), reason: z.string() }).nullable(),
    created_at: z.string(),
  })
  .openapi('Episode')

export const revisionHeadAnswer = z
  .object({
    revision: z.number().int(),
    hash: z.string(),
    words: z.number().int(),
    reading_seconds: z.number().int(),
    source: z.enum(['typed', 'docx', 'text']),
    author: z.string().nullable(),
    created_at: z.string(),
  })
  .openapi('ScriptRevisionHead')
export const revisionAnswer = revisionHeadAnswer.extend({ body: z.string() }).openapi('ScriptRevision')

export const decisionAnswer = z
  .object({
    id: z.number().int(),
    kind: z.string(),
    revision: z.number().int().nullable(),
    script_hash: z.string().nullable(),
    recording_id: z.number().int().nullable(),
    audio_hash: z.string().nullable(),
    comment: z.string().nullable(),
    actor: z.string(),
    at: z.string(),
  })
  .openapi('Decision')

export const episodeStateAnswer = episodeAnswer
  .extend({
    script: revisionAnswer.nullable(),
    revisions: z.array(revisionHeadAnswer),
    decisions: z.array(decisionAnswer),
    allowed: z.array(z.enum(ACTS)),
  })
  .openapi('EpisodeState')

export const scriptBody = z
  .strictObject({
    // Its length is the action's to judge, with a clear error; the route bounds the bytes that are read.
    body: z.string(),
    base_revision: z.number().int().min(0).openapi({ description: 'the revision you started from; 0: there was none' }),
    confirm_empties: z.boolean().default(false),
  })
  .openapi('NewScriptRevision')

export const importQuery = z.object({
  name: line(200).default('script'),
  base_revision: z.coerce.number().int().min(0).optional(),
  confirm_empties: flag.default(false),
})

export const decisionBody = z
  .strictObject({
    kind: z.enum(DECISION_NAMES as [(typeof DECISION_NAMES)[number], ...typeof DECISION_NAMES]),
    comment: text(4000)
      .transform((comment) => comment.trim())
      .nullable()
      .default(null),
    revision: z
      .number()
      .int()
      .min(1)
      .optional()
      .openapi({ description: 'the revision you read; refused when it is no longer the newest' }),
    recording_id: idParam
      .optional()
      .openapi({ description: 'the recording you heard; refused when another is in use' }),
    confirm_empties: z.boolean().default(false),
  })
  .openapi('NewDecision')

export const episodeQuery = z.object({
  q: z.string().max(400).optional(),
  segment: z.string().max(60).optional(),
  year: z.coerce.number().int().min(2000).max(2199).optional(),
  script_state: z.enum(SCRIPT_STATES).optional(),
  cleared: flag.optional(),
  priority: priority.optional(),
  field: line(120).optional(),
  tag: line(120).optional(),
  from: localDate.optional(),
  to: localDate.optional(),
  withdrawn: z.enum(['no', 'only', 'all']).default('no'),
  sort: z.enum(EPISODE_SORTS).optional(),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const searchQuery = z.object({
  q: z.string().max(400),
  segment: z.string().max(60).optional(),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
  limit: z.coerce.number().int().min(1).max(50).default(20),
})
const snippetParts = z.array(z.object({ text: z.string(), hit: z.boolean() }))
export const searchAnswer = z
  .object({
    items: z.array(z.object({ episode: episodeAnswer, title: snippetParts, snippet: snippetParts })),
    next: z.number().int().nullable(),
  })
  .openapi('SearchAnswer')
/** May be emptied, unlike other lines. */
const officeLine = text(120).transform(normaliseLine)
export const settingsBody = z
  .strictObject({
    syllables_per_minute: z.number().min(60).max(500).optional(),
    content_approval: z.boolean().optional(),
    superior: officeLine.optional().openapi({ description: 'the agency above, on printed scripts' }),
    agency: officeLine.optional().openapi({ description: 'the centre, on printed scripts' }),
    place: officeLine.optional().openapi({ description: 'the place, on printed scripts' }),
  })
  .openapi('LibrarySettingsChange')
export const settingsAnswer = z
  .object({
    syllables_per_minute: z.number(),
    content_approval: z.boolean(),
    superior: z.string(),
    agency: z.string(),
    place: z.string(),
  })
  .openapi('LibrarySettings')
