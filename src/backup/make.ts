import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import { appliedMigrations, type Db, openDb, openReader } from '../db/index.ts'
import { hasCode } from '../storage/index.ts'
import { BESIDE } from './beside.ts'
import type { Contents, Manifest, Recipe, StoredRecipe, TableRows } from './manifest.ts'
import { storedRefs } from './media-store.ts'
import { DATABASE_PIECE, MEDIA_PIECE, storeStream } from './pieces.ts'
import { newBackupId, type Repository } from './repository.ts'
import { RowsHash, rowLine, rowPages } from './rows-store.ts'
import { isSimulated, lastNumber, rowCounts, type Shape, tableShapes } from './shape-store.ts'
import { copySqlite, sqlitePath } from './sqlite-copy.ts'

export const PROGRAM = 'song-que'
type Snapshot = { readonly reader: Db; readonly database: Contents['database']; readonly bytes: number }

/**
 * Makes a backup of everything: database, stored files, published heads. Nobody waits for it. Nothing of an older backup is
 * touched, and this one is there only when its manifest was written, as the last thing: killed before, it leaves some
 * objects that the next backup uses or sweeps.
 * @param folder for the copy of a SQLite database, as large as it; removed in the end
 * @throws DomainError disk_full and whatever the place answers
 */
export async function makeBackup(ctx: Context, repository: Repository, folder: string): Promise<Manifest> {
  const at = ctx.clock.now()
  const known = await knownFiles(repository)
  // Heads are written after what they are heads of: read first, none can be ahead of the database.
  const beside = await storeBeside(ctx, repository)
  const work = await mkdtemp(join(folder, 'backup-'))
  try {
    const snapshot = await takeSnapshot(ctx, repository, join(work, 'copy.db'))
    try {
      const { files, missing } = await storeFiles(ctx, repository, snapshot.reader, known)
      const shapes = await tableShapes(snapshot.reader)
      return await repository.finish(
        { database: snapshot.database, media: files, beside },
        {
          backup: 'song-que',
          format: 1,
          id: newBackupId(at),
          at: new Date(at).toISOString(),
          program: PROGRAM,
          time_zone: ctx.zone.name,
          dialect: ctx.db.dialect,
          migrations: await appliedMigrations(snapshot.reader),
          rows: await rowCounts(snapshot.reader, shapes),
          media: { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), missing },
          database_bytes: snapshot.bytes,
        },
      )
    } finally {
      await snapshot.reader.close()
    }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function takeSnapshot(ctx: Context, repository: Repository, copy: string): Promise<Snapshot> {
  if (ctx.db.dialect === 'postgres') return snapshotOfRows(ctx, repository)
  const path = sqlitePath(ctx.db.url)
  if (path === null) throw new Error('a database in memory has no backup')
  await copySqlite(path, copy)
  const file = await storeStream(repository, createReadStream(copy), { size: DATABASE_PIECE, pack: true })
  return { reader: openDb(`sqlite:${copy}`), database: { as: 'sqlite', file }, bytes: file.bytes }
}

/**
 * Postgres: all rows of one moment, read in one transaction. pg_dump would have to be installed in the server's own version,
 * and could neither be stored in parts that stay the same from day to day, nor be restored into another database for a test.
 */
async function snapshotOfRows(ctx: Context, repository: Repository): Promise<Snapshot> {
  const reader = await openReader(ctx.db.url)
  try {
    const tables: TableRows[] = []
    let bytes = 0
    for (const shape of await tableShapes(reader)) {
      const told = await storeTable(repository, reader, shape)
      bytes += told.bytes
      tables.push(told.rows)
    }
    return { reader, database: { as: 'rows', simulated: await isSimulated(reader), tables }, bytes }
  } catch (error) {
    await reader.close()
    throw error
  }
}

/** Pieces of a fixed number of rows: of a table that only grows, all but the last are the same again. */
const PAGES_A_PIECE = 2
async function storeTable(
  repository: Repository,
  reader: Db,
  shape: Shape,
): Promise<{ rows: TableRows; bytes: number }> {
  const hash = new RowsHash()
  const pieces: string[] = []
  let bytes = 0
  let waiting: string[] = []
  const flush = async (): Promise<void> => {
    const piece = Buffer.from(waiting.join(''))
    waiting = []
    bytes += piece.length
    pieces.push(await repository.put(piece, true))
  }
  for await (const page of rowPages(reader, shape)) {
    const lines = page.map(rowLine).join('')
    hash.add(lines, page.length)
    waiting.push(lines)
    if (waiting.length === PAGES_A_PIECE) await flush()
  }
  if (waiting.length > 0) await flush()
  const { table, columns, key } = shape
  const last = await lastNumber(reader, shape)
  return {
    rows: { table, columns: [...columns], key: [...key], rows: hash.rows, sha256: hash.digest(), last, pieces },
    bytes,
  }
}

/** How the files of the last backup were stored: a stored file never changes, so it is not read again. */
async function knownFiles(repository: Repository): Promise<Map<string, StoredRecipe>> {
  const [newest] = await repository.backups()
  if (!newest) return new Map()
  try {
    const { media } = await repository.contents(await repository.manifest(newest.id))
    return new Map(media.map((file) => [`${file.sha256}.${file.extension}`, file]))
  } catch {
    // Another key, or damaged: then every file is read.
    return new Map()
  }
}

async function storeFiles(
  { storage }: Context,
  repository: Repository,
  reader: Db,
  known: ReadonlyMap<string, StoredRecipe>,
): Promise<{ files: StoredRecipe[]; missing: string[] }> {
  const files: StoredRecipe[] = []
  const missing: string[] = []
  for (const ref of await storedRefs(reader)) {
    const name = `${ref.sha256}.${ref.extension}`
    const before = known.get(name)
    if (before && (await allThere(repository, before))) {
      files.push(before)
      continue
    }
    if ((await storage.stat(ref)) === null) {
      missing.push(name)
      continue
    }
    const recipe = await storeStream(repository, storage.open(ref), { size: MEDIA_PIECE, pack: false })
    // A file whose content is no longer what its name says is as good as lost: it is told of, and no backup hides it.
    if (recipe.sha256 === ref.sha256) files.push({ ...recipe, extension: ref.extension })
    else missing.push(name)
  }
  return { files, missing }
}

async function allThere(repository: Repository, { pieces }: Recipe): Promise<boolean> {
  for (const piece of pieces) if (!(await repository.has(piece))) return false
  return true
}

async function storeBeside(ctx: Context, repository: Repository): Promise<Record<string, Recipe>> {
  const stored: Record<string, Recipe> = {}
  for (const name of BESIDE) {
    const path = join(ctx.config.dataDir, name)
    const bytes = await readFile(path).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return null
      throw error
    })
    // A line that is being written does not count yet.
    const whole = bytes?.subarray(0, bytes.lastIndexOf(10) + 1)
    if (whole && whole.length > 0) {
      const stream = async function* (): AsyncGenerator<Buffer> {
        yield whole
      }
      stored[name] = await storeStream(repository, stream(), { size: DATABASE_PIECE, pack: true })
    }
  }
  return stored
}

/** Bytes that a backup needs for a while beside the database: a copy of it. */
export const roomNeeded = async (url: string): Promise<number> => {
  const path = sqlitePath(url)
  return path === null ? 0 : (await stat(path)).size
}
