import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Context } from '../../src/context.ts'
import { ApiClient, type JsonValue } from '../../src/demo/api.ts'
import { COMMUNE_STATIONS, DISTRICT_STATION, seedPeople } from '../../src/demo/district.ts'
import { decide, REFORM, seedEpisode, seedSegments, untilRecorded } from '../../src/demo/library.ts'
import { makePeople } from '../../src/demo/people.ts'
import { mondayOf } from '../../src/demo/story.ts'
import { reform2020 } from '../../src/demo/texts.ts'
import { addDays } from '../../src/kernel/dates.ts'
import { workRecordings } from '../../src/library/index.ts'
import type { Options } from './options.ts'
import type { TestClock } from './server.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What the simulation has to know of the district it told: keys of the stations, who reads the report, who settles. */
export type SignIn = { readonly username: string; readonly password: string }
export type SimulatedDistrict = {
  readonly stations: readonly { readonly code: string; readonly key: string }[]
  readonly office: SignIn
  readonly scheduler: SignIn
}

/**
 * Tells the server the sample district through its interface, in the weeks before the simulation: people, stations (more
 * communes are made up beyond the twenty), an episode a week, and the sample pattern, 3 airings a day at the district
 * station and 2 at each commune, Monday to Saturday.
 */
export async function tellDistrict(
  ctx: Context,
  url: string,
  clock: TestClock,
  { stations: count, from, to }: Options,
): Promise<SimulatedDistrict> {
  clock.set(ctx.zone.toInstant(addDays(from, -16), 8 * 60))
  const people = makePeople()
  const administrator = await seedPeople(ctx, url, people)
  const passwordOf = (username: string): string => people.find((person) => person.username === username)?.password ?? ''
  const signedIn = async (username: string): Promise<ApiClient> => {
    const client = new ApiClient(url)
    await client.signIn(username, passwordOf(username))
    return client
  }
  const codes = [DISTRICT_STATION, ...COMMUNE_STATIONS].slice(0, count)
  for (let n = codes.length; n < count; n += 1) codes.push(await furtherStation(administrator, n))
  const stations: { code: string; key: string }[] = []
  for (const code of codes) {
    const made = await administrator.post(`/api/v1/stations/${code}/keys`, { name: 'Máy phát của đài' })
    stations.push({ code, key: made.at('key').string })
  }
  const editor = await signedIn('lan')
  await seedSegments(editor)
  const staff = { editor, approver: await signedIn('minh'), technician: await signedIn('phuc') }
  const samples = await Promise.all(
    ['1', '2'].map(
      async (n) => new Uint8Array(await readFile(join(root, `media/samples/cai-cach-hanh-chinh-${n}.mp3`))),
    ),
  )
  const ids: number[] = []
  for (let air = addDays(mondayOf(from), -5), week = 0; air <= to; air = addDays(air, 7), week += 1) {
    const [text, recording] = [reform2020[week % reform2020.length], samples[week % samples.length]]
    if (!text || !recording) throw new Error('no sample')
    ids.push(await seedEpisode(staff, { segment: REFORM, text, airDate: air, stage: 'cleared' }, recording))
  }
  await workRecordings(ctx)
  for (const id of ids) {
    await untilRecorded(staff.technician, id)
    await decide(staff.approver, id, 'cleared')
  }
  clock.set(ctx.zone.toInstant(addDays(from, -2), 10 * 60))
  await planPattern(await signedIn('thuha'), codes, { from, to })
  const signIn = (username: string): SignIn => ({ username, password: passwordOf(username) })
  return { stations, office: signIn('bich'), scheduler: signIn('thuha') }
}

async function furtherStation(administrator: ApiClient, n: number): Promise<string> {
  const code = `xa-${String(n).padStart(3, '0')}`
  const station = { code, name: `Đài Truyền thanh xã số ${n}`, level: 'commune', unit: COMMUNE_STATIONS[0] ?? '' }
  await administrator.post('/api/v1/stations', { ...station, frequency: null, assigned_from: '2010-01-01' })
  return code
}

async function planPattern(scheduler: ApiClient, codes: readonly string[], { from, to }: Pick<Options, 'from' | 'to'>) {
  const workdays = [1, 2, 3, 4, 5, 6]
  const plan = async (stations: readonly string[], weekdays: number[], times: string[], premiere = false) => {
    if (stations.length === 0) return
    const target: JsonValue = { kind: 'stations', stations: [...stations] }
    const frame = { segment: REFORM, target, rule: { weekdays, times }, duration_seconds: 900, from, until: to }
    const slot: { [key: string]: JsonValue } = premiere ? { ...frame, premiere } : frame
    const dryRun = await scheduler.post('/api/v1/slots/dry-runs', { kind: 'create', slot })
    await scheduler.post('/api/v1/slots', { ...slot, dry_run: dryRun.at('hash').string, rest: 'keep' })
  }
  const district = codes.filter((code) => code === DISTRICT_STATION)
  await plan(district, [3], ['17:00'], true)
  await plan(district, [1, 2, 4, 5, 6], ['17:00'])
  await plan(district, workdays, ['05:30', '11:15'])
  await plan(
    codes.filter((code) => code !== DISTRICT_STATION),
    workdays,
    ['05:15', '17:15'],
  )
}
