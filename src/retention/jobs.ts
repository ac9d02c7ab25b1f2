import type { Context } from '../context.ts'
import { system } from '../kernel/actor.ts'
import { tidyUploads, uploadsOf } from '../library/index.ts'
import { diskRooms } from '../storage/index.ts'
import { carryOutRetention, eraseLetGo } from './actions.ts'

const actor = system('retention')
/** On a disk that fills, uploads that nobody goes on with and files set aside are kept for no longer than this. */
const SHORT_HOURS = 6
const SHORT_DAYS = 2

/** Carries the rules out: nightly. */
export async function retain(ctx: Context): Promise<void> {
  await carryOutRetention(ctx, actor)
  await eraseLetGo(ctx)
}

/** Looks at the disks; where one fills, what is only in passing goes sooner, and the log says so. */
export async function watchRoom(ctx: Context): Promise<void> {
  const full = (await diskRooms(ctx.config)).filter(({ level }) => level !== 'good')
  if (full.length === 0) return
  for (const { folder, path, free, total, level } of full)
    ctx.log.warn({ folder, path, free, total, level }, 'the disk fills')
  await tidyUploads(ctx, uploadsOf(ctx), Math.min(SHORT_HOURS, ctx.config.uploadTtlHours))
  await ctx.storage.cleanLeftovers(ctx.clock.now(), SHORT_DAYS)
}

export const retentionJobs = [
  { name: 'retention', schedule: '41 2 * * *', run: retain },
  { name: 'disk-room', schedule: '*/10 * * * *', atStart: true, run: watchRoom },
]
