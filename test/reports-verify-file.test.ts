import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '../src/context.ts'
import { openDb } from '../src/db/index.ts'
import { system } from '../src/kernel/actor.ts'
import { canonicalJson, sha256 } from '../src/kernel/canonical.ts'
import { airingId } from '../src/protocol/airing-id.ts'
import { restoredCommand, verifyAll } from '../src/reports/index.ts'
import { type Ledgerless, reportsFixture } from './reports-fixture.ts'
import { type Client, openWorld } from './world.ts'

const CODES = ['hoa-tinh', 'quon-long'] as const
const DAYS = ['2026-10-05', '2026-10-06', '2026-10-07', '2026-10-08'] as const
type Found = readonly (readonly [part: string, station: string | null, where: string])[]
type Row = { position: number; previous_hash: string; hash: string; kind: string; text: string }

/**
 * The database file itself is written to, past the program, as somebody would who has the machine: October is closed, its
 * hash and the ends of the ledgers are published, then each test spoils a copy of its own.
 */
let folder: string
let fixture: Ledgerless
let bich: Client
let closing: { id: number; hash: string }
const ids = new Map<string, string>()
const file = (name: string): string => join(folder, `${name}.db`)

const report = async (code: string, day: string, status = 'ended'): Promise<void> => {
  const body = { airing_id: ids.get(`${code} ${day}`), status, at_unix: fixture.at(day, '17:35') / 1000 }
  const answer = await (await fixture.world.station(code)).post(`/api/v1/stations/${code}/as-run/simple`, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
}
const publish = async (): Promise<void> => {
  const { jobs } = await import('../src/jobs/list.ts')
  const { ctx } = fixture.world
  await jobs.find(({ name }) => name === 'reports.publish-heads')?.run(ctx, new AbortController().signal)
}
/** A copy of the file as a backup makes it. */
const copyTo = (name: string): void => {
  const db = new Sqlite(file('live'))
  db.exec(`vacuum into '${file(name)}'`)
  db.close()
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'songque-tamper-'))
  fixture = await reportsFixture(await openWorld({ now: '2026-11-02T08:00:00+07:00', sqliteFile: file('live') }))
  const { world, airing, put } = fixture
  bich = await world.as('bich')
  for (const code of CODES) {
    const plan = DAYS.map((on) => airing({ station_id: world.stations[code] ?? 0, on }))
    await put({ airings: plan })
    for (const row of plan) {
      const key = { slotId: row.slot_id, stationId: row.station_id, onDate: row.on_date, ordinal: row.ordinal }
      ids.set(`${code} ${row.on_date}`, airingId(key))
    }
    for (const day of DAYS.slice(0, 3)) await report(code, day)
  }
  closing = (await bich.post('/api/v1/reports/closings', { period: '2026-10' })).body
  await publish()
  copyTo('kept')
})
afterAll(async () => {
  await fixture.world.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The proof over a copy that was written to. Part, station and place of each difference. */
async function spoiled(name: string, write: (db: Sqlite.Database, station: number) => void): Promise<Found> {
  copyFileSync(file('kept'), file(name))
  const raw = new Sqlite(file(name))
  raw.pragma('foreign_keys = off')
  write(raw, fixture.world.stations['quon-long'] ?? 0)
  raw.close()
  return proofOf(name)
}
async function proofOf(name: string, use?: (ctx: Context) => Promise<void>): Promise<Found> {
  const db = openDb(`sqlite:${file(name)}`)
  try {
    const ctx = { ...fixture.world.ctx, db }
    await use?.(ctx)
    const { differences } = await verifyAll(ctx, system('test'))
    const codes = new Map(Object.entries(fixture.world.stations).map(([code, id]) => [id, code]))
    return differences.map(({ part, stationId, where }) => [part, codes.get(stationId ?? 0) ?? null, where])
  } finally {
    await db.close()
  }
}
const rowsOf = (db: Sqlite.Database, station: number): Row[] =>
  db.prepare('select * from ledger_row where station_id = ? order by position').all(station) as Row[]
const parts = (found: Found): string[] => [...new Set(found.map(([part]) => part))]

// Loading the thread from its source takes seconds on a busy machine.
test('nothing differs as long as nobody wrote to it: asked over HTTP, proved in a thread of its own', {
  timeout: 120_000,
}, async () => {
  const { body } = await bich.get('/api/v1/ledger/verify')
  expect(body).toMatchObject({ ok: true, closings: 1, published_heads: 3, rows: { ledger: 6 } })
  expect(await proofOf('kept')).toEqual([])
})

test('a changed row of the ledger is named by station and position', async () => {
  const found = await spoiled('changed', (db, station) => {
    db.prepare(
      "update ledger_row set text = replace(text, 'finished', 'skipped') where station_id = ? and position = 2",
    ).run(station)
  })
  expect(found[0]).toEqual(['ledger', 'quon-long', '2'])
})

test('a deleted row is named, and that a closed figure stood on it', async () => {
  const found = await spoiled('deleted', (db, station) => {
    db.prepare('delete from ledger_row where station_id = ? and position = 2').run(station)
  })
  expect(found).toContainEqual(['ledger', 'quon-long', '2'])
  expect(found).toContainEqual(['closings', 'quon-long', `closing ${closing.id}`])
})

test('a row put in between is named, and one put at the end past the head', async () => {
  const between = await spoiled('between', (db, station) => {
    const [, , third] = rowsOf(db, station)
    db.prepare('update ledger_row set position = 4 where station_id = ? and position = 3').run(station)
    const put =
      'insert into ledger_row (station_id, position, previous_hash, hash, kind, text) values (?, 3, ?, ?, ?, ?)'
    const text = (third?.text ?? '').replace('2026-10-07', '2026-10-08')
    db.prepare(put).run(station, third?.previous_hash, sha256((third?.previous_hash ?? '') + text), third?.kind, text)
  })
  expect(between[0]?.slice(0, 2)).toEqual(['ledger', 'quon-long'])
  expect(['3', '4']).toContain(between[0]?.[2])
  const atEnd = await spoiled('at-end', (db, station) => {
    const last = rowsOf(db, station).at(-1)
    const text = canonicalJson({ ...JSON.parse(last?.text ?? '{}'), position: 4 })
    const put =
      'insert into ledger_row (station_id, position, previous_hash, hash, kind, text) values (?, 4, ?, ?, ?, ?)'
    db.prepare(put).run(station, last?.hash, sha256((last?.hash ?? '') + text), last?.kind, text)
  })
  expect(atEnd[0]).toEqual(['ledger', 'quon-long', '4'])
})

test('two rows that changed places are named by the first of them', async () => {
  const found = await spoiled('reordered', (db, station) => {
    const move = db.prepare('update ledger_row set position = ? where station_id = ? and position = ?')
    for (const [to, from] of [
      [90, 1],
      [1, 2],
      [2, 90],
    ])
      move.run(to, station, from)
  })
  expect(found[0]).toEqual(['ledger', 'quon-long', '1'])
})

test('a whole ledger written anew, sound in itself, is betrayed by the closing and by the published head', async () => {
  const found = await spoiled('forged', (db, station) => {
    let previous = '0'.repeat(64)
    for (const row of rowsOf(db, station)) {
      const told = JSON.parse(row.text)
      const text = canonicalJson({ ...told, received_at: '2026-10-09T00:00:00.000Z' })
      const hash = sha256(previous + text)
      db.prepare(
        'update ledger_row set text = ?, previous_hash = ?, hash = ? where station_id = ? and position = ?',
      ).run(text, previous, hash, station, row.position)
      previous = hash
    }
    db.prepare('update ledger_head set hash = ? where station_id = ?').run(previous, station)
  })
  expect(parts(found)).not.toContain('ledger')
  expect(found).toContainEqual(['closings', 'quon-long', `closing ${closing.id}`])
  expect(found).toContainEqual(['published_heads', 'quon-long', 'line 2'])
})

test('a changed roll-up is told as that, and the ledger as sound', async () => {
  const found = await spoiled('roll-up', (db, station) => {
    db.prepare("update tally set player = player + 40 where station_id = ? and bucket = '2026-10-01'").run(station)
  })
  expect(parts(found)).toEqual(['roll_ups'])
  expect(found.map(([, station]) => station)).toContain('quon-long')
})

test('a changed roll-up of a longer span is told by the name of that span', async () => {
  const found = await spoiled('span', (db, station) => {
    db.prepare("insert or ignore into tally_span_state values ('2026-H2', 1)").run()
    db.prepare(`insert into tally_span select '2026-H2', station_id, segment_id, programme, level_code, premiere, unit_id,
      sum(planned) + 1, sum(no_word), sum(missed), sum(cancelled), sum(partial), sum(player), sum(attested),
      sum(imported), sum(unplanned), sum(seconds) from tally where station_id = ? and bucket between '2026-07-01'
      and '2026-12-01' group by 2, 3, 4, 5, 6, 7`).run(station)
  })
  expect(found).toContainEqual(['roll_ups', 'quon-long', '2026-H2'])
  expect(parts(found)).toEqual(['roll_ups'])
})

test('a changed snapshot is named: a frozen row, the sums, the hash itself', async () => {
  const row = await spoiled('snapshot-row', (db, station) => {
    db.prepare('update closing_row set text = replace(text, \'"player":1\', \'"player":9\') where station_id = ?').run(
      station,
    )
  })
  expect(row).toEqual([['closings', 'quon-long', `closing ${closing.id}`]])
  const sums = await spoiled('snapshot-sums', (db) => {
    db.prepare('update closing set head = replace(head, \'"aired":6\', \'"aired":60\')').run()
  })
  expect(sums).toEqual([['closings', null, `closing ${closing.id}`]])
  const hash = await spoiled('snapshot-hash', (db) => {
    db.prepare('update closing set hash = ?').run('0'.repeat(64))
  })
  expect(parts(hash)).toEqual(['closings', 'published_heads'])
})

test('a backup put back: the closed figure is the same, what was lost is named, told by an epoch and sent again', async () => {
  copyTo('backup')
  // After the backup: a late report, a supplement, and the heads of that day.
  await report('quon-long', DAYS[3])
  const issued = await bich.post(`/api/v1/reports/closings/${closing.id}/supplements`, {})
  expect(issued.status, JSON.stringify(issued.body)).toBe(201)
  fixture.world.clock.set('2026-11-03T08:00:00+07:00')
  await publish()
  copyFileSync(file('backup'), file('restored'))

  const lost = await proofOf('restored')
  expect(lost).toContainEqual(['published_heads', 'quon-long', expect.stringMatching(/^line \d+$/)])
  expect(parts(lost)).toEqual(['published_heads'])
  const told = await proofOf('restored', async (ctx) => {
    const row = await ctx.db.q.selectFrom('closing').select('hash').executeTakeFirstOrThrow()
    expect(row.hash).toBe(closing.hash)
    expect(await restoredCommand(ctx, ['Ổ', 'đĩa', 'hỏng'])).toEqual([expect.stringMatching(/^1 ledgers/)])
    expect(await restoredCommand(ctx, ['lần', 'nữa'])).toEqual([expect.stringMatching(/^0 ledgers/)])
    const epoch = await ctx.db.q
      .selectFrom('ledger_row')
      .select('text')
      .where('kind', '=', 'epoch')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(epoch.text).body).toMatchObject({ published_position: 4, note: 'Ổ đĩa hỏng' })
  })
  // The supplement that was published and is no more stays named; the ledgers are explained.
  expect(told.map(([part, station]) => [part, station])).toEqual([['published_heads', null]])
  // An epoch explains only what it names: a ledger cut back before it is still betrayed.
  copyFileSync(file('restored'), file('cut'))
  const raw = new Sqlite(file('cut'))
  const station = fixture.world.stations['hoa-tinh'] ?? 0
  raw.prepare('delete from ledger_row where station_id = ? and position = 3').run(station)
  const hash = rowsOf(raw, station).at(-1)?.hash
  raw.prepare('update ledger_head set position = 2, hash = ? where station_id = ?').run(hash, station)
  raw.close()
  expect((await proofOf('cut')).filter(([part]) => part === 'published_heads')).toContainEqual([
    'published_heads',
    'hoa-tinh',
    'line 1',
  ])
})
