import { readFileSync, writeFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { migrations } from '../../schema/index.ts'
import { appliedMigrations, migrate, openDb } from '../../src/db/index.ts'
import { onBothDatabases, type World } from '../world.ts'
import { schemaText } from './schema-text.ts'

onBothDatabases('the schema', (open) => {
  let world: World
  afterEach(() => world.close())

  test('is what the kept snapshot says (npm run schema:snapshot writes it anew)', async () => {
    world = await open({ empty: true })
    const file = new URL(`../../schema/${world.database}.sql`, import.meta.url)
    const text = await schemaText(world.ctx.db)
    if (process.env.WRITE_SNAPSHOTS === '1') writeFileSync(file, text)
    expect(text).toBe(readFileSync(file, 'utf8'))
  })

  test('a second start runs no migration', async () => {
    world = await open({ empty: true })
    expect(await migrate(world.ctx.db)).toEqual([])
    expect(await appliedMigrations(world.ctx.db)).toEqual(Object.keys(migrations))
  })

  test('a database newer than the program is refused, with the names of what is unknown', async () => {
    world = await open({ empty: true })
    await sql`insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2030-01-01')`.execute(
      world.ctx.db.q,
    )
    await expect(migrate(world.ctx.db)).rejects.toMatchObject({
      code: 'database_newer',
      vi: expect.stringContaining('9999-from-the-future'),
    })
  })

  test('a foreign key that leads nowhere is refused', async () => {
    world = await open({ empty: true })
    const orphan = world.ctx.db.q.insertInto('account_role').values({ account_id: 4711, role: 'editor' })
    await expect(orphan.execute()).rejects.toThrow(/foreign key/i)
  })
})

onBothDatabases('a transaction', (open) => {
  let world: World
  afterEach(() => world.close())
  const setting = (key: string) => ({ key, value: 'x', changed_at: 0 })

  test('leaves nothing behind when it fails, and its hooks do not run', async () => {
    world = await open({ empty: true })
    let told = false
    const failing = world.ctx.db.transact(async (tx) => {
      tx.afterCommit(() => {
        told = true
      })
      await tx.q.insertInto('setting').values(setting('a')).execute()
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await world.ctx.db.q.selectFrom('setting').selectAll().execute()).toEqual([])
    expect(told).toBe(false)
  })

  test('refuses the outer database inside it, where SQLite would wait for itself for ever', async () => {
    world = await open({ empty: true })
    const careless = world.ctx.db.transact(async () => world.ctx.db.q.selectFrom('setting').selectAll().execute())
    await expect(careless).rejects.toThrow(/outer database/)
  })

  test('two that wait for each other both come to their end, each whole', async () => {
    world = await open({ empty: true })
    const { db } = world.ctx
    await db.transact((tx) =>
      tx.q
        .insertInto('setting')
        .values([setting('a'), setting('b')])
        .execute(),
    )
    let arrived = 0
    let meet = (): void => {}
    const both = new Promise<void>((resolve) => {
      meet = resolve
    })
    const append = (first: string, second: string) =>
      db.transact(async (tx) => {
        const write = (key: string) =>
          tx.q
            .updateTable('setting')
            .set((e) => ({ changed_at: e('changed_at', '+', 1) }))
            .where('key', '=', key)
            .execute()
        await write(first)
        arrived += 1
        // On SQLite one waits at its beginning, so there only one can arrive.
        if (arrived === 2 || tx.dialect === 'sqlite') meet()
        await both
        await write(second)
      })
    await Promise.all([append('a', 'b'), append('b', 'a')])
    const rows = await db.q.selectFrom('setting').select('changed_at').execute()
    expect(rows.map((row) => row.changed_at)).toEqual([2, 2])
  })

  test('two at once both come to their end', async () => {
    world = await open({ empty: true })
    const write = (key: string) =>
      world.ctx.db.transact((tx) => tx.q.insertInto('setting').values(setting(key)).execute())
    await Promise.all(['a', 'b', 'c'].map(write))
    expect(await world.ctx.db.q.selectFrom('setting').select('key').orderBy('key').execute()).toHaveLength(3)
  })
})

test('SQLite on disk runs in WAL with full synchronisation and foreign keys', async () => {
  const { mkdtempSync, rmSync } = await import('node:fs')
  const folder = mkdtempSync('/tmp/songque-db-')
  const db = openDb(`sqlite:${folder}/x.db`)
  const pragma = async (name: string) =>
    Object.values((await sql<Record<string, unknown>>`${sql.raw(`pragma ${name}`)}`.execute(db.q)).rows[0] ?? {})[0]
  expect([await pragma('journal_mode'), await pragma('synchronous'), await pragma('foreign_keys')]).toEqual([
    'wal',
    2,
    1,
  ])
  await db.close()
  rmSync(folder, { recursive: true })
})
