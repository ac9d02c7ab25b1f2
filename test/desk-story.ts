import { vi } from 'vitest'
import { workRecordings } from '../src/library/index.ts'
import { wav } from './sound.ts'
import { DISTRICT_STATION, type Person, TAMS_STATION } from './story.ts'
import { type Answer, type Client, openWorld, type World, type WorldOptions } from './world.ts'

const SEGMENT = 'cai-cach-hanh-chinh'
const BEFORE = '2026-11-16T07:00:00+07:00'
/** Monday evening of the week that is told. */
const NOW = '2026-11-23T18:00:00+07:00'
const SCRIPT = `# Một cửa liên thông ở xã

PTV 1: Kính thưa bà con, mời nghe tiết mục **Cải cách hành chính**.

- Căn cước công dân`

/** Things of the story that pages show, by what stands in their addresses. */
export type DeskStory = {
  readonly episode: number
  /** An emergency that waits for clearance. */
  readonly urgent: number
  readonly emergency: number
  readonly slot: number
  readonly segment: string
  /** An airing of Tâm's station that has been. */
  readonly airing: string
  /** One that is to come. */
  readonly coming: string
  readonly log: number
  /** The hash of the closed month. */
  readonly closing: string
  readonly photo: number
  readonly station: string
  readonly otherStation: string
  readonly account: number
  readonly unit: string
}

