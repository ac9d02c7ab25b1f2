import { createAccount } from '../../src/accounts/index.ts'
import { system } from '../../src/kernel/actor.ts'
import type { DeskStory } from '../desk-story.ts'
import type { Client, World } from '../world.ts'

/** Everybody who may ask, in the order of the table's columns. */
export const ASKERS = [
  'nobody',
  'editor',
  'approver',
  'technician',
  'scheduler',
  'operator',
  'operator of another station',
  'reform office',
  'administrator',
  'station key',
  'key of another station',
  'paired device',
  'report key',
] as const
export type Asker = (typeof ASKERS)[number]

const OTHER = 'xuan-dong'

/** A browser signed in as a new account. */
async function operatorOf(world: World, station: string): Promise<Client> {
  const password = 'đường làng ngõ xóm'
  const facts = { username: 'hai', name: 'Lê Văn Hai', roles: ['station_operator'] as const, stations: [station] }
  await createAccount(world.ctx, system('test'), { ...facts, password })
  const { headers } = await world.nobody().post('/api/v1/session', { username: 'hai', password })
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return withHeaders(world, { cookie, 'sec-fetch-site': 'same-origin' })
}

const withHeaders = (world: World, own: Record<string, string>): Client => ({
  ...world.nobody(),
  request: async (path, init = {}) => world.app.request(path, { ...init, headers: { ...own, ...headersOf(init) } }),
})
const headersOf = (init: RequestInit): Record<string, string> => Object.fromEntries(new Headers(init.headers))

/** A device that got its key by the QR of its station's page. */
async function paired(world: World, station: string): Promise<Client> {
  const bao = await world.as('bao')
  const { code } = (await bao.post('/api/v1/pairings', { station })).body
  const { body } = await world.nobody().post(`/api/v1/pairings/${code}/claims`, { device_name: 'Điện thoại' })
  return withHeaders(world, { authorization: `Bearer ${body.key}` })
}

/** All of them, at the station of the story. */
export async function askersOf(world: World, story: DeskStory): Promise<Readonly<Record<Asker, Client>>> {
  return {
    nobody: world.nobody(),
    editor: await world.as('lan'),
    approver: await world.as('minh'),
    technician: await world.as('phuc'),
    scheduler: await world.as('ha'),
    operator: await world.as('tam'),
    'operator of another station': await operatorOf(world, OTHER),
    'reform office': await world.as('bich'),
    administrator: await world.as('bao'),
    'station key': await world.station(story.station),
    'key of another station': await world.station(OTHER),
    'paired device': await paired(world, story.station),
    'report key': await world.reportKey(),
  }
}
