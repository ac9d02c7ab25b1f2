import type { Reader } from '../../db/index.ts'

export type MediaState = {
  /** Bytes of every stored file, originals and renditions, and how many they are. */
  readonly bytes: number
  readonly files: number
  /** Recordings that wait for the worker, are at work, or were refused and nobody has seen to. */
  readonly queue: { readonly waiting: number; readonly working: number; readonly failed: number }
}

/** How much audio is kept, and what the recording worker has before it. */
export async function mediaState(reader: Reader): Promise<MediaState> {
  const files = await reader.q
    .selectFrom('media_file')
    .select(({ fn }) => [fn.sum<number | string | null>('bytes').as('bytes'), fn.countAll<number | string>().as('n')])
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  const states = await reader.q
    .selectFrom('recording')
    .select(({ fn }) => ['state', fn.countAll<number | string>().as('n')])
    .groupBy('state')
    .execute()
  const count = (...names: readonly string[]): number =>
    states.filter(({ state }) => names.includes(state)).reduce((sum, { n }) => sum + Number(n), 0)
  return {
    bytes: Number(files?.bytes ?? 0),
    files: Number(files?.n ?? 0),
    queue: { waiting: count('waiting'), working: count('working'), failed: count('failed', 'refused') },
  }
}
