import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { moveCommand } from '../../src/backup/commands.ts'
import { moveToPostgres } from '../../src/backup/move.ts'
import { tableShapes } from '../../src/backup/shape-store.ts'
import { readConfig } from '../../src/config.ts'
import { type Db, openDb } from '../../src/db/index.ts'
import { openContext } from '../../src/open-context.ts'
import { emptyPostgres, tablesOf } from './rig.ts'
import { fillFromSample, readSample } from './sample.ts'

/** A district's database in SQLite, with a row in every table; and an empty Postgres. */
describe.skipIf(inject('postgres') === '')('Moving from SQLite to Postgres', () => {
  let home: string
  let from: string
  let to: { url: string; drop: () => Promise<void> }
  const config = () => readConfig({ LOG_LEVEL: 'silent', DATA_DIR: home, MEDIA_DIR: join(home, 'media') })
  const opened = async (work: (db: Db) => Promise<void>): Promise<void> => {
    const db = openDb(from)
    await work(db).finally(() => db.close())
  }
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'songque-move-'))
    from = config().databaseUrl
    await (await openContext(config())).db.close()
    await opened(async (db) => {
      await fillFromSample(
        db,
        readSample(),
        new Map((await tableShapes(db)).map(({ table, columns }) => [table, columns])),
      )
      // A number that was given out once and taken back: it is never given out again.
      await db.q.insertInto('notice').values({ kind: 'deadline', key: 'x', data: '{}', created_at: 0 }).execute()
      await db.q.deleteFrom('notice').where('key', '=', 'x').execute()
    })
    to = await emptyPostgres()
  })
  afterAll(async () => {
    await to.drop()
    rmSync(home, { recursive: true, force: true })
  })

  test('is refused while a server has the database open', async () => {
    await opened(async (db) => {
      await db.q.selectFrom('station').select('id').execute()
      await expect(moveToPostgres(from, to.url, () => {})).rejects.toMatchObject({ code: 'database_in_use' })
    })
  })

  test('broken off in the middle it leaves Postgres empty, and is simply run again', async () => {
    let tables = 0
    const killed = moveToPostgres(from, to.url, () => {
      tables += 1
      if (tables === 10) throw new Error('the line broke')
    })
    await expect(killed).rejects.toThrow('the line broke')
    expect(await tablesOf(to.url)).toEqual({})
  })

  test('a row that Postgres cannot hold as it is stops all of it, and names the table', async () => {
    await opened(async (db) => {
      await sql`update station set created_at = 'hôm qua' where code = 'quon-long'`.execute(db.q)
    })
    await expect(moveToPostgres(from, to.url, () => {})).rejects.toThrow(/bigint.*hôm qua/)
    expect(await tablesOf(to.url)).toEqual({})
    await opened(async (db) => {
      await sql`update station set created_at = 7 where code = 'quon-long'`.execute(db.q)
    })
  })

  test('takes every table over, row for row, and the moved installation proves itself and goes on', async () => {
    const before = await tablesOf(from)
    const said: string[] = []
    await moveCommand(config(), ['--to', to.url], (line) => said.push(line))
    expect(await tablesOf(to.url)).toEqual(before)
    expect(Object.values(before).filter((told) => !told.startsWith('0 ')).length).toBeGreaterThan(40)
    expect(said.join('\n')).toMatch(/verify: ok; 20 stations, 2 ledger rows/)
    const db = openDb(to.url)
    const notice = { kind: 'deadline' as const, key: 'x', data: '{}', created_at: 0 }
    const last = (
      await db.q
        .selectFrom('notice')
        .select((e) => e.fn.max('id').as('id'))
        .executeTakeFirstOrThrow()
    ).id
    expect((await db.q.insertInto('notice').values(notice).returning('id').executeTakeFirstOrThrow()).id).toBe(last + 2)
    const orphan = db.q.insertInto('account_role').values({ account_id: 4711, role: 'editor' })
    await expect(orphan.execute()).rejects.toThrow(/foreign key/i)
    await db.close()
    expect(existsSync(join(home, 'songque.db'))).toBe(true)
  })

  test('goes into an empty database only', async () => {
    await expect(moveToPostgres(from, to.url, () => {})).rejects.toMatchObject({ code: 'restore_not_empty' })
    await expect(moveToPostgres(to.url, to.url, () => {})).rejects.toMatchObject({ code: 'move_same_kind' })
  })
})
