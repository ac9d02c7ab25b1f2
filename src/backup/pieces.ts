import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Recipe } from './manifest.ts'
import type { Repository } from './repository.ts'

/** Pieces of a database file: small, since a page that changes has its piece stored anew. */
export const DATABASE_PIECE = 1_048_576
export const MEDIA_PIECE = 8_388_608

/** Stores a stream piece by piece. @returns how it is put together again */
export async function storeStream(
  repository: Repository,
  stream: AsyncIterable<Buffer>,
  { size, pack }: { readonly size: number; readonly pack: boolean },
): Promise<Recipe> {
  const whole = createHash('sha256')
  const pieces: string[] = []
  let bytes = 0
  let waiting: Buffer[] = []
  let held = 0
  const flush = async (): Promise<void> => {
    pieces.push(await repository.put(Buffer.concat(waiting), pack))
    waiting = []
    held = 0
    await nextTurn()
  }
  for await (const chunk of stream) {
    whole.update(chunk)
    bytes += chunk.length
    for (let from = 0; from < chunk.length; ) {
      const part = chunk.subarray(from, from + size - held)
      waiting.push(part)
      held += part.length
      from += part.length
      if (held === size) await flush()
    }
  }
  if (held > 0) await flush()
  return { bytes, sha256: whole.digest('hex'), pieces }
}

/** Puts a file together again and proves it. @throws DomainError backup_damaged; Error when it is not the file it was */
export async function writeFileOf(repository: Repository, recipe: Recipe, path: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600)
  try {
    for await (const piece of piecesInOrder(repository, recipe)) await handle.writeFile(piece)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The pieces of a file, one after the other; at the end it is proved that they make up the file. */
export async function* piecesInOrder(repository: Repository, { pieces, sha256 }: Recipe): AsyncGenerator<Buffer> {
  const whole = createHash('sha256')
  for (const hash of pieces) {
    const piece = await repository.get(hash)
    whole.update(piece)
    yield piece
  }
  if (whole.digest('hex') !== sha256) throw new Error(`a file that was put together is not ${sha256}`)
}
