import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import { migrate, openDb } from '../db/index.ts'
import { system } from '../kernel/actor.ts'
import { dayOf } from '../kernel/dates.ts'
import { verifyAll } from '../reports/index.ts'
import type { Contents, Manifest } from './manifest.ts'
import { piecesInOrder } from './pieces.ts'
import type { Repository } from './repository.ts'
import { buildSqlite, restoreBeside } from './restore.ts'

/** What a test of a backup found. */
export type Proof = {
  readonly ok: boolean
  readonly stations: number
  readonly ledgerRows: number
  /** Stored files that were put together and proved, of all. */
  readonly filesRead: number
  readonly files: number
  /** The first faults, in words. */
  readonly faults: readonly string[]
}

/** Each stored file is read again at least so often, beside those that this backup stored. */
const FILES_READ_EVERY_DAYS = 30
const FAULTS_TOLD = 5

/**
 * Restores a backup into a scratch folder and has it prove itself: every page and row, the ledger's chains, outcomes, roll-ups,
 * closings and published heads. Of the stored files the new ones, and each day a thirtieth of the others, are put together and
 * proved by their hash; of the rest it is proved that all their pieces are there. Removes the scratch folder.
 * @param isNew whether a piece was stored by this very backup
 */
export async function proveBackup(
  ctx: Context,
  repository: Repository,
  manifest: Manifest,
  { folder, isNew }: { readonly folder: string; readonly isNew: (sha256: string) => boolean },
): Promise<Proof> {
  const scratch = await mkdtemp(join(folder, 'proof-'))
  try {
    const contents = await repository.contents(manifest)
    const path = join(scratch, 'songque.db')
    await buildSqlite(repository, manifest, contents.database, path)
    await restoreBeside(repository, contents, scratch)
    const db = openDb(`sqlite:${path}`)
    try {
      await migrate(db)
      const config = { ...ctx.config, dataDir: scratch, databaseUrl: `sqlite:${path}` }
      const { ok, stations, rows, differences } = await verifyAll({ ...ctx, config, db }, system('backup'))
      const files = await proveFiles(ctx, repository, contents, isNew)
      const faults = [
        ...differences.map((d) => `${d.part} ${d.stationId ?? ''} ${d.where}: ${d.what}`),
        ...files.faults,
      ].slice(0, FAULTS_TOLD)
      const told = { stations, ledgerRows: rows.ledger, filesRead: files.read, files: contents.media.length, faults }
      return { ok: ok && faults.length === 0, ...told }
    } finally {
      await db.close()
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function proveFiles(
  ctx: Context,
  repository: Repository,
  { media }: Contents,
  isNew: (sha256: string) => boolean,
): Promise<{ read: number; faults: string[] }> {
  const turn = dayOf(ctx.zone.localDate(ctx.clock.now())) % FILES_READ_EVERY_DAYS
  const faults: string[] = []
  let read = 0
  for (const file of media) {
    const isItsTurn = Number.parseInt(file.sha256.slice(0, 8), 16) % FILES_READ_EVERY_DAYS === turn
    try {
      if (file.pieces.some(isNew) || isItsTurn) {
        for await (const _ of piecesInOrder(repository, file));
        read += 1
      } else {
        for (const piece of file.pieces)
          if (!(await repository.has(piece))) throw new Error(`a piece of ${file.sha256} is missing`)
      }
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error))
    }
  }
  return { read, faults }
}
