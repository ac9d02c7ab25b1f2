import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { restoreAll } from '../../src/backup/commands.ts'
import { lastBackup, runBackup } from '../../src/backup/index.ts'
import { backUp, openRepository } from '../../src/backup/task.ts'
import { readConfig } from '../../src/config.ts'
import { openDb } from '../../src/db/index.ts'
import { jobs } from '../../src/jobs/list.ts'
import type { DatabaseKind } from '../world.ts'
import { CODES, emptyPostgres, KEY, openRig, type Rig, reopened, type Sent, tablesOf } from './rig.ts'

const said: string[] = []
const say = (line: string): void => {
  said.push(line)
}
/** An installation that is still empty, beside the rig's. */
async function elsewhere(rig: Rig, name: string) {
  const home = join(rig.folder, name)
  const pg = rig.world.database === 'postgres' ? await emptyPostgres() : null
  const config = readConfig({
    LOG_LEVEL: 'silent',
    DATA_DIR: home,
    MEDIA_DIR: join(home, 'media'),
    BACKUP_TO: rig.target,
    BACKUP_KEY: rig.config.backup.key ?? '',
    ...(pg ? { DATABASE_URL: pg.url } : {}),
  })
  return { config, drop: pg?.drop ?? (async () => {}) }
}

type Change = { before: { outcome: string }; after: { airing_id: string; outcome: string } }
const outcomes = ({ before, after }: Change) => [after.airing_id, before.outcome, after.outcome]

