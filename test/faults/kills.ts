import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { strays } from '../prove/installation.ts'
import { compareActs } from './acts.ts'
import { Chance } from './chance.ts'
import { CODES, type Planted, plant, WITHOUT_PLAYER } from './plant.ts'
import { type Program, ServerProcess } from './program.ts'
import { Staff } from './staff.ts'
import { type Lines, VirtualStation } from './stations.ts'

export type KillsAsked = {
  readonly seed: number
  readonly kills: number
  /** How many server processes work on the one database. */
  readonly servers: number
  /** Of an empty Postgres database; without it SQLite. */
  readonly databaseUrl?: string
  readonly days?: number
  readonly env?: Record<string, string>
}

export type KillsReport = {
  readonly seed: number
  readonly kills: number
  /** Of them before the server listened, and of a tool (ffmpeg) instead of the server. */
  readonly atStart: number
  readonly tools: number
  readonly events: number
  readonly cut: number
  readonly again: number
  readonly acts: Readonly<Record<string, number>>
  /** Acts over which the server died, and how many of them stood afterwards. */
  readonly unsure: number
  readonly unsureThere: number
  readonly comparisons: number
  readonly airings: number
  readonly seconds: number
  readonly broken: readonly string[]
}

/** The servers of one installation, started, killed and started again. */
class Servers implements Lines {
  over = false
  readonly #all: (ServerProcess | null)[]
  readonly #program: Program
  readonly #at: Planted
  readonly #chance: Chance
  constructor(program: Program, at: Planted, n: number, chance: Chance) {
    this.#program = program
    this.#at = at
    this.#all = Array.from({ length: n }, () => null)
    this.#chance = chance
  }
  url(): string | null {
    const up = this.#all.flatMap((one) => (one?.url ? [one.url] : []))
    return up.length === 0 ? null : this.#chance.of(up)
  }
  begin(n: number): ServerProcess {
    const made = new ServerProcess(this.#program, this.#at.env)
    this.#all[n] = made
    return made
  }
  async up(n: number): Promise<ServerProcess> {
    const made = this.begin(n)
    if ((await made.listening) === null) throw new Error(`the server ended before it listened: ${made.said}`)
    return made
  }
  one(n: number): ServerProcess | null {
    return this.#all[n] ?? null
  }
  async stop(): Promise<void> {
    for (const one of this.#all) await one?.stop()
  }
}

/** Kills at random moments while stations report and staff edit, and looks after each what stands. */
export async function killAtRandom(program: Program, asked: KillsAsked): Promise<KillsReport> {
  const begun = performance.now()
  const chance = new Chance(asked.seed)
  const at = await plant({
    days: asked.days ?? 20,
    env: { AUDIO_WORKERS: '1', ...asked.env },
    ...(asked.databaseUrl === undefined ? {} : { databaseUrl: asked.databaseUrl }),
  })
  const servers = new Servers(program, at, asked.servers, new Chance(asked.seed + 1))
  const { stations, staff } = people(at, asked.seed)
  const broken: string[] = []
  const did = { atStart: 0, tools: 0, comparisons: 0 }
  try {
    for (let n = 0; n < asked.servers; n += 1) await servers.up(n)
    const work = [
      ...stations.map((one) => one.run(servers)),
      staff.run(servers),
      staff.run(servers),
      staff.upload(servers),
    ]
    for (let kill = 0; kill < asked.kills; kill += 1) {
      const which = chance.below(asked.servers)
      await somethingIsDone(stations, staff, chance.between(0, 30))
      await sleep(chance.below(80))
      if (chance.happens(0.1) && (await killTool(at.home))) did.tools += 1
      else await servers.one(which)?.kill9()
      if (chance.happens(0.12)) {
        // Dies while it starts, too.
        const begins = servers.begin(which)
        await sleep(chance.between(50, 1500))
        if (begins.url === null) did.atStart += 1
        await begins.kill9()
      }
      const found = await afterKill(at, stations, staff)
      did.comparisons += 1
      broken.push(...found.map((one) => `kill ${kill}: ${one}`))
      if (servers.one(which)?.dead !== false) await servers.up(which)
      if (broken.length > 20) break
    }
    servers.over = true
    await Promise.all(work)
    const url = servers.url()
    if (url === null) throw new Error('no server is up in the end')
    for (const station of stations) await station.finish(url)
    broken.push(...(await atTheEnd(at, url, stations, staff)))
  } finally {
    servers.over = true
    await servers.stop()
    await at.remove()
  }
  const acts: Record<string, number> = {}
  for (const act of staff.acts) if (act.sure) acts[act.what] = (acts[act.what] ?? 0) + 1
  const unsure = staff.acts.filter(({ sure }) => sure === null)
  return {
    ...{ seed: asked.seed, kills: asked.kills, ...did, acts, broken },
    events: stations.reduce((sum, one) => sum + one.acknowledged.size, 0),
    cut: stations.reduce((sum, one) => sum + one.cut, 0),
    again: stations.reduce((sum, one) => sum + one.again, 0),
    unsure: unsure.length,
    unsureThere: unsure.filter(({ stood }) => stood === 1).length,
    airings: stations.reduce((sum, one) => sum + one.played.size, 0),
    seconds: Math.round((performance.now() - begun) / 1000),
  }
}

/** Stations with a player, and the staff, who attest for the others and correct some of what players report. */
export function people(at: Planted, seed: number): { stations: VirtualStation[]; staff: Staff } {
  const withPlayer = CODES.slice(0, -WITHOUT_PLAYER)
  const byStation = (code: string) => at.airings.filter(({ station }) => station === code)
  const stations = withPlayer.map((code, n) => {
    const key = at.keys[code] ?? ''
    return new VirtualStation(code, key, byStation(code), new Chance(seed * 1009 + n))
  })
  const correct = withPlayer.flatMap((code) => byStation(code).filter((_, n) => n % 7 === 3)).reverse()
  const attest = CODES.slice(-WITHOUT_PLAYER).flatMap(byStation)
  return { stations, staff: new Staff(at, new Chance(seed * 1009 + 500), { attest, correct }) }
}

/** Waits until `more` acts and events were acknowledged, however fast the machine is; at most six seconds. */
async function somethingIsDone(stations: readonly VirtualStation[], staff: Staff, more: number): Promise<void> {
  const done = (): number =>
    stations.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0) +
    // An act is slower than an event and says more.
    3 * staff.acts.filter(({ sure }) => sure).length
  const wanted = done() + more
  for (const until = performance.now() + 6000; done() < wanted && performance.now() < until; ) await sleep(5)
}

/** Ends a tool that the server started. @returns false when none runs */
async function killTool(home: string): Promise<boolean> {
  for (const pid of await strays(home)) {
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
    if (!name.startsWith('ff')) continue
    try {
      process.kill(Number(pid), 'SIGKILL')
      return true
    } catch {
      // It came to its end by itself.
    }
  }
  return false
}

async function events(at: Planted): Promise<Map<string, { n: number; state: string }>> {
  const rows = await at.db.q
    .selectFrom('evidence')
    .select(['event_id', 'state'])
    .where('event_id', 'is not', null)
    .execute()
  const found = new Map<string, { n: number; state: string }>()
  for (const { event_id, state } of rows)
    if (event_id !== null) found.set(event_id, { n: (found.get(event_id)?.n ?? 0) + 1, state })
  return found
}

/** What was acknowledged until now stands, once, while nobody has repaired anything yet. */
async function afterKill(at: Planted, stations: readonly VirtualStation[], staff: Did): Promise<string[]> {
  // What is acknowledged is on disk: what came in meanwhile can only add to what is compared.
  const known = stations.map((one) => ({ one, ids: [...one.acknowledged.keys()] }))
  const acts = staff.acts.filter(({ sure, stood }) => sure !== null || stood !== null)
  const there = await events(at)
  const broken: string[] = []
  for (const { one, ids } of known) {
    for (const id of ids) {
      const n = there.get(id)?.n ?? 0
      if (n !== 1) broken.push(`${one.code}: event ${id} was acknowledged and stands ${n} times`)
    }
    broken.push(...one.broken.splice(0))
  }
  broken.push(...staff.broken.splice(0), ...(await compareActs(at.db, acts)))
  if (at.db.dialect === 'sqlite') {
    const check = await sql<{ quick_check: string }>`pragma quick_check`.execute(at.db.q)
    if (check.rows[0]?.quick_check !== 'ok') broken.push(`quick_check: ${JSON.stringify(check.rows)}`)
  }
  return broken
}

/** What people did, as far as it is to be compared. */
export type Did = Pick<Staff, 'acts' | 'broken'>

/** Everything, one by one: each event, each act, each airing's outcome, the report's number, the proof, the files. */
export async function atTheEnd(
  at: Planted,
  url: string,
  stations: readonly VirtualStation[],
  staff: Did,
): Promise<string[]> {
  const broken = await afterKill(at, stations, staff)
  broken.push(...(await compareActs(at.db, staff.acts)))
  const there = await events(at)
  const sent = stations.reduce((sum, one) => sum + one.acknowledged.size, 0)
  if (there.size !== sent) broken.push(`${there.size} events stand of ${sent} that were sent`)
  for (const { acknowledged } of stations)
    for (const [id, status] of acknowledged) {
      const state = there.get(id)?.state
      const isRight = status === 'quarantined' ? state === 'quarantined' : state !== 'rejected' && state !== 'discarded'
      if (!isRight) broken.push(`event ${id} was answered ${status} and is ${state}`)
    }
  broken.push(...(await outcomes(at, url, stations, staff)))
  const proof = await ask(at, url, '/api/v1/ledger/verify')
  if (proof.ok !== true) broken.push(`verify: ${JSON.stringify(proof).slice(0, 600)}`)
  broken.push(...(await recordings(at)))
  return broken
}

async function ask(at: Planted, url: string, path: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}${path}`, { headers: { cookie: at.cookies.bich } })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Record<string, unknown>
}

/** Each airing says what was last said of it, and the report counts what the airings say. */
async function outcomes(at: Planted, url: string, stations: readonly VirtualStation[], staff: Did): Promise<string[]> {
  const wanted = new Map<string, string>()
  for (const { played } of stations) for (const id of played) wanted.set(id, 'aired')
  for (const what of ['attestation', 'correction'])
    for (const act of staff.acts) if (act.what === what && act.stood === 1) wanted.set(act.name, act.outcome ?? '')
  const broken: string[] = []
  let aired = 0
  const rows = await at.db.q
    .selectFrom('airing')
    .select(['station_id', 'starts_at', 'outcome'])
    .where('outcome', 'is not', null)
    .execute()
  const said = new Map(rows.map((row) => [`${row.station_id} ${row.starts_at}`, row.outcome]))
  for (const { id, stationId, startsAt } of at.airings) {
    const outcome = said.get(`${stationId} ${startsAt}`) ?? null
    if (outcome !== (wanted.get(id) ?? null)) broken.push(`airing ${id}: ${wanted.get(id)} was said, ${outcome} stands`)
    if (outcome === 'aired') aired += 1
  }
  const [from, to] = [at.airings[0]?.on, at.airings.at(-1)?.on]
  const report = await ask(at, url, `/api/v1/reports/airings.json?from=${from}&to=${to}&segment=cai-cach-hanh-chinh`)
  const totals = report.totals as Record<string, { aired: number }>
  const current = (report.current as { totals?: typeof totals } | undefined)?.totals
  const counted = (current ?? totals).commune?.aired
  if (counted !== aired) broken.push(`${aired} airings went on air, the report counts ${counted}`)
  return broken
}

/** Every recording came to its end, and its file is what its name says; nothing half-written lies about. */
async function recordings(at: Planted): Promise<string[]> {
  const broken: string[] = []
  const media = join(at.home, 'media')
  const until = performance.now() + 60_000
  for (;;) {
    const open = await at.db.q
      .selectFrom('recording')
      .select('id')
      .where('state', 'in', ['waiting', 'working'])
      .execute()
    if (open.length === 0) break
    if (performance.now() > until) {
      broken.push(`${open.length} recordings came to no end`)
      break
    }
    await sleep(200)
  }
  const files = await at.db.q.selectFrom('media_file').select(['sha256', 'extension']).execute()
  for (const { sha256, extension } of files) {
    if (/^a+$/.test(sha256)) continue
    const bytes = await readFile(join(media, 'stored', sha256.slice(0, 2), `${sha256}.${extension}`)).catch(() => null)
    const digest = bytes && createHash('sha256').update(bytes).digest('hex')
    if (digest !== sha256) broken.push(`${sha256}.${extension} is not what it says: ${digest}`)
  }
  const left = await readdir(join(media, 'incoming', '.work')).catch(() => [])
  if (left.length > 0) broken.push(`left in the work folder: ${left.join(', ')}`)
  return broken
}

/** One line of figures. */
export const inShort = (run: KillsReport): string =>
  `seed ${run.seed}: ${run.kills} kills (${run.atStart} more while starting, ${run.tools} of a tool instead); ${run.events} events acknowledged, ${run.cut} reports cut and sent again, ${run.again} sent twice; acts ${Object.entries(
    run.acts,
  )
    .map(([what, n]) => `${what} ${n}`)
    .join(
      ', ',
    )}; ${run.unsure} acts without an answer, ${run.unsureThere} of them done; ${run.airings} airings; broken ${run.broken.length}; ${run.seconds} s`
