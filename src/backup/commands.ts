import { parseArgs } from 'node:util'
import { audit } from '../audit/index.ts'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import { system } from '../kernel/actor.ts'
import { normaliseLine } from '../kernel/text.ts'
import { openContext } from '../open-context.ts'
import { markRestored, verifyAll } from '../reports/index.ts'
import { backupErrors } from './errors.ts'
import type { Manifest } from './manifest.ts'
import { moveToPostgres } from './move.ts'
import type { Repository } from './repository.ts'
import { restoreBeside, restoreDatabase, restoreMedia } from './restore.ts'
import { runBackup } from './run.ts'
import { endSignIns } from './sign-ins-store.ts'
import { momentOf } from './sweep.ts'
import { openRepository } from './task.ts'

export const BACKUP_USAGE = `backup [--to FOLDER|s3://BUCKET/PREFIX]   now, with the server running; restored into a scratch place as a test
backup list [--from PLACE]              what is there
restore [ID] [--from PLACE] [--overwrite] [--note TEXT]   the last proven one unless ID is given; with a note the gap
                      in each ledger is marked (as "restored NOTE" does)
move --to postgres://…                  takes the SQLite database over into an empty one of Postgres`

const actor = system('command line')
const size = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`

/** The `backup` command. @returns lines to print; null when its words were off */
export async function backupCommand(ctx: Context, argv: readonly string[]): Promise<string[] | null> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { to: { type: 'string' }, from: { type: 'string' } },
  })
  if (positionals[0] === 'list') return listLines(openRepository(ctx, values.from ?? values.to))
  if (positionals.length > 0) return null
  const made = await runBackup(ctx, values.to)
  const { proof, swept } = made
  if (!proof.ok) process.exitCode = 1
  return [
    `${made.id} at ${made.target}: ${made.rows} rows, ${made.files} files, ${size(made.bytes)}; stored anew ${size(made.addedBytes)}`,
    ...(made.missing.length > 0 ? [`MISSING in storage: ${made.missing.length} files, first ${made.missing[0]}`] : []),
    ...proof.faults.map((fault) => `FAULT ${fault}`),
    proof.ok
      ? `restored for a test: ok, ${proof.stations} stations, ${proof.ledgerRows} ledger rows, ${proof.filesRead} of ${proof.files} files read`
      : 'NOT OK: the restored copy did not prove itself; older backups were kept',
    ...(swept ? [`removed: ${swept.backups} old backups, ${swept.objects} objects`] : []),
  ]
}

async function listLines(repository: Repository): Promise<string[]> {
  const all = await repository.backups()
  if (all.length === 0) return [`no backup at ${repository.target.shown}`]
  const lines: string[] = []
  for (const { id, proven } of all) {
    const { rows, media, database_bytes, key_id } = await repository.manifest(id)
    const n = Object.values(rows).reduce((sum, one) => sum + one, 0)
    const when = new Date(momentOf(id)).toISOString()
    const holds = `${n} rows, ${media.files} files, ${size(database_bytes + media.bytes)}`
    lines.push(
      [id, when, holds, key_id ? `key ${key_id}` : 'not encrypted', proven ? 'proven' : 'NOT PROVEN'].join('\t'),
    )
  }
  return lines
}

async function chosen(repository: Repository, id: string | undefined): Promise<Manifest> {
  const named = id ?? (await repository.backups()).find(({ proven }) => proven)?.id
  if (named === undefined) throw backupErrors.backup_not_found({ id: '(proven)', target: repository.target.shown })
  return repository.manifest(named)
}

/**
 * The `restore` command: into the places that the settings name. What stands there is left alone unless `--overwrite` says
 * otherwise, and then put aside. Ends by having the restored installation prove itself: exit code 1 when it does not.
 * @param say prints a line at once
 */
export async function restoreCommand(config: Config, argv: readonly string[], say: Say): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { from: { type: 'string' }, overwrite: { type: 'boolean', default: false }, note: { type: 'string' } },
  })
  const note = normaliseLine(values.note ?? '')
  if (!(await restoreAll(config, { id: positionals[0], from: values.from, overwrite: values.overwrite, note }, say)))
    process.exitCode = 1
}

export type Say = (line: string) => void
export type RestoreAsked = {
  readonly id?: string | undefined
  readonly from?: string | undefined
  readonly overwrite: boolean
  /** Empty: ledgers are not marked. */
  readonly note: string
}

/** @returns whether the restored installation proved itself */
export async function restoreAll(
  config: Config,
  { id, from, overwrite, note }: RestoreAsked,
  say: Say,
): Promise<boolean> {
  const repository = openRepository({ config }, from)
  const manifest = await chosen(repository, id)
  const contents = await repository.contents(manifest)
  const stamp = new Date().toISOString().replace(/[-:T]/g, '').slice(0, 14)
  const place = { databaseUrl: config.databaseUrl, dataDir: config.dataDir }
  const aside = await restoreDatabase(repository, manifest, contents, place, { overwrite, stamp })
  say(`database of ${manifest.at} is in its place${aside ? `; what was there: ${aside}` : ''}`)
  await restoreBeside(repository, contents, config.dataDir)
  const ctx = await openContext(config)
  try {
    say(`${await restoreMedia(repository, contents, ctx.storage)} of ${contents.media.length} files put into storage`)
    await transact(ctx.db, async (tx) => {
      await endSignIns(tx)
      const after = { backup: manifest.id, note }
      await audit(tx, { at: ctx.clock.now(), actor, action: 'backup.restore', subject: ['setting', 'backup'], after })
    })
    say('everybody signs in anew; keys that were revoked after the backup are to be revoked again')
    if (note !== '') say(`${await markRestored(ctx, actor, note)} ledgers behind their published heads, each marked`)
    return await proveHere(ctx, say)
  } finally {
    await ctx.db.close()
  }
}

const DIFFERENCES_TOLD = 20
async function proveHere(ctx: Context, say: Say): Promise<boolean> {
  const { ok, stations, rows, differing, differences } = await verifyAll(ctx, actor)
  for (const d of differences.slice(0, DIFFERENCES_TOLD))
    say(`DIFFERS ${d.part} ${d.stationId ?? ''} ${d.where}: ${d.what}`)
  say(`verify: ${ok ? 'ok' : `NOT OK, ${differing} differences`}; ${stations} stations, ${rows.ledger} ledger rows`)
  if (!ok && differences.every(({ part }) => part === 'published_heads'))
    say('Only published heads are missing: songque restored "REASON" marks that gap in each ledger.')
  return ok
}

/** The `move` command. @param say prints a line at once */
export async function moveCommand(config: Config, argv: readonly string[], say: Say): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: { to: { type: 'string', default: '' } } })
  if (!/^sqlite:/.test(config.databaseUrl) || !/^postgres(ql)?:/.test(values.to)) throw backupErrors.move_same_kind()
  // Brings the source to the newest schema first.
  await (await openContext(config)).db.close()
  const started = Date.now()
  const moved = await moveToPostgres(config.databaseUrl, values.to, ({ table, rows, sha256 }) =>
    say(`${table}\t${rows}\t${sha256.slice(0, 16)}`),
  )
  const rows = moved.reduce((sum, one) => sum + one.rows, 0)
  say(`${moved.length} tables, ${rows} rows, counts and hashes equal; ${((Date.now() - started) / 1000).toFixed(1)} s`)
  const ctx = await openContext({ ...config, databaseUrl: values.to })
  try {
    if (!(await proveHere(ctx, say))) process.exitCode = 1
  } finally {
    await ctx.db.close()
  }
  say('Now set DATABASE_URL to the new database and start the server; keep the old file until a backup was made.')
}
