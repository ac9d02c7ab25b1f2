import { pagesOf } from '../desk-pages.ts'
import { type DeskStory, tellDesk } from '../desk-story.ts'
import { Chance } from '../faults/chance.ts'
import { wav } from '../sound.ts'
import { TAMS_STATION } from '../story.ts'
import type { Client, World } from '../world.ts'
import { type FuzzReport, noReport, said, slowestOf } from './report.ts'
import {
  type ApiDocument,
  apiInput,
  type Form,
  formInput,
  formsOf,
  type Input,
  operationsOf,
  pageInput,
  resolverOf,
} from './requests.ts'
import type { Pool } from './values.ts'

/** Longer than this, by processor time, is a hang: the whole server waits meanwhile. */
export const HANG_MS = 1000

const ROLES = ['editor', 'approver', 'technician', 'scheduler', 'reform_office'] as const

/** The world of the desk with one person who may do everything, so that inputs come far. */
class Target {
  readonly world: World
  readonly story: DeskStory
  admin: Client
  station: Client
  private constructor(world: World, story: DeskStory, admin: Client, station: Client) {
    this.world = world
    this.story = story
    this.admin = admin
    this.station = station
  }
  static async open(): Promise<Target> {
    const { world, story } = await tellDesk({ env: { HORIZON_DAYS: '14' } })
    const account_id = world.accounts.bao
    for (const role of ROLES) await world.ctx.db.q.insertInto('account_role').values({ account_id, role }).execute()
    return new Target(world, story, await world.as('bao'), await world.station(TAMS_STATION))
  }
  /** An input may have ended the session or the key: others follow. */
  async renew(): Promise<void> {
    const { q } = this.world.ctx.db
    if ((await this.admin.get('/api/v1/session')).status !== 200) {
      await q.updateTable('account').set({ active: 1 }).where('id', '=', this.world.accounts.bao).execute()
      this.admin = await this.world.as('bao')
    }
    const playlist = await this.station.get(`/api/v1/stations/${TAMS_STATION}/playlist.json`)
    if (playlist.status === 401) this.station = await this.world.station(TAMS_STATION)
  }
}

function poolOf({ story, world }: Target): Pool {
  const small = [1, 2, 3, 4, 5, 6, 7, 8]
  return {
    id: [...small, story.episode, story.slot, story.urgent, story.emergency],
    code: [TAMS_STATION, story.otherStation, story.segment, story.unit, 'commune', 'ven-song'],
    ...{ station: [TAMS_STATION, story.otherStation], stations: [TAMS_STATION, story.otherStation] },
    ...{ segment: [story.segment, 'all'], level: ['commune', 'district'], group: ['ven-song'], unit: [story.unit] },
    ...{ airing_id: [story.airing, story.coming], airing: [story.airing, story.coming] },
    ...{ from: ['2026-11-20', '2026-11-25', '1990-01-01'], to: ['2026-11-30', '2026-12-02'], date: ['2026-11-24'] },
    ...{
      episode_id: [story.episode, story.urgent],
      slot_id: [story.slot],
      recording_id: small,
      fallback_episode_id: small,
    },
    ...{ revision: small, base_revision: [0, 1, 2, 3], number: [1, 2], change: small, days: [1, 7], window: [30] },
    ...{ format: ['json', 'm3u', 'm3u8', 'xspf', 'pls', 'ics', 'rss'], extension: ['mp3', 'wav', 'opus'] },
    ...{
      period: ['2026-10', '2026-11', '2026', 'cchc:2026-Q1', '2026-W47', '2020-Q3'],
      by: ['level', 'station,month', 'week'],
    },
    ...{ for: ['liquidsoap'], username: Object.keys(world.accounts), q: ['mot cua', 'xã', 'Một cửa liên thông'] },
    ...{ ngay: ['21/11/2026'], tu: ['01/10/2026'], den: ['30/11/2026'], dai: [TAMS_STATION], so: ['aired', 'planned'] },
    ...{
      sha256: ['a'.repeat(64)],
      hash: [story.closing],
      device_id: ['may-1'],
      journal_id: ['so-1'],
      event_id: ['e1', 'e2'],
    },
  }
}

/** The forms of all pages, each once by where it goes. */
async function crawl({ admin, story }: Target): Promise<{ pages: readonly string[]; forms: Form[] }> {
  const pages = pagesOf(story, ['page', 'open', 'paper', 'file'])
  const forms = new Map<string, Form>()
  for (const page of pages) {
    const response = await admin.request(page)
    const html = await response.text()
    if (!(response.headers.get('content-type') ?? '').includes('html')) continue
    for (const form of formsOf(html, page))
      forms.set(`${form.action} ${form.fields.map(([name]) => name).join()}`, form)
  }
  // Signing out says little and costs a session.
  return { pages, forms: [...forms.values()].filter(({ action }) => action !== '/dang-xuat') }
}

