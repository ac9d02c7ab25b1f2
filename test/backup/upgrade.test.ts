import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Migrator } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { migrations } from '../../schema/index.ts'
import { tableShapes } from '../../src/backup/shape-store.ts'
import { isInUse } from '../../src/backup/sqlite-copy.ts'
import { readConfig } from '../../src/config.ts'
import { appliedMigrations, type Db, openDb } from '../../src/db/index.ts'
import { system } from '../../src/kernel/actor.ts'
import { openContext } from '../../src/open-context.ts'
import { recountAll, verifyAll } from '../../src/reports/index.ts'
import { emptyPostgres, openRig, tablesOf } from './rig.ts'
import { fillEmptyTables, fillFromSample, readSample, rowsIn, samplePath } from './sample.ts'

const LEVELS = Object.keys(migrations).sort()
/** On Postgres, which takes its time: the first with a ledger, one in between, the last in the field. All with UPGRADE_ALL=1. */
const ON_POSTGRES = process.env.UPGRADE_ALL ? LEVELS : ['0005-playout', '0012-reports', '0019-notices']
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'songque-upgrade-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const migrateTo = async (db: Db, name: string): Promise<void> => {
  const known = Object.entries(migrations).map(([key, { up }]) => [key, { up: (q: never) => up(q, db.dialect) }])
  const migrator = new Migrator({ db: db.q, provider: { getMigrations: async () => Object.fromEntries(known) } })
  const { error } = await migrator.migrateTo(name)
  if (error) throw error
}
const columnsOf = async (db: Db): Promise<Map<string, readonly string[]>> =>
  new Map((await tableShapes(db)).map(({ table, columns }) => [table, columns]))
const configFor = (url: string, home: string) =>
  readConfig({ LOG_LEVEL: 'silent', DATABASE_URL: url, DATA_DIR: home, MEDIA_DIR: join(home, 'media') })

/** Fills a database at a level, has the program open it, and compares. @returns the parts that `verify` finds to differ */
async function upgraded(url: string, home: string, level: string): Promise<{ changed: string[]; differing: string[] }> {
  const old = openDb(url)
  await migrateTo(old, level)
  const filled = await fillFromSample(old, readSample(), await columnsOf(old))
  const before = new Map<string, string[]>()
  for (const [table, columns] of filled) before.set(table, await rowsIn(old, table, columns))
  await old.close()
  const ctx = await openContext(configFor(url, home))
  try {
    expect(await appliedMigrations(ctx.db)).toEqual(LEVELS)
    const changed: string[] = []
    for (const [table, columns] of filled)
      if (JSON.stringify(await rowsIn(ctx.db, table, columns)) !== JSON.stringify(before.get(table)))
        changed.push(table)
    // What a schema could not know (minutes on air) is counted by the nightly recount.
    await recountAll(ctx)
    const { ok, differences } = await verifyAll(ctx, system('test'))
    return { changed, differing: ok ? [] : differences.map(({ part, where, what }) => `${part} ${where} ${what}`) }
  } finally {
    await ctx.db.close()
  }
}

test.runIf(process.env.WRITE_SAMPLE === '1')('writes the sample anew', async () => {
  const rig = await openRig('sqlite')
  for (const code of ['hoa-tinh', 'quon-long']) await rig.report(code, '2026-10-29')
  const bich = await rig.world.as('bich')
  expect((await bich.post('/api/v1/reports/closings', { period: '2026-10' })).status).toBe(201)
  const { db } = rig.world.ctx
  const shapes = await tableShapes(db)
  await fillEmptyTables(
    db,
    shapes.map(({ table }) => table),
  )
  const sample: Record<string, unknown> = {}
  for (const { table, columns } of shapes) {
    const rows = (await rowsIn(db, table, columns)).map((row) => JSON.parse(row))
    if (rows.length > 0)
      sample[table] = rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])))
  }
  const told = Object.entries(sample).map(
    ([table, rows]) =>
      `${JSON.stringify(table)}: [\n${(rows as object[]).map((row) => JSON.stringify(row)).join(',\n')}\n]`,
  )
  writeFileSync(samplePath, `{\n${told.join(',\n')}\n}\n`)
  await rig.close()
})

describe('An upgrade (SQLite)', () => {
  test.each(LEVELS)('from %s keeps every row, and the installation proves itself', async (level) => {
    const home = join(folder, level)
    const found = await upgraded(`sqlite:${join(home, 'songque.db')}`, home, level)
    expect(found).toEqual({ changed: [], differing: [] })
    const copy = join(home, `songque.db.before-upgrade-from-${level}`)
    expect(existsSync(copy)).toBe(level !== LEVELS.at(-1))
  })

  test('one that fails leaves the database as it was, with a whole copy beside it', async () => {
    const home = join(folder, 'broken')
    const url = `sqlite:${join(home, 'songque.db')}`
    await upgraded(url, home, '0012-reports')
    const before = await tablesOf(url)
    const known = migrations as Record<string, (typeof migrations)[string]>
    known['9998-broken'] = {
      up: async (db) => {
        await db.schema
          .createTable('half_made')
          .addColumn('id', 'integer', (c) => c.primaryKey())
          .execute()
        await db.deleteFrom('station_assignment').execute()
        throw new Error('the disk is gone')
      },
    }
    try {
      await expect(openContext(configFor(url, home))).rejects.toThrow('the disk is gone')
    } finally {
      delete known['9998-broken']
    }
    expect(await tablesOf(url)).toEqual(before)
    const copies = readdirSync(home).filter((name) => name.includes('.before-upgrade-from-'))
    expect(copies.sort()).toEqual([
      'songque.db.before-upgrade-from-0012-reports',
      `songque.db.before-upgrade-from-${LEVELS.at(-1)}`,
    ])
    expect(await tablesOf(`sqlite:${join(home, copies.at(-1) ?? '')}`)).toEqual(before)
    expect(isInUse(join(home, 'songque.db'))).toBe(false)
  })
})

describe.skipIf(inject('postgres') === '')('An upgrade (Postgres)', () => {
  test.each(ON_POSTGRES)('from %s keeps every row, and the installation proves itself', async (level) => {
    const { url, drop } = await emptyPostgres()
    expect(await upgraded(url, join(folder, `pg-${level}`), level)).toEqual({ changed: [], differing: [] })
    await drop()
  })
})
