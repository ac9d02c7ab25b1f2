import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, openWorld, type World } from '../world.ts'

const SEGMENT = 'cai-cach-hanh-chinh'

/** Hà without JavaScript: every form of the schedule, as a browser sends it. */
describe('the schedule’s forms without JavaScript', () => {
  let world: World
  let ha: Client
  beforeAll(async () => {
    world = await openWorld()
    ha = await world.as('ha')
    const row = { code: SEGMENT, name: 'Cải cách hành chính', kind: 'tiết mục', created_at: world.clock.now() }
    await world.ctx.db.q
      .insertInto('segment')
      .values({ ...row, min_seconds: null, max_seconds: null, fallback_episode_id: null, withdrawn_at: null })
      .execute()
  })
  afterAll(() => world.close())

  const page = async (path: string, who = ha) => (await who.request(path)).text()
  const send = (path: string, fields: readonly (readonly [string, string])[], who = ha) =>
    who.request(path, { method: 'POST', body: new URLSearchParams(fields.map(([name, value]) => [name, value])) })
  const hashIn = (html: string): string => /name="dry_run" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? ''
  const times = async (date: string, station = 'xuan-dong'): Promise<string[]> => {
    const { body } = await ha.get(`/api/v1/airings?from=${date}&to=${date}&stations=${station}&state=planned`)
    return body.items.map((a: { local_time: string }) => a.local_time)
  }
  const idOf = async (date: string, time: string): Promise<string> => {
    const { body } = await ha.get(`/api/v1/airings?from=${date}&to=${date}&stations=xuan-dong`)
    return body.items.find((a: { local_time: string }) => a.local_time === time).airing_id
  }

  const STANDING = [
    ['loai', 'standing'],
    ['chuyen_muc', SEGMENT],
    ['nguon', 'episode'],
    ['dai_chon', 'all'],
    ...[1, 2, 3, 4, 5, 6].map((day) => ['thu', String(day)] as const),
    ['phut', '15'],
    ['tu', '24/11/2026'],
    ['den', ''],
    ['lap', 'weekly'],
    ['phat', 'repeat'],
    ['uu_tien', 'normal'],
  ] as const

  test('a slot: faults beside their fields with the values kept, the next ten dates, saved once however often sent', async () => {
    const faulty = await send('/lich-phat/khung-gio/moi', [...STANDING, ['gio', '25:99'], ['xem', '1']])
    expect(faulty.status).toBe(400)
    const html = await faulty.text()
    expect(html).toContain('id="gio-fault"')
    expect(html).toContain('value="25:99"')
    // "5h15" is how people write it.
    const fields = [...STANDING, ['gio', '5h15, 17:15']] as const
    const preview = await (await send('/lich-phat/khung-gio/moi', [...fields, ['xem', '1']])).text()
    expect(preview).toContain('Những ngày phát sắp tới')
    expect(preview.match(/Thứ [^<]+<\/span><span class="num">05:15 · 17:15/g)).toHaveLength(10)
    const whole = [...fields, ['dry_run', hashIn(preview)]] as const
    const both = await Promise.all([send('/lich-phat/khung-gio/moi', whole), send('/lich-phat/khung-gio/moi', whole)])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
    expect((await ha.get('/api/v1/slots')).body.items).toHaveLength(1)
    // Nobody saves what was not looked at.
    expect((await send('/lich-phat/khung-gio/moi', fields)).status).toBe(400)
  })

  test('an airing: moved into a clash, the way out chosen, undone', async () => {
    const second = [...STANDING, ['gio', '05:40']] as const
    const seen = await (await send('/lich-phat/khung-gio/moi', [...second, ['xem', '1']])).text()
    await send('/lich-phat/khung-gio/moi', [...second, ['dry_run', hashIn(seen)]])
    const path = `/lich-phat/luot/${await idOf('2026-11-25', '05:15')}`
    const wish = [
      ['viec', 'move'],
      ['ngay', '25/11/2026'],
      ['gio', '05:30'],
      ['phut', '15'],
      ['pham-vi', 'here'],
    ] as const
    const preview = await page(`${path}?${new URLSearchParams(wish.map(([name, value]) => [name, value]))}`)
    expect(preview).toContain('Trùng giờ: 1 chỗ')
    const field = /select name="(choice:[^"]+)"/.exec(preview)?.[1] ?? ''
    const saving = [...wish, ['dry_run', hashIn(preview)]] as const
    const unsaid = await send(path, saving)
    expect([unsaid.status, (await unsaid.text()).includes('Trùng giờ: 1 chỗ')]).toEqual([400, true])
    const saved = await send(path, [...saving, [field, 'shift']])
    expect([saved.status, saved.headers.get('location')]).toEqual([
      303,
      '/lich-phat/tuan?dai=xuan-dong&ngay=2026-11-25',
    ])
    expect(await times('2026-11-25')).toEqual(['05:40', '05:55', '17:15'])
    const week = await page('/lich-phat/tuan?dai=xuan-dong&ngay=25/11/2026')
    const undo = /action="(\/lich-phat\/hoan-tac\/\d+)"/.exec(week)?.[1] ?? ''
    const twice = await Promise.all([send(undo, [['ve', '/lich-phat']]), send(undo, [['ve', '//evil.example']])])
    expect(twice.map((answer) => [answer.status, answer.headers.get('location')])).toEqual([
      [303, '/lich-phat'],
      [303, '/'],
    ])
    expect(await times('2026-11-25')).toEqual(['05:15', '05:40', '17:15'])
  })

  test('"from this day on" changes the rule of the slot, on every station and not before', async () => {
    const path = `/lich-phat/luot/${await idOf('2026-12-02', '05:15')}`
    const wish = { viec: 'move', ngay: '2026-12-02', gio: '05:10', phut: '15', 'pham-vi': 'later' }
    const preview = await page(`${path}?${new URLSearchParams(wish)}`)
    await send(path, [...Object.entries(wish), ['dry_run', hashIn(preview)]])
    expect(await times('2026-12-01')).toContain('05:15')
    expect(await times('2026-12-02', 'binh-ninh')).toContain('05:10')
    expect(await times('2027-01-06')).toContain('05:10')
  })

  test('a holiday is closed by a person: proposed, looked at, saved, removed', async () => {
    const proposals = await page('/lich-phat/ngay-nghi?nam=2027')
    expect(proposals).toContain('Tết Nguyên Đán')
    const fields = [
      ['tu', '01/01/2027'],
      ['den', '01/01/2027'],
      ['ly_do', 'Tết Dương lịch'],
      ['dai_chon', 'all'],
    ] as const
    const preview = await (await send('/lich-phat/ngay-nghi', [...fields, ['xem', '1']])).text()
    expect(preview).toMatch(/<b class="num">60<\/b> lượt bị hủy/)
    expect((await send('/lich-phat/ngay-nghi', [...fields, ['dry_run', hashIn(preview)]])).status).toBe(303)
    expect(await times('2027-01-01')).toEqual([])
    const listed = await page('/lich-phat/ngay-nghi')
    const remove = /action="(\/lich-phat\/ngay-nghi\/\d+\/bo)"/.exec(listed)?.[1] ?? ''
    expect([(await send(remove, [])).status, (await send(remove, [])).status]).toEqual([303, 303])
    expect(await times('2027-01-01')).toHaveLength(3)
  })

  test('the programme: SÁNG, TRƯA, CHIỀU with (PL), and a workbook with a row for each line', async () => {
    const html = await page('/lich-phat/in?dai=xuan-dong&tu=24/11/2026&den=25/11/2026')
    expect(html).toContain('CHƯƠNG TRÌNH PHÁT THANH TỪ NGÀY 24/11/2026 ĐẾN NGÀY 25/11/2026')
    expect(html).toMatch(/05:15<\/b> Cải cách hành chính \(PL\)/)
    const file = await ha.request('/lich-phat/chuong-trinh.xlsx?tu=2026-11-24&den=2026-11-25')
    const book = await readXlsx(new Uint8Array(await file.arrayBuffer()))
    expect(book.sheets[0]?.rows.length).toBe(4 + 6)
    expect(book.sheets[0]?.rows[4]?.slice(1, 3)).toEqual(['Thứ Ba', 'SÁNG'])
  })

  test('who may not plan reads and gets no form; a segment is made by an editor', async () => {
    const [minh, tam, lan] = [await world.as('minh'), await world.as('tam'), await world.as('lan')]
    expect(await page('/lich-phat/tuan?dai=xuan-dong', minh)).not.toContain('data-plan')
    for (const path of ['/lich-phat/khung-gio/moi', '/lich-phat/chep-tuan', '/lich-phat/chuyen-muc/moi'])
      expect((await minh.request(path)).status).toBe(403)
    expect((await send('/lich-phat/khung-gio/moi', STANDING, minh)).status).toBe(403)
    const airing = `/lich-phat/luot/${await idOf('2026-11-25', '05:15')}`
    expect(await page(airing, minh)).not.toContain('data-sheet-form')
    // Tâm operates another station.
    expect([(await tam.request(airing)).status, (await tam.request('/lich-phat/tuan')).status]).toEqual([403, 200])
    const fields = [
      ['ten', 'Nông nghiệp và nông thôn'],
      ['goi_la', 'chuyên mục'],
      ['it_nhat', '5'],
      ['nhieu_nhat', '4'],
    ] as const
    const faulty = await send('/lich-phat/chuyen-muc/moi', fields, lan)
    expect([faulty.status, (await faulty.text()).includes('id="nhieu_nhat-fault"')]).toEqual([400, true])
    const made = await send('/lich-phat/chuyen-muc/moi', [...fields.slice(0, 3), ['nhieu_nhat', '12,5']], lan)
    expect(made.status).toBe(303)
    expect(await page('/lich-phat/chuyen-muc', lan)).toContain('5 – 12,5 phút')
  })
})