/** Sends `inputs` inputs, a fresh world for every `perWorld` of them, and adds what came out to the report. */
export async function fuzzRoutes(
  asked: { seed: number; inputs: number; perWorld?: number; say?: (text: string) => void },
  report = noReport(),
): Promise<FuzzReport> {
  const perWorld = asked.perWorld ?? 5000
  const routes = new Set<string>()
  for (let done = 0; done < asked.inputs; done += perWorld) {
    const seed = asked.seed + done / perWorld
    await oneWorld(seed, Math.min(perWorld, asked.inputs - done), report, routes, asked.say)
    report.routes = routes.size
    asked.say?.(said(report))
    if (report.broken.length > 200) break
  }
  return report
}

/** What writes a file or reads everything: one in eight of its turns says as much. */
const LONG = /verify|export|docx|xlsx|holiday|bundle|kiem-tra|tai-ve|tep$|xuat/

async function oneWorld(
  seed: number,
  inputs: number,
  report: FuzzReport,
  routes: Set<string>,
  say?: (text: string) => void,
): Promise<void> {
  const target = await Target.open()
  try {
    const chance = new Chance(seed)
    const pool = poolOf(target)
    const document = (await target.admin.get('/api/v1/openapi.json')).body as ApiDocument
    const [operations, resolve] = [operationsOf(document), resolverOf(document)]
    const { pages, forms } = await crawl(target)
    const files = [
      wav(1),
      Buffer.from('Ngày;Giờ;Đài\n21/11/2026;05:15;x\n'),
      Buffer.from('PK\u0003\u0004xxxx'),
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1]),
      Buffer.alloc(0),
    ]
    for (let n = 0; n < inputs; n += 1) {
      const kind = chance.below(100)
      const input =
        kind < 72
          ? apiInput(chance.of(operations), chance, pool, resolve)
          : kind < 90 && forms.length > 0
            ? formInput(chance.of(forms), chance, pool, files)
            : pageInput(chance.of(pages), chance, pool)
      if (LONG.test(input.route) && chance.happens(0.875)) {
        n -= 1
        continue
      }
      routes.add(input.route)
      const known = report.broken.length
      const status = await one(chance.happens(0.8) ? target.admin : target.station, input, `${seed}/${n}`, report)
      if (status === '401') await target.renew()
      for (const one of report.broken.slice(known)) say?.(`  ${one}`)
      if (n % 1000 === 999) say?.(`seed ${seed}: ${said(report)}`)
    }
    const ends = await target.world.nobody().get('/readyz')
    if (ends.status !== 200) report.broken.push(`seed ${seed}: not ready in the end: ${ends.status}`)
  } finally {
    await target.world.close()
  }
}

const brief = (input: Input): string => {
  const body = input.body === null ? '' : input.body instanceof FormData ? '[form]' : Buffer.from(input.body).toString()
  const headers = Object.entries(input.headers).map(([name, value]) => `${name}: ${value.slice(0, 60)}`)
  return `${input.method} ${input.path.slice(0, 300)} {${headers.join('; ')}} ${body.slice(0, 600)}`
}

async function one(client: Client, input: Input, at: string, report: FuzzReport): Promise<string> {
  const before = process.cpuUsage()
  let status: string
  try {
    const body = input.body instanceof Uint8Array ? new Uint8Array(input.body) : input.body
    const response = await client.request(input.path, { method: input.method, headers: { ...input.headers }, body })
    status = String(response.status)
    await end(response)
  } catch (error) {
    // What no HTTP client can send (a header with a line end, a path that is none) is not an input.
    if (error instanceof TypeError && /header|URL|Request|method/i.test(error.message)) return ''
    status = 'thrown'
    report.broken.push(`${at} thrown ${error instanceof Error ? error.stack : String(error)}: ${brief(input)}`)
  }
  const { user, system } = process.cpuUsage(before)
  const ms = Math.round((user + system) / 1000)
  report.inputs += 1
  report.byStatus[status] = (report.byStatus[status] ?? 0) + 1
  // 501 is what the tus protocol has for an extension of it that was not announced.
  if (/^5/.test(status) && !(status === '501' && input.headers['upload-concat'] !== undefined))
    report.broken.push(`${at} ${status}: ${brief(input)}`)
  if (ms > HANG_MS) report.broken.push(`${at} took ${ms} ms of processor time: ${brief(input)}`)
  report.slowest = slowestOf([...report.slowest, { ms, what: `${at} ${status} ${brief(input).slice(0, 160)}` }])
  return status
}

/** Reads an answer to its end; what never ends is left after its beginning. */
async function end(response: Response): Promise<void> {
  if ((response.headers.get('content-type') ?? '').startsWith('text/event-stream')) {
    await response.body?.cancel()
    return
  }
  const reader = response.body?.getReader()
  for (let bytes = 0; reader && bytes < 20_000_000; ) {
    const part = await reader.read()
    if (part.done) return
    bytes += part.value.byteLength
  }
  await reader?.cancel()
}