const told = (kind: DatabaseKind) => {
  let rig: Rig
  const sent: Sent[] = []
  beforeAll(async () => {
    rig = await openRig(kind, { BACKUP_KEY: KEY })
    for (const code of CODES) sent.push(await rig.report(code, '2026-10-29'))
    await rig.store(Buffer.alloc(9_000_000, 'Sóng Quê'))
  }, 60_000)
  afterAll(() => rig.close())
  const dropped = ['sign_in_session', 'one_time_link', 'audit_entry', 'backup_run', 'pairing']
  const without = (tables: Record<string, string>) =>
    Object.fromEntries(Object.entries(tables).filter(([name]) => !dropped.includes(name)))

  test('runs beside the server, proves itself by being restored, and is written down', async () => {
    expect(await lastBackup(rig.world.ctx.db)).toBeNull()
    const made = await runBackup(rig.world.ctx)
    expect(made.proof).toMatchObject({ ok: true, stations: 20, ledgerRows: 2, files: 1, filesRead: 1, faults: [] })
    expect(await lastBackup(rig.world.ctx.db)).toMatchObject({
      state: 'good',
      target: rig.target,
      backup_id: made.id,
      files_held: 1,
      started_at: rig.world.clock.now(),
    })
    const manifest = await openRepository(rig.world.ctx).manifest(made.id)
    expect(manifest.rows).toMatchObject({ ledger_row: 2, station: 20, evidence: 2 })
    expect(manifest.key_id).toMatch(/^[0-9a-f]{16}$/)
  })

  test('stores anew only what changed, and nothing at the place can be read without the key', async () => {
    rig.world.clock.advance(86_400_000)
    const again = await backUp(rig.world.ctx)
    expect(again.proof.ok).toBe(true)
    // The database of the story takes some 600 KB; the file of 9 MB is not stored again.
    expect(again.addedBytes).toBeLessThan(1_000_000)
    const repository = openRepository(rig.world.ctx)
    for (const [name] of await repository.objects()) {
      const bytes = await readFile(join(rig.target, 'objects', name.slice(0, 2), name))
      expect(bytes.includes('Sóng Quê') || bytes.includes('SQLite format') || bytes.includes('Chợ Gạo')).toBe(false)
    }
  })

  test('a wrong key is named, and so is a missing one', async () => {
    const ask = (key: string) => {
      const config = { ...rig.config, backup: { ...rig.config.backup, key } }
      return restoreAll({ ...config, databaseUrl: `sqlite:${rig.folder}/khac.db` }, { overwrite: false, note: '' }, say)
    }
    await expect(ask('2e'.repeat(32))).rejects.toMatchObject({
      code: 'backup_wrong_key',
      vi: expect.stringContaining('BACKUP_KEY'),
    })
    const none = { ...rig.config, backup: { ...rig.config.backup, key: undefined } }
    await expect(restoreAll(none, { overwrite: false, note: '' }, say)).rejects.toMatchObject({
      code: 'backup_wrong_key',
    })
  })

  test('is restored into an empty place, row for row, with its files, and proves itself', async () => {
    const { config, drop } = await elsewhere(rig, 'moi')
    const before = await tablesOf(rig.world.ctx.db.url)
    expect(await restoreAll(config, { overwrite: false, note: '' }, say)).toBe(true)
    expect(without(await tablesOf(config.databaseUrl))).toEqual(without(before))
    const found = await openDb(config.databaseUrl)
    const next = { username: 'moi', username_folded: 'moi', name: 'Người mới', password_hash: null, created_at: 0 }
    const { id } = await found.q.insertInto('account').values(next).returning('id').executeTakeFirstOrThrow()
    expect(id).toBe(Math.max(...Object.values(rig.world.accounts)) + 1)
    await found.close()
    expect(
      (await readdir(join(config.mediaDir, 'stored'), { recursive: true })).filter((n) => n.endsWith('.mp3')),
    ).toHaveLength(1)
    // Told once more, it refuses: nothing is overwritten unless that is said.
    await expect(restoreAll(config, { overwrite: false, note: '' }, say)).rejects.toMatchObject({
      code: 'restore_not_empty',
    })
    await drop()
  })

  test('what was acknowledged after the backup is sent again by the players, and nothing is counted twice', async () => {
    const { ctx, clock } = rig.world
    const bich = await rig.world.as('bich')
    const closings = '/api/v1/reports/closings'
    const closed = (await bich.post(closings, { period: '2026-10' })).body
    await backUp(ctx)
    for (const code of CODES) sent.push(await rig.report(code, '2026-10-30'))
    clock.set('2026-11-04T00:05:00+07:00')
    const path = `${closings}/${closed.id}/supplement`
    const supplement = (await bich.get(path)).body
    expect([supplement.count, supplement.differences.totals.commune.aired]).toEqual([2, 2])
    await jobs.find(({ name }) => name === 'reports.publish-heads')?.run(ctx, new AbortController().signal)
    const asked = '/api/v1/reports/airings.json?from=2026-10-01&to=2026-11-01'
    const totals = (await bich.get(asked)).body.totals
    expect(totals.commune.aired).toBe(4)
    // The copy of a moment before those reports takes the place; the published heads stay, and tell the gap.
    if (kind === 'sqlite') await ctx.db.close()
    said.length = 0
    expect(await restoreAll(rig.config, { overwrite: true, note: 'Ổ đĩa hỏng' }, say)).toBe(true)
    expect(said.join('\n')).toContain('2 ledgers behind their published heads')
    const after = await reopened(rig)
    try {
      expect((await after.totals(asked)).commune.aired).toBe(2)
      expect((await after.get(path)).count).toBe(0)
      // A player asks where the server is, finds it behind, and sends from there; one sends all it has.
      for (const one of sent.filter(({ event }) => event.seq === 1))
        expect((await after.send(one)).status).toBe('duplicate')
      for (const one of sent.filter(({ event }) => event.seq === 2)) {
        expect(await after.nextSeq(one.code)).toBe(2)
        expect(await after.send(one)).toEqual({ status: 'accepted', next_seq: 3 })
        expect((await after.send(one)).status).toBe('duplicate')
      }
      expect(await after.totals(asked)).toEqual(totals)
      // The closed figures stand, and what came later is the same supplement, at its new places in the ledger.
      const again = await after.get(path)
      expect(again.differences).toEqual(supplement.differences)
      expect(again.items.map(outcomes)).toEqual(supplement.items.map(outcomes))
      expect((await after.get(`${closings}/${closed.id}`)).hash).toBe(closed.hash)
      expect(await after.verify()).toMatchObject({ ok: true, closings: 1 })
    } finally {
      await after.close()
    }
  })
}

describe('A backup (SQLite)', () => told('sqlite'))
describe.skipIf(inject('postgres') === '')('A backup (Postgres)', () => told('postgres'))
