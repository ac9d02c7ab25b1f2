import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DeskStory, tellDesk } from '../desk-story.ts'
import type { World } from '../world.ts'
import { hear, nameOf, Requests, type Route, routesOf, SIGNS, takeBackAll } from './ask.ts'
import { printed, type Table } from './table.ts'
import { ASKERS, type Asker, askersOf } from './who-asks.ts'

// After a change on purpose: WRITE_ROUTES=1 npx vitest run test/security/routes.test.ts, then read what changed.
const file = fileURLToPath(new URL('./routes.json', import.meta.url))
const page = fileURLToPath(new URL('../../docs/security-routes.md', import.meta.url))
const expected: Table = JSON.parse(readFileSync(file, 'utf8'))

describe('every route, asked by everybody', () => {
  let world: World
  let story: DeskStory
  const heard: Record<string, string> = {}
  const routes = (): Route[] => routesOf(world)

  beforeAll(async () => {
    ;({ world, story } = await tellDesk({ env: { HORIZON_DAYS: '14' } }))
    const askers = await askersOf(world, story)
    const document = (await (await world.as('bao')).get('/api/v1/openapi.json')).body
    const { q } = world.ctx.db
    const one = async (table: 'recording' | 'closure' | 'station_key' | 'api_key' | 'closing'): Promise<number> =>
      (await q.selectFrom(table).select('id').orderBy('id').executeTakeFirstOrThrow()).id
    const { sha256 } = await q
      .selectFrom('rendition')
      .select('sha256')
      .orderBy('recording_id')
      .executeTakeFirstOrThrow()
    const requests = new Requests(document, story, {
      ...{ episodes: story.episode, ky: story.episode, episode_id: story.episode, accounts: story.account },
      ...{ 'tai-khoan': story.account, slots: story.slot, 'khung-gio': story.slot, emergencies: story.emergency },
      ...{
        'khan-cap': story.emergency,
        'chuan-bi': story.urgent,
        nhap: story.log,
        'log-imports': story.log,
        anh: story.photo,
        luot: story.coming,
      },
      ...{ recordings: await one('recording'), closures: await one('closure'), 'ngay-nghi': await one('closure') },
      ...{ keys: await one('station_key'), khoa: await one('station_key'), 'api-keys': await one('api_key') },
      ...{ closings: await one('closing'), chot: await one('closing'), revision: 1, number: 1, pin: '604173', sha256 },
      ...{
        from: '2026-11-20',
        to: '2026-11-25',
        period: '2026-11',
        username: 'ten-moi',
        password: 'đường làng ngõ xóm',
      },
    })
    const back = takeBackAll(world)
    for (const route of routes()) {
      const signs: string[] = []
      for (const asker of ASKERS) signs.push(SIGNS[await hear(askers[asker], route, requests, back)])
      heard[nameOf(route)] = signs.join('')
    }
    if (process.env.WRITE_ROUTES === '1') {
      writeFileSync(file, `${JSON.stringify({ askers: ASKERS, heard }, null, 2)}\n`)
      writeFileSync(page, printed({ askers: ASKERS, heard }))
    }
  }, 600_000)
  afterAll(() => world?.close())

  const signOf = (route: string, asker: Asker): string => heard[route]?.[ASKERS.indexOf(asker)] ?? ''
  const saidYes = (asker: Asker): string[] => Object.keys(heard).filter((route) => signOf(route, asker) === 'Y')

  it('answers as the table says; a route that is not in the table fails', () => {
    expect(heard).toEqual(expected.heard)
    expect(expected.askers).toEqual(ASKERS)
    expect(Object.keys(heard).length).toBeGreaterThan(300)
  })
  it('is printed for reading', () => {
    expect(readFileSync(page, 'utf8')).toBe(printed(expected))
  })
  it('never answers with a fault of the server', () => {
    expect(Object.entries(heard).filter(([, signs]) => signs.includes('!'))).toEqual([])
  })
  it('gives nobody nothing but the door and what is open to the world', () => {
    const open = Object.keys(heard).filter((route) => signOf(route, 'nobody') !== '?')
    expect(open.filter((route) => !OPEN.some((pattern) => pattern.test(route)))).toEqual([])
  })
  it('lets a key act for its own station alone, and a paired device as any key', () => {
    const others = saidYes('key of another station').filter((route) => /\/(stations|dai)\/:code/.test(route))
    expect(others).toEqual([])
    for (const route of Object.keys(heard))
      expect([route, signOf(route, 'paired device')]).toEqual([route, signOf(route, 'station key')])
  })
  it('lets an operator act for the own station alone', () => {
    const ofStation = (route: string): boolean => /\/(stations|dai)\/:code(\/|$)/.test(route)
    expect(saidYes('operator of another station').filter(ofStation)).toEqual([])
    expect(saidYes('operator').filter(ofStation).length).toBeGreaterThan(10)
  })
  it('lets a report key read reports and prove the ledger, and write nothing', () => {
    const open = new Set(saidYes('nobody'))
    const more = saidYes('report key').filter((route) => !open.has(route))
    // One's own last act: a key has none, and hears that.
    const reads = /^GET \/api\/v1\/(reports\/|ledger\/|plans$|report-settings$|schedule-acts\/last$)/
    expect(more.filter((route) => !reads.test(route))).toEqual([])
    expect(more.length).toBeGreaterThan(5)
  })
})

/** What is open to the world: a route that is added here is a decision. */
const OPEN: readonly RegExp[] = [
  // Metrics are off until they have a token of their own; then they ask for it.
  /^GET \/(healthz|readyz|metrics)$/,
  /^GET \/(assets\/:name|ngon-ngu|kitchen)$/,
  /^POST \/kitchen$/,
  /^GET \/cong-khai\/so-lieu\.(json|csv)$/,
  /^(GET|POST) \/(dang-nhap|dang-nhap\/ma|thiet-lap|dat-lai-mat-khau)$/,
  /^POST \/dang-xuat$/,
  /^GET \/tram\/(sw\.js|:code|:code\/manifest\.webmanifest)$/,
  /^GET \/api\/docs/,
  /^GET \/api\/v1\/(openapi\.json|bundle-key)$/,
  /^POST \/api\/v1\/(setup|password-resets|pairings\/:code\/claims)$/,
]
