import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { at, planAiring, programme, report } from '../playout/fixture.ts'
import { openWorld } from '../world.ts'
import { Chance } from './chance.ts'

const STATION = 'dang-hung-phuoc'
const CUTS = 12

/**
 * Power fails: of what was written since the last forced write nothing, a part or rubbish may be on the disk. Copies of the
 * database are taken after an acknowledgement, its log cut off or spoiled anywhere behind what was there when it came. It
 * shows that an acknowledgement never rests on bytes behind that point. That these bytes were forced to the disk is SQLite's
 * promise with synchronous=FULL, which is asked for here; that the disk keeps what it confirms nobody can test from here.
 */
test('a database whose last writes never reached the disk opens whole, and holds all that was acknowledged', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'songque-power-'))
  const file = join(folder, 'songque.db')
  const world = await openWorld({ sqliteFile: file, now: '2026-11-23T20:00:00+07:00' })
  const chance = new Chance(7)
  try {
    const show = await programme(world)
    const airing = await planAiring(world, show, STATION, '2026-11-22 17:15')
    const player = await world.station(STATION)
    let seq = 0
    const send = async (n: number) => {
      const events = Array.from({ length: n }, () => {
        seq += 1
        const one = { event_id: `e-${seq}`, seq, kind: 'started', airing_id: airing, sha256: show.sha256 }
        return { ...one, at: at('2026-11-22 17:15'), detail: 'x'.repeat(chance.below(400)) }
      })
      const answer = await player.post(`/api/v1/stations/${STATION}/as-run`, report(world, events))
      expect(answer.status).toBe(200)
    }
    let withUnsynced = 0
    for (let cut = 0; cut < CUTS; cut += 1) {
      await send(chance.between(1, 6))
      const acknowledged = seq
      const synced = existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0
      // The next transaction is in the log, but its writing was not confirmed when the power failed.
      const [base, log] = [join(folder, 'cut.db'), join(folder, 'cut.db-wal')]
      copyFileSync(file, base)
      await send(chance.between(1, 6))
      copyFileSync(`${file}-wal`, log)
      const size = statSync(log).size
      if (size > synced) {
        withUnsynced += 1
        const keep = synced + chance.below(size - synced)
        truncateSync(log, keep)
        if (chance.happens(0.5)) writeFileSync(log, Buffer.alloc(chance.below(8000), chance.below(256)), { flag: 'a' })
      } else continue
      const db = new Sqlite(base)
      const { n } = db.prepare("select count(*) as n from evidence where event_id like 'e-%'").get() as { n: number }
      const [check] = db.pragma('quick_check') as { quick_check: string }[]
      const head = db.prepare('select position from ledger_head where station_id = ?').get(world.stations[STATION])
      const rows = db.prepare('select count(*) as n from ledger_row where station_id = ?').get(world.stations[STATION])
      db.close()
      expect([cut, check?.quick_check, n === acknowledged]).toEqual([cut, 'ok', true])
      expect((head as { position: number }).position).toBe((rows as { n: number }).n)
      rmSync(`${base}-shm`, { force: true })
    }
    expect(withUnsynced).toBeGreaterThan(CUTS / 2)
    const mode = new Sqlite(file, { readonly: true })
    expect(mode.pragma('journal_mode', { simple: true })).toBe('wal')
    mode.close()
  } finally {
    await world.close()
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)
