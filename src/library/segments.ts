import { demand } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Reader, type Tx, transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { DAY_MS } from '../kernel/dates.ts'
import { commonErrors, notFound } from '../kernel/errors.ts'
import { compareVietnamese, slug } from '../kernel/text.ts'
import { stationsAiring } from './coming-airings-store.ts'
import { libraryErrors } from './errors.ts'
import { allSegments, episodeById, type SegmentBrief, segmentByCode, segmentById } from './read-store.ts'
import { insertSegment, markSegmentWithdrawn, type SegmentFields, updateSegment } from './segments-store.ts'

/** A segment by code, or by id given as digits. @throws DomainError not_found */
export async function demandSegment(reader: Reader, codeOrId: string | number): Promise<SegmentBrief> {
  const isId = /^\d{1,15}$/.test(String(codeOrId))
  const segment = isId ? await segmentById(reader, Number(codeOrId)) : await segmentByCode(reader, String(codeOrId))
  if (!segment) throw notFound('segment')
  return segment
}

/** Segments by name in the order of the Vietnamese alphabet. */
export async function listSegments(ctx: Context, actor: Actor, withdrawn: boolean): Promise<SegmentBrief[]> {
  demand(actor, 'library.read')
  const segments = await allSegments(ctx.db)
  return segments
    .filter((segment) => withdrawn || !segment.withdrawn)
    .sort((a, b) => compareVietnamese(a.name, b.name) || a.id - b.id)
}

export async function getSegment(ctx: Context, actor: Actor, codeOrId: string): Promise<SegmentBrief> {
  demand(actor, 'library.read')
  return demandSegment(ctx.db, codeOrId)
}

/**
 * @param code undefined: made from the name
 * @throws DomainError segment_code_taken, invalid_input (no code can be made from the name)
 */
export async function createSegment(
  ctx: Context,
  actor: Actor,
  fields: SegmentFields & { code?: string | undefined },
): Promise<SegmentBrief> {
  demand(actor, 'segment.manage')
  const code = fields.code ?? slug(fields.name)
  if (!/[a-z]/.test(code)) {
    throw commonErrors.invalid_input(
      {},
      {
        fields: [
          {
            path: 'code',
            vi: 'Cần một mã có chữ cái, ví dụ "thoi-su".',
            en: 'Give a code with a letter in it, like "thoi-su".',
          },
        ],
      },
    )
  }
  demandLengths(fields)
  return transact(ctx.db, async (tx) => {
    const at = ctx.clock.now()
    const id = await insertSegment(tx, code, fields, at)
    if (id === undefined) throw libraryErrors.segment_code_taken({ code })
    const segment = await demandSegment(tx, id)
    await audit(tx, { at, actor, action: 'segment.create', subject: ['segment', id], after: segment })
    return segment
  })
}

export type SegmentChange = Partial<SegmentFields> & {
  readonly fallbackEpisodeId?: number | null | undefined
  /** Out of use, or back; its episodes and all that aired stay. */
  readonly withdrawn?: boolean | undefined
}

/** Changes what is given; a new fallback is bound to coming airings at once. */
export async function changeSegment(
  ctx: Context,
  actor: Actor,
  codeOrId: string,
  change: SegmentChange,
): Promise<SegmentBrief> {
  demand(actor, 'segment.manage')
  return transact(ctx.db, async (tx) => {
    const before = await demandSegment(tx, codeOrId)
    const fields = { ...before, ...defined(change) }
    demandLengths(fields)
    if (fields.fallbackEpisodeId !== null) await demandOwnEpisode(tx, before.id, fields.fallbackEpisodeId)
    const at = ctx.clock.now()
    await updateSegment(tx, before.id, fields)
    if (fields.withdrawn !== before.withdrawn) await markSegmentWithdrawn(tx, before.id, fields.withdrawn ? at : null)
    const after = await demandSegment(tx, before.id)
    await audit(tx, {
      at,
      actor,
      action: 'segment.change',
      subject: ['segment', before.id],
      before,
      after,
    })
    await tellOfSegment(ctx, tx, before, after)
    return after
  })
}

/** A fallback decides what coming airings carry; the name stands in playlists. */
async function tellOfSegment(ctx: Context, tx: Tx, before: SegmentBrief, after: SegmentBrief): Promise<void> {
  if (before.fallbackEpisodeId !== after.fallbackEpisodeId) {
    for (const episodeId of [before.fallbackEpisodeId, after.fallbackEpisodeId]) {
      if (episodeId !== null) await tx.emit({ type: 'clearance_changed', episodeId, segmentId: after.id })
    }
  }
  if (before.name === after.name) return
  const now = ctx.clock.now()
  const stationIds = await stationsAiring(tx, after.id, now - DAY_MS)
  const today = ctx.zone.localDate(now)
  if (stationIds.length > 0) await tx.emit({ type: 'airings_changed', stationIds, from: today, to: today })
}

async function demandOwnEpisode(tx: Tx, segmentId: number, episodeId: number): Promise<void> {
  const episode = await episodeById(tx, episodeId)
  if (!episode) throw notFound('episode')
  if (episode.segmentId !== segmentId) throw libraryErrors.fallback_of_other_segment()
  if (episode.withdrawn) throw libraryErrors.episode_withdrawn()
}

function demandLengths({ minSeconds, maxSeconds }: SegmentFields): void {
  if (minSeconds === null || maxSeconds === null || minSeconds <= maxSeconds) return
  throw commonErrors.invalid_input(
    {},
    {
      fields: [
        {
          path: 'max_seconds',
          vi: 'Độ dài lớn nhất phải từ độ dài nhỏ nhất trở lên.',
          en: 'The greatest length must not be below the least.',
        },
      ],
    },
  )
}

/** The members that were given: an absent one leaves the old value, null clears it. */
export const defined = <T extends object>(change: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  // Object.fromEntries forgets the key types that the filter leaves as they were.
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as never
