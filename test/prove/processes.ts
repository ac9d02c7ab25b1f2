/**
 * `npm run prove -- processes`: two server processes on one Postgres and one bucket, 200 virtual stations that report to
 * either, staff who edit on one, and the process that wakes the periodic jobs killed in the middle, and back a while later.
 * Afterwards everything acknowledged stands in the ledger once, and the ledger's own proof finds no difference.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { sha256 } from '../../src/kernel/canonical.ts'
import type { LocalDate } from '../../src/kernel/dates.ts'
import { newSecret } from '../../src/kernel/ids.ts'
import { startPostgres } from '../faults/postgres.ts'
import { openObjectStore } from '../object-store.ts'
import { type Installation, install, startServer } from './installation.ts'

const STATIONS = 200
const ROUNDS = 6
const EVENTS = 5
const LEAD = { classid: 0x534f_4e47, objid: 1 }

type Station = { readonly code: string; readonly key: string; readonly journal: string }

async function addStations({ db }: Installation): Promise<Station[]> {
  return db.transact(async (tx) => {
    const unit = await tx.q.selectFrom('unit').select('id').executeTakeFirstOrThrow()
    const made: Station[] = []
    for (let n = 0; n < STATIONS; n += 1) {
      const code = `xa-${String(n).padStart(3, '0')}`
      const key = newSecret()
      const row = {
        code,
        name: `Đài xã số ${n}`,
        frequency: null,
        contact_name: null,
        contact_phone: null,
        created_at: 0,
      }
      const { id } = await tx.q
        .insertInto('station')
        .values({ ...row, active_from: null, active_to: null })
        .returning('id')
        .executeTakeFirstOrThrow()
      const assignment = {
        station_id: id,
        from_date: '1990-01-01' as LocalDate,
        level_code: 'commune',
        unit_id: unit.id,
      }
      await tx.q.insertInto('station_assignment').values(assignment).execute()
      const keyRow = { station_id: id, name: 'Máy phát', key_hash: sha256(key), created_at: 0, created_by: null }
      await tx.q
        .insertInto('station_key')
        .values({ ...keyRow, last_used_at: null, revoked_at: null, revoked_by: null })
        .execute()
      made.push({ code, key, journal: randomUUID() })
    }
    return made
  })
}

async function leader({ db }: Installation): Promise<number | null> {
  const { rows } = await sql<{ pid: number }>`select pid from pg_locks where locktype = 'advisory' and granted
    and classid = ${LEAD.classid} and objid = ${LEAD.objid}`.execute(db.q)
  return rows[0]?.pid ?? null
}

/** Sends a batch until one of the servers has acknowledged it, as the agent does. @returns how often it was sent in vain */
async function report(station: Station, events: readonly unknown[], urls: () => readonly string[]): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    const all = urls()
    const url = all[Math.floor(Math.random() * all.length)]
    const stream = { device_id: station.code, journal_id: station.journal, boot_id: 'b1' }
    const body = { ...stream, sent_at: new Date().toISOString(), sent_mono_ms: performance.now(), events }
    const answer = await fetch(`${url}/api/v1/stations/${station.code}/as-run`, {
      method: 'POST',
      headers: { authorization: `Bearer ${station.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() => null)
    await answer?.arrayBuffer().catch(() => null)
    if (answer?.status === 200) return tries
    if (answer && answer.status < 500) throw new Error(`${station.code}: ${answer.status}`)
    await wait(200)
  }
}

const eventsOf = (round: number) =>
  Array.from({ length: EVENTS }, (_, i) => ({
    event_id: randomUUID(),
    seq: round * EVENTS + i,
    kind: 'finished',
    sha256: 'a'.repeat(64),
    at: new Date().toISOString(),
    played_seconds: 60,
  }))

async function prove(at: Installation): Promise<readonly string[]> {
  const stations = await addStations(at)
  const first = await startServer(at)
  while ((await leader(at)) === null) await wait(100)
  const leads = await leader(at)
  const second = await startServer(at)
  let up = [first.url, second.url]
  let third: Awaited<ReturnType<typeof startServer>> | undefined
  const sent = new Set<string>()
  const ask = async (path: string, body?: unknown): Promise<Response> => {
    const headers = { cookie: at.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
    const asked = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    return fetch(`${second.url}${path}`, { headers, ...asked })
  }
  try {
    let again = 0
    let atKill = 0
    let kill = (): void => {}
    const dies = new Promise<number>((resolve) => {
      kill = () => {
        if (atKill > 0) return
        atKill = sent.size
        void first.kill9().then(() => resolve(performance.now()))
      }
    })
    let edits = 0
    const run = async (station: Station): Promise<void> => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const events = eventsOf(round)
        // Not `again += await …`, which would forget what others added meanwhile.
        const inVain = await report(station, events, () => up)
        again += inVain
        // An answer may be lost: every fifth batch comes once more, to whichever server.
        if (Math.random() < 0.2) await report(station, events, () => up)
        for (const { event_id } of events) sent.add(event_id)
        // Here and not by a timer, which a busy machine runs when all is over.
        if (sent.size >= (STATIONS * ROUNDS * EVENTS) / 3) kill()
      }
    }
    await ask('/api/v1/segments', { name: 'Cải cách hành chính' })
    let working = true
    const staff = (async () => {
      while (working) {
        const made = await ask('/api/v1/episodes', { segment: 'cai-cach-hanh-chinh', title: `Kỳ ${edits}` })
        if (made.status === 201) edits += 1
        await wait(100)
      }
    })()
    const all = Promise.all(stations.map(run))
    const killed = await dies
    // Only its own clients notice at once; the balancer goes on sending for a second.
    await wait(1000)
    up = [second.url]
    let now: number | null = leads
    while (now === null || now === leads) {
      await wait(50)
      now = await leader(at)
    }
    const taken = (performance.now() - killed) / 1000
    third = await startServer(at)
    up = [second.url, third.url]
    await all
    working = false
    await staff
    const rows = await at.db.q.selectFrom('evidence').where('event_id', 'is not', null).select('event_id').execute()
    const there = new Set(rows.map(({ event_id }) => event_id))
    const episodes = await at.db.q.selectFrom('episode').select('id').execute()
    const proof = (await (await ask('/api/v1/ledger/verify')).json()) as { ok?: boolean }
    process.stdout.write(
      `${STATIONS} stations, 2 processes: ${sent.size} events acknowledged, ${atKill} of them when the leader was killed, ${rows.length} rows, ${again} sent in vain and again; ${edits} edits acknowledged, ${episodes.length} there; the lead taken over ${taken.toFixed(1)} s after kill -9; verify ${proof.ok === true ? 'finds no difference' : JSON.stringify(proof).slice(0, 300)}\n`,
    )
    return [
      ...(rows.length === there.size ? [] : [`${rows.length - there.size} events stand twice`]),
      ...[...sent].filter((id) => !there.has(id)).map((id) => `lost: ${id}`),
      ...(there.size === sent.size ? [] : [`${there.size} events stand of ${sent.size}`]),
      ...(episodes.length === edits ? [] : [`${episodes.length} episodes of ${edits}`]),
      ...(taken < 15 ? [] : [`the lead was taken over after ${taken} s`]),
      ...(proof.ok === true ? [] : ['verify finds a difference']),
    ]
  } finally {
    await first.kill9()
    await third?.stop()
    await second.stop()
  }
}

const postgres = await startPostgres()
const store = await openObjectStore()
try {
  const url = await postgres.database('processes')
  const at = await install({ DATABASE_URL: url, AUDIO_WORKERS: '0', ...store.env })
  try {
    const broken = await prove(at)
    if (broken.length > 0) throw new Error(broken.slice(0, 20).join('; '))
  } finally {
    await at.remove()
  }
} finally {
  await store.close()
  await postgres.remove()
}
