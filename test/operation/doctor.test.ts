import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { putJobRun } from '../../src/db/index.ts'
import { examine, told } from '../../src/doctor/index.ts'
import { openWorld } from '../world.ts'
import { freePort } from './proxies.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
const NOW = Date.parse('2026-11-23T07:00:00+07:00')
const HOUR = 3_600_000

describe('doctor', () => {
  let home: string
  let servers: Server[]
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'songque-doctor-'))
    servers = []
  })
  afterEach(() => {
    for (const server of servers) server.close()
    rmSync(home, { recursive: true, force: true })
  })
  const listen = async (answer: string): Promise<number> => {
    const server = createServer((_, response) => response.end(answer))
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as AddressInfo).port
  }
  const look = async (env: Record<string, string> = {}, now = NOW) =>
    examine(
      { DATA_DIR: join(home, 'data'), MEDIA_DIR: join(home, 'media'), PORT: '0', AUDIO_WORKERS: '0', ...env },
      now,
    )
  const states = async (env: Record<string, string> = {}, now = NOW): Promise<Record<string, string>> =>
    Object.fromEntries((await look(env, now)).map(({ id, state }) => [id, state]))

  it('says of a new machine what is there, what is missing and what to do, in both languages', async () => {
    const findings = await look({ AUDIO_WORKERS: '1' })
    const found = Object.fromEntries(findings.map(({ id, state }) => [id, state]))
    expect(found).toMatchObject({
      node: 'good',
      configuration: 'good',
      'data-folder': 'good',
      'media-folder': 'good',
      ffmpeg: 'good',
      clock: 'good',
      database: 'warning',
      port: 'skipped',
      'public-url': 'warning',
      smtp: 'skipped',
    })
    const vi = told(findings, 'vi').join('\n')
    expect(vi).toContain('Chưa có cơ sở dữ liệu')
    expect(vi).toMatch(/→ Lần khởi động đầu tự tạo/)
    expect(vi).toMatch(/\d+ đạt, \d+ cần chú ý, 0 lỗi\.$/)
    expect(told(findings, 'en').join('\n')).toContain('There is no database')
    // What is bad or worth a look says what to do about it.
    for (const { id, state, act } of findings)
      if (state === 'bad' || state === 'warning') expect([id, act !== undefined]).toEqual([id, true])
  })

  it('names every wrong setting, and stops there', async () => {
    const findings = await look({ PORT: '99999', TIME_ZONE: 'Asia/Saigonn' })
    expect(findings.map(({ state }) => state)).toEqual(['good', 'bad'])
    expect(told(findings, 'vi').join('\n')).toMatch(/PORT[\s\S]*TIME_ZONE/)
  })

  it('knows a missing ffmpeg, a full disk, a foreign program on the port, mail that cannot be reached', async () => {
    const other = await listen('somebody else')
    const dead = await freePort()
    const found = await states({
      AUDIO_WORKERS: '1',
      FFMPEG_PATH: join(home, 'khong-co'),
      DISK_WARN_MB: '10485760',
      PORT: String(other),
      SMTP_URL: `smtp://127.0.0.1:${dead}`,
      MAIL_FROM: 'a@example.vn',
      WEBHOOK_URL: `http://127.0.0.1:${await listen('ok')}/x`,
      WEBHOOK_SECRET: 'mot-khoa-ky-rat-dai',
      PUBLIC_URL: `http://127.0.0.1:${dead}`,
    })
    expect(found).toMatchObject({ ffmpeg: 'bad', port: 'bad', smtp: 'bad', webhook: 'good', 'public-url': 'bad' })
    const own = await listen('ok')
    expect(await states({ PORT: String(own), PUBLIC_URL: `http://127.0.0.1:${own}` })).toMatchObject({
      port: 'good',
      'public-url': 'good',
    })
    expect((await states({ PORT: String(dead) })).port).toBe('warning')
    expect((await states({ HOST: '0.0.0.0', TRUST_PROXY: '1' })).proxy).toBe('warning')
    expect((await states({ PUBLIC_URL: 'https://song.invalid' })).proxy).toBe('warning')
  })

  it.skipIf(process.getuid?.() === 0)('knows a folder that it may not write', async () => {
    chmodSync(home, 0o500)
    expect((await states())['data-folder']).toBe('bad')
    chmodSync(home, 0o700)
  })

  it('reads a database beside the running server: who administers, jobs, stations, backups, a clock that went back', async () => {
    const file = join(home, 'songque.db')
    const env = { DATABASE_URL: `sqlite:${file}` }
    const world = await openWorld({ sqliteFile: file, now: '2026-11-22T07:00:00+07:00' })
    try {
      const run = (name: string, at: number, error: string | null) =>
        world.ctx.db.transact((tx) => putJobRun(tx, { name, startedAt: at, finishedAt: at + 1000, error }))
      await run('extend-horizon', NOW - HOUR, null)
      await world.station('dang-hung-phuoc')
      await world.ctx.db.q
        .updateTable('station_key')
        .set({ last_used_at: NOW - 7 * HOUR })
        .execute()
      expect(await states(env)).toMatchObject({
        database: 'good',
        administrator: 'warning',
        backup: 'warning',
        jobs: 'good',
        stations: 'warning',
        clock: 'good',
      })
      expect(told(await look(env), 'vi').join('\n')).toContain('Đài Truyền thanh xã Đăng Hưng Phước')
      expect((await states(env, NOW - 3 * HOUR)).clock).toBe('bad')
      expect((await states(env, NOW + 27 * HOUR)).jobs).toBe('bad')
      await run('notices.deliver', NOW, 'getaddrinfo ENOTFOUND mail')
      expect((await states(env)).jobs).toBe('bad')
    } finally {
      await world.close()
    }
    writeFileSync(file, 'không phải cơ sở dữ liệu'.repeat(1000))
    expect((await states(env)).database).toBe('bad')
  })
})
