import { demand } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { DAY_MS } from '../kernel/dates.ts'
import {
  erasable,
  keptFiles,
  knownRecordings,
  letGoAudio,
  letGoPhotos,
  noteErased,
  photosBefore,
} from './retention-store.ts'
import { type Cutoffs, dueAudio, monthsBefore, RULES, type Rule } from './rules.ts'

/** Bytes are erased so long after a file was let go: until then a mistaken setting costs nothing. */
export const GRACE_MS = DAY_MS
/** Files let go in one transaction, each with its hash in the audit row. */
const BATCH = 200

/** A file that a rule lets go. `since`: from when its time was counted, epoch ms. */
export type DueFile = {
  readonly rule: Rule
  readonly sha256: string
  readonly bytes: number
  readonly since: number
  /** Title of the episode, or the name of the photograph. */
  readonly name: string
  readonly episodeId: number | null
  readonly photoId: number | null
}
export type RetentionPlan = {
  readonly rules: readonly {
    readonly rule: Rule
    /** 0: for ever. */
    readonly months: number
    readonly files: number
    readonly bytes: number
  }[]
  readonly due: readonly DueFile[]
  /** Let go already, bytes not erased yet. */
  readonly waiting: number
}

const monthsOf = ({ config }: Context): Readonly<Record<Rule, number>> => ({
  withdrawn: config.keepMonths.withdrawnAudio,
  replaced: config.keepMonths.replacedAudio,
  originals: config.keepMonths.originals,
  photos: config.keepMonths.photos,
})

function cutoffsNow(ctx: Context): Cutoffs {
  const months = monthsOf(ctx)
  const today = ctx.zone.localDate(ctx.clock.now())
  const cutoff = (rule: Rule): number | null =>
    months[rule] === 0 ? null : ctx.zone.toInstant(monthsBefore(today, months[rule]), 0)
  return {
    withdrawn: cutoff('withdrawn'),
    replaced: cutoff('replaced'),
    originals: cutoff('originals'),
    photos: cutoff('photos'),
  }
}

async function dueNow(ctx: Context): Promise<DueFile[]> {
  const cutoffs = cutoffsNow(ctx)
  const due: DueFile[] = []
  if (cutoffs.withdrawn !== null || cutoffs.replaced !== null || cutoffs.originals !== null) {
    const kept = await keptFiles(ctx.db)
    for (const { sha256, rule, recording, since } of dueAudio(await knownRecordings(ctx.db), cutoffs)) {
      const file = kept.get(sha256)
      const { title: name, episodeId } = recording
      if (file) due.push({ rule, sha256, bytes: file.bytes, since, name, episodeId, photoId: null })
    }
  }
  if (cutoffs.photos !== null) {
    for (const { id, sha256, bytes, createdAt: since, name } of await photosBefore(ctx.db, cutoffs.photos))
      due.push({ rule: 'photos', sha256, bytes, since, name, episodeId: null, photoId: id })
  }
  return due
}

/** What the rules would let go now; nothing is changed. @throws DomainError forbidden */
export async function planRetention(ctx: Context, actor: Actor): Promise<RetentionPlan> {
  demand(actor, 'setting.manage')
  const due = await dueNow(ctx)
  const months = monthsOf(ctx)
  const waiting = await erasable(ctx.db, ctx.clock.now())
  return {
    rules: RULES.map((rule) => {
      const own = due.filter((file) => file.rule === rule)
      return { rule, months: months[rule], files: own.length, bytes: own.reduce((sum, { bytes }) => sum + bytes, 0) }
    }),
    due,
    waiting: waiting.length,
  }
}

/**
 * Lets go what the rules say: from then on nobody gets it, and its bytes are erased a day later. Hashes, lengths, titles
 * and everything that was counted stay. Each batch is one row of the audit trail that names every hash.
 * @returns how many files, and their bytes
 * @throws DomainError forbidden
 */
export async function carryOutRetention(ctx: Context, actor: Actor): Promise<{ files: number; bytes: number }> {
  demand(actor, 'setting.manage')
  const due = await dueNow(ctx)
  for (const rule of RULES) {
    const own = due.filter((file) => file.rule === rule)
    for (let from = 0; from < own.length; from += BATCH) await letGo(ctx, actor, rule, own.slice(from, from + BATCH))
  }
  return { files: due.length, bytes: due.reduce((sum, { bytes }) => sum + bytes, 0) }
}

async function letGo(ctx: Context, actor: Actor, rule: Rule, files: readonly DueFile[]): Promise<void> {
  const at = ctx.clock.now()
  const hashes = files.map(({ sha256 }) => sha256)
  await transact(ctx.db, async (tx) => {
    if (rule === 'photos')
      await letGoPhotos(
        tx,
        files.flatMap(({ photoId }) => photoId ?? []),
        at,
      )
    else await letGoAudio(tx, hashes, rule, at)
    const after = {
      rule,
      months: monthsOf(ctx)[rule],
      files: files.length,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      sha256: hashes,
    }
    await audit(tx, { at, actor, action: 'retention.let_go', subject: ['retention', rule], after })
  })
}

/**
 * Erases the bytes of what was let go a day ago. The same content brought again meanwhile is kept; where it comes in the
 * very moment of erasing, that is told in the log, and its recording says that the original is missing.
 * @returns how many files
 */
export async function eraseLetGo(ctx: Context): Promise<number> {
  const files = await erasable(ctx.db, ctx.clock.now() - GRACE_MS)
  for (const file of files) {
    await ctx.storage.remove(file)
    await transact(ctx.db, (tx) => noteErased(tx, file, ctx.clock.now()))
  }
  if (files.length > 0) ctx.log.info({ files: files.length }, 'erased by retention')
  return files.length
}
