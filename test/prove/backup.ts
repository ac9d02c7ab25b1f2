/**
 * `npm run prove -- backup [--backups N] [--kills K] [--seed S]`: backups by the command while stations report and people edit
 * over HTTP, some of them killed (kill -9) in the middle. After each kill the backup before it, and in the end the newest, are
 * restored elsewhere by the command, each proves itself by `verify`, everything acknowledged before its backup began is in it,
 * and on the newest the stations report again what it has not: then all is as if nothing had happened.
 */
import { spawn } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openSession, SESSION_COOKIE } from '../../src/accounts/index.ts'
import { openDb } from '../../src/db/index.ts'
import { type Act, compareActs } from '../faults/acts.ts'
import { Chance } from '../faults/chance.ts'
import { atTheEnd, type Did, people } from '../faults/kills.ts'
import { type Planted, plant } from '../faults/plant.ts'
import { buildProgram, type Program, ServerProcess } from '../faults/program.ts'
import type { VirtualStation } from '../faults/stations.ts'

const KEY = '5e'.repeat(32)
type Env = Readonly<Record<string, string>>
type Ended = { readonly code: number | null; readonly out: string; readonly seconds: number }
/** What was acknowledged when a backup began. */
type Known = { readonly events: readonly string[]; readonly acts: readonly Act[] }
type Made = Known & { readonly id: string; readonly line: string; readonly seconds: number }
type Tally = { sound: number; busy: number; inVain: number; waited: number; killed: number; broken: string[] }

const { values } = parseArgs({
  options: {
    backups: { type: 'string', default: '6' },
    kills: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
})
const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** Runs a command of the program. @param killAfterMs kill -9 then, if it has not ended */
function command(program: Program, env: Env, args: readonly string[], killAfterMs?: number): Promise<Ended> {
  const begun = performance.now()
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program.path, ...args], {
      cwd: program.folder,
      env: { PATH: process.env.PATH ?? '', ...env },
    })
    let out = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString()))
    const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({ code, out, seconds: (performance.now() - begun) / 1000 })
    })
  })
}

const acknowledgedBy = (stations: readonly VirtualStation[], staff: Did): Known => ({
  events: stations.flatMap(({ acknowledged }) => [...acknowledged.keys()]),
  acts: staff.acts.filter(({ sure }) => sure === true).map((act) => ({ ...act, stood: null })),
})

/** A backup that is not killed; one that was killed before stands in its way for a while. */
async function backUpWhole(program: Program, env: Env, known: () => Known, tally: Tally): Promise<Made> {
  const begun = performance.now()
  for (;;) {
    const before = known()
    const { code, out, seconds } = await command(program, env, ['backup'])
    const id = /^(\d{8}T\d{9}Z) at /.exec(out)?.[1]
    if (code === 0 && id !== undefined) return { ...before, id, line: out.trim(), seconds }
    const isBusy = out.includes('database is locked')
    if (isBusy) tally.busy += 1
    if (!(isBusy || out.includes('Another backup is under way')) || performance.now() - begun > 300_000)
      throw new Error(`backup: ${code} ${out}`)
    if (!isBusy) tally.inVain += 1
    await sleep(3000)
    tally.waited = Math.max(tally.waited, (performance.now() - begun) / 1000)
  }
}

/** Backups one after the other, each of the kills at a moment of its own, while everybody works. */
async function backUpAll(program: Program, env: Env, known: () => Known, tally: Tally): Promise<Made[]> {
  const chance = new Chance(Number(values.seed) + 77)
  const made: Made[] = []
  const [all, kills] = [Number(values.backups), Number(values.kills)]
  for (let n = 0; n < all; n += 1) {
    const one = await backUpWhole(program, env, known, tally)
    made.push(one)
    say(
      `  ${one.events.length} events, ${one.acts.length} acts acknowledged before; ${one.line.split('\n').join('; ')}`,
    )
    if (n >= kills) continue
    const { code, out } = await command(program, env, ['backup'], (0.3 + chance.next() * 0.6) * one.seconds * 1000)
    if (code !== null) {
      say(`  a backup was done before it was killed: ${out.split('\n')[0]}`)
      continue
    }
    tally.killed += 1
    // The one before it is still whole.
    const home = `${env.BACKUP_TO}-restored-${n}`
    await (await restoreElsewhere(program, env, home, one, tally)).db.close()
    await rm(home, { recursive: true, force: true })
  }
  return made
}

/** Restores a backup elsewhere by the command, and asks it to prove itself by another. */
async function restoreElsewhere(program: Program, from: Env, home: string, { id, ...known }: Made, tally: Tally) {
  const env = { ...from, DATA_DIR: home, MEDIA_DIR: join(home, 'media') }
  const restored = await command(program, env, ['restore', id])
  if (restored.code !== 0) tally.broken.push(`restore ${id}: ${restored.code} ${restored.out}`)
  const proof = await command(program, env, ['verify'])
  if (proof.code !== 0) tally.broken.push(`verify of ${id}: ${proof.code} ${proof.out}`)
  const db = openDb(`sqlite:${join(home, 'songque.db')}`)
  const rows = await db.q.selectFrom('evidence').select('event_id').where('event_id', 'is not', null).execute()
  const there = new Set(rows.map(({ event_id }) => event_id))
  if (there.size !== rows.length) tally.broken.push(`${id}: ${rows.length - there.size} events stand twice`)
  for (const event of known.events)
    if (!there.has(event)) tally.broken.push(`${id}: event ${event} was acknowledged before and is not in it`)
  const acts = known.acts.map((act) => ({ ...act }))
  tally.broken.push(...(await compareActs(db, acts)).map((one) => `${id}: ${one}`))
  tally.broken.push(...(await soundOf(db, home, acts, tally)).map((one) => `${id}: ${one}`))
  say(
    `  ${id} restored in ${restored.seconds.toFixed(1)} s, ${rows.length} events; ${proof.out.trim().split('\n').at(-1)}`,
  )
  return { env, db }
}

