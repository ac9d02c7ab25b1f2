import { setImmediate as nextTurn } from 'node:timers/promises'
import { demand } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { appliedMigrations, type Db, openReader, transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { isoUtc } from '../kernel/time.ts'
import { settings } from '../settings/index.ts'
import { isSecretRow, LEFT_OUT, rowsOf, SECRET_COLUMNS, tableNames } from './export-store.ts'

/** Shape of the export: what docs/xuat-du-lieu.md describes. */
export const EXPORT_VERSION = 1

/** Bytes stand as base64; everything else as JSON has it. */
const asJson = (_: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return Number(value)
  // A Buffer comes here already as { type: 'Buffer', data: [...] }.
  const buffer = value as { type?: unknown; data?: unknown } | null
  if (buffer && buffer.type === 'Buffer' && Array.isArray(buffer.data))
    return { base64: Buffer.from(buffer.data as number[]).toString('base64') }
  return value
}

/**
 * Everything that the database holds but secrets, a JSON a line, as it stands at one moment: a head, the rows of each table,
 * an end that counts them, by which a download that broke off is known. Read piece by piece; others go on meanwhile.
 * @throws DomainError sign_in_required, forbidden
 */
export async function exportAll(ctx: Context, actor: Actor): Promise<AsyncGenerator<string>> {
  demand(actor, 'setting.manage')
  const at = ctx.clock.now()
  await transact(ctx.db, (tx) =>
    audit(tx, { at, actor, action: 'data.export', subject: ['setting', 'export'], after: { version: EXPORT_VERSION } }),
  )
  return lines(ctx, at)
}

/** A connection of its own that reads at one moment; a database in memory has but the one. */
const readerOf = (db: Db): Promise<Db> => (db.url.endsWith(':memory:') ? Promise.resolve(db) : openReader(db.url))

async function* lines(ctx: Context, at: number): AsyncGenerator<string> {
  const reader = await readerOf(ctx.db)
  try {
    const tables = await tableNames(reader)
    const { centreName } = await settings(reader)
    const head = {
      export: 'song-que',
      version: EXPORT_VERSION,
      at: isoUtc(at),
      time_zone: ctx.zone.name,
      centre: centreName,
      schema: (await appliedMigrations(reader)).at(-1) ?? null,
      tables,
      left_out: LEFT_OUT,
    }
    yield `${JSON.stringify(head)}\n`
    const counts: Record<string, number> = {}
    for (const table of tables) {
      const secret = new Set(SECRET_COLUMNS[table])
      let n = 0
      for await (const page of rowsOf(reader, table)) {
        const rows = page.filter((row) => !isSecretRow(table, row))
        n += rows.length
        yield rows
          .map((row) => {
            const told = Object.fromEntries(Object.entries(row).filter(([column]) => !secret.has(column)))
            return `${JSON.stringify({ table, row: told }, asJson)}\n`
          })
          .join('')
        await nextTurn()
      }
      counts[table] = n
    }
    yield `${JSON.stringify({ end: true, rows: counts })}\n`
  } finally {
    if (reader !== ctx.db) await reader.close()
  }
}
