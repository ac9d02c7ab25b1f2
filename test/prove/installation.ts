import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openSession, SESSION_COOKIE } from '../../src/accounts/index.ts'
import { readConfig } from '../../src/config.ts'
import { type Db, openDb } from '../../src/db/index.ts'
import { sha256 } from '../../src/kernel/canonical.ts'
import type { LocalDate } from '../../src/kernel/dates.ts'
import { newSecret } from '../../src/kernel/ids.ts'
import { openContext } from '../../src/open-context.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const STATION = 'tan-thuan-binh'

/** A folder with a database, one person who may do all that the proofs need, one station with a key; and its server. */
export type Installation = {
  readonly home: string
  readonly env: Record<string, string>
  readonly cookie: string
  readonly stationKey: string
  /** The database itself, for looking behind the server's back. */
  readonly db: Db
  remove(): Promise<void>
}

/** Makes an installation, with no server running yet. */
export async function install(more: Record<string, string> = {}): Promise<Installation> {
  const home = await mkdtemp(join(tmpdir(), 'songque-prove-'))
  const env = {
    DATA_DIR: home,
    MEDIA_DIR: join(home, 'media'),
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    ...more,
  }
  const ctx = await openContext(readConfig(env))
  const at = ctx.clock.now()
  const stationKey = newSecret()
  const token = await ctx.db.transact(async (tx) => {
    const account = {
      username: 'phuc',
      username_folded: 'phuc',
      name: 'Lê Hoàng Phúc',
      password_hash: null,
      created_at: at,
    }
    const { id } = await tx.q.insertInto('account').values(account).returning('id').executeTakeFirstOrThrow()
    for (const role of ['technician', 'editor'] as const)
      await tx.q.insertInto('account_role').values({ account_id: id, role }).execute()
    await tx.q
      .insertInto('level')
      .values({
        code: 'commune',
        name: 'xã',
        name_en: 'commune',
        station_name: 'đài xã',
        station_name_en: 'commune station',
        rank: 1,
      })
      .execute()
    const unit = {
      code: STATION,
      name: 'Tân Thuận Bình',
      kind: 'xã',
      parent_id: null,
      valid_from: null,
      valid_to: null,
      legal_basis: null,
    }
    const unitId = (await tx.q.insertInto('unit').values(unit).returning('id').executeTakeFirstOrThrow()).id
    const station = {
      code: STATION,
      name: 'Đài Tân Thuận Bình',
      frequency: null,
      contact_name: null,
      contact_phone: null,
    }
    const stationId = (
      await tx.q
        .insertInto('station')
        .values({ ...station, active_from: null, active_to: null, created_at: at })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
    const assignment = {
      station_id: stationId,
      from_date: '1990-01-01' as LocalDate,
      level_code: 'commune',
      unit_id: unitId,
    }
    await tx.q.insertInto('station_assignment').values(assignment).execute()
    const unused = { created_by: null, last_used_at: null, revoked_at: null, revoked_by: null }
    await tx.q
      .insertInto('station_key')
      .values({ station_id: stationId, name: 'Máy phát', key_hash: sha256(stationKey), created_at: at, ...unused })
      .execute()
    return openSession(tx, id, { at, days: 30 })
  })
  await ctx.db.close()
  const db = openDb(readConfig(env).databaseUrl)
  return {
    home,
    env,
    cookie: `${SESSION_COOKIE}=${token}`,
    stationKey,
    db,
    remove: async () => {
      await db.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

export type Server = {
  readonly url: string
  readonly child: ChildProcess
  kill9(): Promise<void>
  stop(): Promise<void>
}

/** Starts the real server process and waits until it listens. @param built the bundled program instead of the sources */
export async function startServer({ env }: Pick<Installation, 'env'>, built?: string): Promise<Server> {
  const program = built === undefined ? ['--import', 'tsx', 'src/main.ts'] : [built]
  const child = spawn(process.execPath, [...program, 'serve'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', process.env.TEST_LOG ? 'inherit' : 'ignore'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /Sóng Quê: (http\S+)/.exec(said)
      if (found?.[1]) resolve(found[1])
    })
    gone.then(() => reject(new Error(`the server ended before it listened: ${said}`)))
  })
  const end = (signal: NodeJS.Signals) => async () => {
    child.kill(signal)
    await gone
  }
  return { url, child, kill9: end('SIGKILL'), stop: end('SIGTERM') }
}

/** Processes that stand in a folder of this installation: tools that outlived their server. */
export async function strays(home: string): Promise<string[]> {
  const found: string[] = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '')
    if (cwd.startsWith(home)) found.push(pid)
  }
  return found
}