/** The original of each upload that was acknowledged is in storage, whole. */
async function soundOf(db: Planted['db'], home: string, acts: readonly Act[], tally: Tally): Promise<string[]> {
  const broken: string[] = []
  for (const { name } of acts.filter(({ what }) => what === 'upload')) {
    const row = await db.q.selectFrom('media_file').selectAll().where('sha256', '=', name).executeTakeFirst()
    const path = join(home, 'media', 'stored', name.slice(0, 2), `${name}.${row?.extension}`)
    const bytes = await readFile(path).catch(() => null)
    if (bytes === null || bytes.length !== row?.bytes) broken.push(`upload ${name} was acknowledged and has no file`)
    else tally.sound += 1
  }
  return broken
}

/** The server of the restored installation: stations report what it has not, and everything is as it was said. */
async function goOn(
  program: Program,
  at: Planted,
  { env, db }: { env: Env; db: Planted['db'] },
  stations: readonly VirtualStation[],
  { newest, staff, tally }: { newest: Made; staff: Did; tally: Tally },
): Promise<number> {
  const { id } = await db.q.selectFrom('account').select('id').where('username', '=', 'bich').executeTakeFirstOrThrow()
  const token = await db.transact((tx) => openSession(tx, id, { at: Date.now(), days: 1 }))
  const home = env.DATA_DIR ?? ''
  const restored: Planted = { ...at, home, env, db, cookies: { ...at.cookies, bich: `${SESSION_COOKIE}=${token}` } }
  const server = new ServerProcess(program, env)
  try {
    const url = await server.listening
    if (url === null) throw new Error(`the restored server did not start: ${server.said}`)
    let again = 0
    for (const station of stations) again += await station.finishAfterRestore(url)
    // What people did after the backup began stands or not; what they did before must.
    const sure = new Set(newest.acts.map(({ what, name }) => `${what} ${name}`))
    const acts = staff.acts.map((act) => {
      return { ...act, sure: act.sure === true && !sure.has(`${act.what} ${act.name}`) ? null : act.sure, stood: null }
    })
    tally.broken.push(...(await atTheEnd(restored, url, stations, { acts, broken: [] })))
    return again
  } finally {
    await server.stop()
  }
}

async function prove(program: Program): Promise<Tally> {
  const tally: Tally = { sound: 0, busy: 0, inVain: 0, waited: 0, killed: 0, broken: [] }
  // Its name says which audio everybody plays; nobody has the file.
  const at = await plant({ days: 60, env: { AUDIO_WORKERS: '1', BACKUP_KEY: KEY } })
  await at.db.q.updateTable('media_file').set({ removed_at: 1, removed_reason: 'Chỉ có tên' }).execute()
  const [target, elsewhere] = [`${at.home}-backups`, `${at.home}-restored`]
  const env = { ...at.env, BACKUP_TO: target }
  const server = new ServerProcess(program, at.env)
  const { stations, staff } = people(at, Number(values.seed))
  const lines = { over: false, url: () => server.url }
  try {
    if ((await server.listening) === null) throw new Error(server.said)
    const everybody = [
      ...stations.map((one) => one.run(lines)),
      staff.run(lines),
      staff.run(lines),
      staff.upload(lines),
    ]
    await sleep(3000)
    const made = await backUpAll(program, env, () => acknowledgedBy(stations, staff), tally)
    await sleep(2000)
    lines.over = true
    await server.kill9()
    await Promise.all(everybody)
    const all = acknowledgedBy(stations, staff)
    for (const one of stations) tally.broken.push(...one.broken.splice(0))
    tally.broken.push(...staff.broken.splice(0))
    const listed = await command(program, env, ['backup', 'list'])
    say(listed.out.trim())
    const newest = made.at(-1)
    if (!newest) throw new Error('no backup was made')
    const place = await restoreElsewhere(program, env, elsewhere, newest, tally)
    const again = await goOn(program, at, place, stations, { newest, staff, tally })
    await place.db.close()
    const took = made.map(({ seconds }) => seconds).sort((a, b) => a - b)
    say(
      `${made.length} backups under load (${took[0]?.toFixed(1)} to ${took.at(-1)?.toFixed(1)} s) and ${tally.killed} killed; ${tally.inVain} begun in vain behind a killed one, at most ${tally.waited.toFixed(0)} s; ${tally.busy} found the database busy for too long and were begun again; ${all.events.length} events and ${all.acts.length} acts acknowledged in all, ${newest.events.length} and ${newest.acts.length} before the last backup; ${tally.sound} uploads found whole; ${again} events reported again; broken ${tally.broken.length}`,
    )
    return tally
  } finally {
    lines.over = true
    await server.stop()
    await at.remove()
    for (const folder of [target, elsewhere]) await rm(folder, { recursive: true, force: true })
  }
}

const program = await buildProgram()
try {
  const { broken } = await prove(program)
  for (const one of broken.slice(0, 30)) say(`  ${one}`)
  process.exitCode = broken.length === 0 ? 0 : 1
} finally {
  await program.remove()
}
