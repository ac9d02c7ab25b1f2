import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import { type BackupKey, readBackupKey } from './crypt.ts'
import { makeBackup } from './make.ts'
import type { Manifest } from './manifest.ts'
import { type Proof, proveBackup } from './prove.ts'
import { Repository } from './repository.ts'
import { sweep } from './sweep.ts'
import { openTarget } from './target.ts'

/** What came of a backup. */
export type Made = {
  readonly id: string
  readonly target: string
  readonly rows: number
  readonly files: number
  /** Database and stored files, as they are. */
  readonly bytes: number
  readonly addedBytes: number
  /** Stored files that the database names and that were not there. */
  readonly missing: readonly string[]
  readonly proof: Proof
  readonly swept: { readonly backups: number; readonly objects: number } | null
}

export const keyOf = ({ config }: Pick<Context, 'config'>): BackupKey | null =>
  config.backup.key === undefined ? null : readBackupKey(config.backup.key)

export const openRepository = (ctx: Pick<Context, 'config'>, named?: string): Repository =>
  new Repository(openTarget(ctx.config, named), keyOf(ctx))

/** A folder for copies and tests, on the database's own disk; what a killed run left there is removed. */
export async function scratchFolder({ config }: Pick<Context, 'config'>): Promise<string> {
  const folder = join(config.dataDir, '.backup-work')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true })
  return folder
}

/** Makes a backup, has it prove itself, and only if it did removes what is no longer to be kept. */
export async function backUp(ctx: Context, named?: string): Promise<Made> {
  const repository = openRepository(ctx, named)
  const folder = await scratchFolder(ctx)
  const before = new Set((await repository.objects()).keys())
  const manifest = await makeBackup(ctx, repository, folder)
  const proof = await proveBackup(ctx, repository, manifest, {
    folder,
    isNew: (sha256) => !before.has(repository.nameOf(sha256)),
  })
  if (proof.ok) await repository.markProven(manifest.id, { at: new Date(ctx.clock.now()).toISOString(), ...proof })
  const swept = proof.ok
    ? await sweep(repository, ctx.config.backup.keep, { zone: ctx.zone, now: ctx.clock.now() })
    : null
  return { ...told(manifest), target: repository.target.shown, proof, swept }
}

const told = ({ id, rows, media, database_bytes, added_bytes }: Manifest) => ({
  id,
  rows: Object.values(rows).reduce((sum, n) => sum + n, 0),
  files: media.files,
  bytes: database_bytes + media.bytes,
  addedBytes: added_bytes,
  missing: media.missing,
})
