import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Ledgerless, reportsFixture } from '../reports-fixture.ts'
import { type Client, onBothDatabases } from '../world.ts'

const PAGE = '/bao-cao?period=2026-10'

onBothDatabases('The report page of a period that can be closed', (open) => {
  let fixture: Ledgerless
  beforeEach(async () => {
    fixture = await reportsFixture(await open({ now: '2026-11-02T08:00:00+07:00' }))
    const { world, airing, put } = fixture
    await put({
      airings: ['2026-10-05', '2026-10-06'].map((on) =>
        airing({ station_id: world.stations['hoa-tinh'] ?? 0, on, outcome: 'aired' }),
      ),
    })
  })
  afterEach(() => fixture.world.close())

  const page = async (client: Client, path = PAGE) => {
    const response = await client.request(path)
    expect(response.status).toBe(200)
    return (await response.text()).replace(/&#39;/g, "'")
  }
  /** Sends the form of the page that has this action, as the browser would, with what a person typed. */
  const send = async (client: Client, action: string, typed: Record<string, string> = {}) => {
    const html = await page(client)
    const form = html.split('<form').find((text) => text.includes(`action="${action}"`)) ?? ''
    expect(form, action).not.toBe('')
    const hidden = [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)]
    const fields = { ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])), ...typed }
    return client.request(action, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    })
  }

  test('offers the reform office to close it, asks once more, and then says who closed it, when and with which hash', async () => {
    const { world, airing, put } = fixture
    const [bich, lan, bao] = [await world.as('bich'), await world.as('lan'), await world.as('bao')]
    expect(await page(lan)).toContain('Phòng Nội vụ là nơi chốt số liệu')
    expect(await page(lan)).not.toContain('/bao-cao/chot')
    expect(await page(bich)).toMatch(/<summary>Chốt số liệu kỳ này…<\/summary>.*Đồng ý, chốt số liệu/s)

    const closed = await send(bich, '/bao-cao/chot')
    expect([closed.status, closed.headers.get('location')]).toEqual([303, PAGE])
    const [closing] = (await bich.get('/api/v1/reports/closings')).body.items
    const said = await page(lan)
    expect(said).toContain('Đã chốt lúc 08:00 02/11/2026, người chốt: Đặng Ngọc Bích.')
    expect(said).toContain(closing.hash)
    expect(said).toContain('Chưa có thay đổi nào chờ')
    expect(await page(lan, `${PAGE}&lang=en`)).toContain('Closed at 08:00 02/11/2026')

    await put({
      airings: [airing({ station_id: world.stations['hoa-tinh'] ?? 0, on: '2026-10-07', outcome: 'aired' })],
    })
    const waiting = await page(lan)
    expect(waiting).toMatch(/<span class="big">2<\/span>/)
    expect(waiting).toContain('đang chờ ra số bổ sung')
    expect(waiting).toContain('<td class="n">+1</td>')
    expect(waiting).not.toContain('/bo-sung')
    const issued = await send(bich, `/bao-cao/chot/${closing.id}/bo-sung`, { 'ghi-chu': 'Đài báo muộn' })
    expect(issued.status).toBe(303)
    const after = await page(bich)
    expect(after).toMatch(/Số bổ sung 1, 08:00 02\/11\/2026, Đặng Ngọc Bích:.* \+1/s)
    expect(after).not.toContain('đang chờ ra số bổ sung')

    expect(after).not.toContain('/mo-lai')
    expect((await send(bao, `/bao-cao/chot/${closing.id}/mo-lai`, { 'ly-do': '' })).status).toBe(400)
    expect((await send(bao, `/bao-cao/chot/${closing.id}/mo-lai`, { 'ly-do': 'Thiếu một đài' })).status).toBe(303)
    expect(await page(bich)).toMatch(/<span class="big">3<\/span>/)
  })

  test('says from when it can be closed while it is not over', async () => {
    const bich = await fixture.world.as('bich')
    fixture.world.clock.set('2026-10-31T23:00:00+07:00')
    const html = await page(bich)
    expect(html).toContain('Kỳ này chốt được từ 02:00 01/11/2026')
    expect(html).not.toContain('/bao-cao/chot')
  })
})