/** @throws Error with the answer when it is no success */
function taken(answer: Answer): Answer['body'] {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

async function record(world: World, phuc: Client, episode: number, hertz: number): Promise<void> {
  const sound = wav(4, { hertz })
  const tus = { 'tus-resumable': '1.0.0' }
  const b64 = (text: string): string => Buffer.from(text).toString('base64')
  const told = `episode_id ${b64(String(episode))},filename ${b64('CCHC.wav')}`
  const begun = await phuc.request('/api/v1/uploads', {
    method: 'POST',
    headers: { ...tus, 'upload-length': String(sound.length), 'upload-metadata': told },
  })
  const type = { 'content-type': 'application/offset+octet-stream', 'content-length': String(sound.length) }
  await phuc.request(begun.headers.get('location') ?? '', {
    method: 'PATCH',
    headers: { ...tus, 'upload-offset': '0', ...type },
    body: new Uint8Array(sound),
  })
  await workRecordings(world.ctx)
}

/** A page's form as a browser sends it, files and all. @returns where it leads */
async function sent(client: Client, path: string, fields: Readonly<Record<string, string | Blob>>): Promise<string> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const answer = await client.request(path, { method: 'POST', body })
  if (answer.status !== 303) throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 2000)}`)
  return answer.headers.get('location') ?? ''
}

type People = Readonly<Record<Exclude<Person, 'bich'>, Client>>

async function tellEpisode(world: World, { lan, minh, phuc }: People, title: string, more: object): Promise<number> {
  const { id } = taken(await lan.post('/api/v1/episodes', { segment: SEGMENT, title, ...more }))
  taken(await lan.post(`/api/v1/episodes/${id}/scripts`, { body: SCRIPT, base_revision: 0 }))
  for (const [who, kind] of [
    [lan, 'submitted'],
    [minh, 'approved'],
  ] as const)
    taken(await who.post(`/api/v1/episodes/${id}/decisions`, { kind }))
  await record(world, phuc, id, 200 + id)
  return id
}
const clear = async (minh: Client, id: number): Promise<void> =>
  taken(await minh.post(`/api/v1/episodes/${id}/decisions`, { kind: 'cleared' }))

async function planWeek(ha: Client): Promise<number> {
  const rule = { weekdays: [1, 2, 3, 4, 5, 6, 7], times: ['05:15', '17:15'] }
  const slot = { segment: SEGMENT, target: { kind: 'all' }, rule, from: '2026-11-17', duration_seconds: 900 }
  const seen = taken(await ha.post('/api/v1/slots/dry-runs', { kind: 'create', slot }))
  return taken(await ha.post('/api/v1/slots', { ...slot, dry_run: seen.hash })).id
}

async function hear(world: World): Promise<void> {
  const box = await world.station(TAMS_STATION)
  const device = { device_id: 'hop', journal_id: 'j1', boot_id: 'b1', sent_at: NOW, sent_mono_ms: 60_000 }
  const stray = { event_id: 'e-1', seq: 1, kind: 'started', at: '2019-01-01T00:00:00Z', sha256: 'a'.repeat(64) }
  taken(await box.post(`/api/v1/stations/${TAMS_STATION}/as-run`, { ...device, events: [stray] }))
}

async function emergency(world: World, ha: Client, episodeId: number): Promise<number> {
  const wish = { episode_id: episodeId, target: { kind: 'all' }, times: 1 }
  const { dry_run, station_count } = taken(await ha.post('/api/v1/emergencies/dry-runs', wish))
  taken(await ha.post('/api/v1/emergencies', { ...wish, dry_run, confirmation: String(station_count) }))
  const { id } = await world.ctx.db.q.selectFrom('emergency').select('id').executeTakeFirstOrThrow()
  return id
}

/** The smallest picture there is. */
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

async function logOf(world: World, people: People): Promise<Pick<DeskStory, 'airing' | 'coming' | 'log' | 'photo'>> {
  const { tam, ha } = people
  const list = async (day: string) =>
    taken(await tam.get(`/api/v1/airings?from=${day}&to=${day}&stations=${TAMS_STATION}`)).items
  const [heard, missed] = await list('2026-11-21')
  const [coming] = await list('2026-11-25')
  const airing: string = heard.airing_id
  await sent(tam, `/nhat-ky/${airing}/xac-nhan`, { outcome: 'aired', note: 'sổ trực trang 12' })
  await sent(tam, `/nhat-ky/${missed.airing_id}/xac-nhan`, { outcome: 'missed', note: 'mất điện' })
  const photo = new File([new Uint8Array(Buffer.from(DOT, 'base64'))], 'so.png', { type: 'image/png' })
  await sent(tam, `/nhat-ky/${airing}/anh`, { photo })
  const pasted = 'Ngày phát\tGiờ\tTên đài\n20/11/2026\t17:15\tXã Xuân Đông\n31/11/2026\t05:15\tXã Xuân Đông\n'
  const log = Number((await sent(ha, '/nhat-ky/nhap', { segment: SEGMENT, pasted })).split('/').at(-1))
  const kept = await world.ctx.db.q.selectFrom('log_photo').select('id').executeTakeFirstOrThrow()
  return { airing, coming: coming.airing_id, log, photo: kept.id }
}

/**
 * A week at the centre of Chợ Gạo told through its interface, so that no page of the desk is empty: episodes cleared and
 * not, a standing slot, word of some airings, a log brought in, a photograph, an emergency on air and one that waits, a
 * closed month, keys, devices, groups and closures.
 */
export async function tellDesk(options: WorldOptions = {}): Promise<{ world: World; story: DeskStory }> {
  const world = await openWorld({ ...options, now: BEFORE })
  const told = async (): Promise<People> => ({
    lan: await world.as('lan'),
    minh: await world.as('minh'),
    phuc: await world.as('phuc'),
    ha: await world.as('ha'),
    tam: await world.as('tam'),
    bao: await world.as('bao'),
  })
  const people = await told()
  const { minh, ha, bao } = people
  taken(await bao.post('/api/v1/segments', { code: SEGMENT, name: 'Cải cách hành chính', kind: 'tiết mục' }))
  const title = 'Một cửa liên thông ở xã: nộp hồ sơ đất đai thế nào cho đúng'
  const episode = await tellEpisode(world, people, title, { legal_references: ['Kế hoạch 424/KH-UBND'] })
  await clear(minh, episode)
  const slot = await planWeek(ha)
  const flood = await tellEpisode(world, people, 'Lũ về gấp', { priority: 'emergency' })
  await clear(minh, flood)
  const urgent = await tellEpisode(world, people, 'Sạt lở bờ sông', { priority: 'emergency' })
  taken(await bao.post('/api/v1/station-groups', { code: 'ven-song', name: 'Xã ven sông', stations: [TAMS_STATION] }))
  const closure = { from: '2026-11-27', to: '2026-11-27', reason: 'Sửa máy', target: { kind: 'all' } }
  taken(await ha.post('/api/v1/closures', closure))
  taken(await bao.post(`/api/v1/stations/${TAMS_STATION}/keys`, { name: 'Máy phát' }))
  taken(await bao.post('/api/v1/api-keys', { name: 'Phòng Nội vụ' }))
  const bich = await world.as('bich')
  taken(await bich.post('/api/v1/reports/closings', { period: '2026-10', segment: SEGMENT }))
  const { hash: closing } = await world.ctx.db.q.selectFrom('closing').select('hash').executeTakeFirstOrThrow()
  await sent(bich, '/bao-cao/tep', { loai: 'xlsx', ky: '2026-10', so: '' })
  const made = () => world.ctx.db.q.selectFrom('report_export').select('state').executeTakeFirstOrThrow()
  await vi.waitUntil(async () => /done|failed/.test((await made()).state), { timeout: 60_000, interval: 20 })
  world.clock.set(NOW)
  await hear(world)
  const log = await logOf(world, people)
  const story = {
    ...log,
    closing,
    episode,
    urgent,
    emergency: await emergency(world, ha, flood),
    slot,
    segment: SEGMENT,
    station: TAMS_STATION,
    otherStation: DISTRICT_STATION,
    account: world.accounts.tam,
    unit: 'dang-hung-phuoc',
  }
  return { world, story }
}
