import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Programme2026, tellProgramme } from '../playlists/programme.ts'
import { TAMS_STATION } from '../story.ts'
import { type Client, openWorld, type World } from '../world.ts'

describe('the page "Khẩn cấp"', () => {
  let world: World
  let programme: Programme2026
  let episodeId: number
  let minh: Client
  beforeEach(async () => {
    world = await openWorld({ now: '2026-11-23T14:20:07+07:00' })
    programme = await tellProgramme(world)
    episodeId = (await programme.episode({ number: 90, title: 'Lũ về <gấp>', seconds: 90, audio: 'nước' })).id
    await world.ctx.db.q.updateTable('episode').set({ priority: 'emergency' }).where('id', '=', episodeId).execute()
    minh = await world.as('minh')
  })
  afterEach(() => world.close())

  const page = async (client: Client, path: string, fields?: readonly (readonly [string, string])[]) => {
    const init: RequestInit = fields
      ? {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams(fields.map(([name, value]) => [name, value])).toString(),
        }
      : {}
    const response = await client.request(path, init)
    return { status: response.status, headers: response.headers, html: await response.text() }
  }
  const wish = (scope = 'all', stations: readonly string[] = []): [string, string][] => [
    ['episode_id', String(episodeId)],
    ['scope', scope],
    ['times', '1'],
    ['gap_minutes', '5'],
    ['note', ''],
    ...stations.map((code): [string, string] => ['stations', code]),
  ]
  const hidden = (html: string): [string, string][] =>
    [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map((m) => [m[1] ?? '', m[2] ?? ''])

  it('takes an order in two steps of plain forms, and shows who has played it', async () => {
    const form = await page(minh, '/khan-cap')
    expect(form.html).toContain('Kỳ 90/2026: Lũ về &lt;gấp&gt;')
    const seen = await page(minh, '/khan-cap/xem-truoc', wish('stations', [TAMS_STATION, 'binh-ninh']))
    expect(seen.status).toBe(200)
    expect(seen.html).toContain('Phát ngay ở 2 đài')
    expect(hidden(seen.html).filter(([name]) => name === 'stations')).toHaveLength(2)
    expect(await world.ctx.db.q.selectFrom('airing').select('slot_id').execute()).toEqual([])
    const done = await page(minh, '/khan-cap', [...hidden(seen.html), ['confirmation', '2']])
    expect([done.status, done.headers.get('location')]).toEqual([303, '/khan-cap/1'])
    const progress = await page(await world.as('lan'), '/khan-cap/1')
    expect(progress.headers.get('refresh')).toBe('15')
    expect(progress.html).toContain('chưa phát')
    expect(progress.html).toContain('Đài Truyền thanh xã Đăng Hưng Phước')
    expect(progress.html).not.toContain('/khan-cap/1/huy')
    expect((await page(minh, '/khan-cap')).html).toContain('href="/khan-cap/1"')
  })

  it('asks again when the confirmation is wrong, and when another order came between', async () => {
    const seen = await page(minh, '/khan-cap/xem-truoc', wish())
    const wrong = await page(minh, '/khan-cap', [...hidden(seen.html), ['confirmation', '19']])
    expect(wrong.status).toBe(400)
    expect(wrong.html).toContain('Chưa xác nhận')
    const right: [string, string][] = [...hidden(wrong.html), ['confirmation', '20']]
    expect((await page(await world.as('ha'), '/khan-cap', right)).status).toBe(303)
    const late = await page(minh, '/khan-cap', right)
    expect(late.status).toBe(409)
    expect(late.html).toContain('do Phạm Thu Hà ra lúc 14:20')
    expect((await page(minh, '/khan-cap', [...hidden(late.html), ['confirmation', 'khẩn cấp']])).status).toBe(303)
  })

  it('gives the form back with what was chosen and the reason', async () => {
    const none = await page(minh, '/khan-cap/xem-truoc', wish('stations'))
    expect(none.status).toBe(400)
    expect(none.html).toContain('value="stations" selected')
    await programme.unclear(episodeId)
    const gone = await page(minh, '/khan-cap/xem-truoc', wish())
    expect([gone.status, gone.html.includes('Chưa có kỳ khẩn cấp nào')]).toEqual([409, true])
  })

  it('cancels while it lasts', async () => {
    const seen = await page(minh, '/khan-cap/xem-truoc', wish('level:commune'))
    await page(minh, '/khan-cap', [...hidden(seen.html), ['confirmation', '19']])
    const done = await page(minh, '/khan-cap/1/huy', [['reason', 'Nước đã rút']])
    expect(done.status).toBe(303)
    const after = await page(minh, '/khan-cap/1')
    expect(after.html).toContain('Nước đã rút')
    expect([after.headers.get('refresh'), after.html.includes('/khan-cap/1/huy')]).toEqual([null, false])
  })

  it('is offered on "Hôm nay" to those who may order, and orders for nobody else', async () => {
    expect((await page(minh, '/')).html).toContain('href="/khan-cap"')
    const lan = await world.as('lan')
    expect((await page(lan, '/')).html).not.toContain('href="/khan-cap"')
    expect((await page(lan, '/khan-cap')).html).not.toContain('/khan-cap/xem-truoc')
    expect((await page(lan, '/khan-cap/xem-truoc', wish())).status).toBe(403)
    expect((await page(await world.as('tam'), '/khan-cap')).status).toBe(403)
    expect((await page(world.nobody(), '/khan-cap')).headers.get('location')).toContain('/dang-nhap')
    expect((await page(minh, '/khan-cap/99')).status).toBe(404)
  })
})
