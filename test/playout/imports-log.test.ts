import { afterAll, beforeAll, expect, it } from 'vitest'
import { rebuildStation, verifyLedger } from '../../src/playout/index.ts'
import { oracle } from '../oracle-counter.ts'
import { type Client, onBothDatabases, type World } from '../world.ts'
import { at, type Programme2020, planAiring, programme, report } from './fixture.ts'
import { logSheet, workbook } from './workbooks.ts'

const OWN = 'dang-hung-phuoc'
const OTHER = 'xuan-dong'
const SEGMENT = 'cai-cach-hanh-chinh'
const sha = /^[0-9a-f]{64}$/

async function post(
  client: Client,
  path: string,
  fields: readonly (readonly [string, string | File])[],
): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return client.request(path, { method: 'POST', body: form })
}
/** What a form that came back says is wrong. */
const alertOf = async (response: Response): Promise<string> =>
  (/<div class="notice bad" role="alert">(.*?)<\/div>/s.exec(await response.text())?.[1] ?? '').replace(/<[^>]+>/g, '')

/** A JPEG as a telephone takes it: turned, with the place where it was taken. */
function photograph(): Buffer {
  const tiff = Buffer.alloc(38)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(2, 8)
  const entries = [
    [0x0112, 3, 1, 6],
    [0x8825, 4, 1, 38],
  ] as const
  for (const [i, [tag, type, count, value]] of entries.entries()) {
    tiff.writeUInt16LE(tag, 10 + i * 12)
    tiff.writeUInt16LE(type, 12 + i * 12)
    tiff.writeUInt32LE(count, 14 + i * 12)
    tiff.writeUInt32LE(value, 18 + i * 12)
  }
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from('10 độ 21 Bắc, 106 độ 27 Đông')])
  const segment = (marker: number, body: Buffer) =>
    Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]), body])
  const comment = segment(0xfe, Buffer.from('nhà anh Tâm'))
  const scan = Buffer.from([0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9])
  return Buffer.concat([Buffer.from([0xff, 0xd8]), segment(0xe1, exif), comment, segment(0xdb, Buffer.alloc(10)), scan])
}

onBothDatabases('the log, and what stands behind it', (openWorld) => {
  let world: World
  let show: Programme2020
  let ha: Client
  let tam: Client
  const ids: Record<string, string> = {}
  beforeAll(async () => {
    world = await openWorld({ now: '2026-11-23T18:00:00+07:00' })
    show = await programme(world)
    for (const station of [OWN, OTHER]) {
      for (let day = 9; day <= 23; day++) {
        const date = `2026-11-${String(day).padStart(2, '0')}`
        for (const time of ['05:15', '17:15', '19:30'])
          ids[`${station} ${date} ${time}`] = await planAiring(world, show, station, `${date} ${time}`)
      }
    }
    ha = await world.as('ha')
    tam = await world.as('tam')
  })
  afterAll(() => world?.close())

  const own = (day: number, time = '05:15'): string =>
    ids[`${OWN} 2026-11-${String(day).padStart(2, '0')} ${time}`] ?? ''
  const foreign = (day: number, time = '05:15'): string =>
    ids[`${OTHER} 2026-11-${String(day).padStart(2, '0')} ${time}`] ?? ''
  const outcome = async (id: string) => {
    const { body } = await ha.get(`/api/v1/airings/${id}`)
    return [body.outcome, body.grade, body.history.length]
  }
  const html = async (client: Client, path: string): Promise<string> => (await client.request(path)).text()
  const rowsIn = (page: string): number => page.split('<tr id="a-').length - 1

  it('one tap attests one airing, whatever else is ticked or written', async () => {
    const fields = [
      ['back', '/nhat-ky?tt=no_word'],
      ['ids', own(20)],
      ['outcome', 'missed'],
      ['note', 'x'],
      ['one', own(21)],
    ] as const
    const answer = await post(tam, '/nhat-ky/xac-nhan', fields)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/nhat-ky?tt=no_word'])
    expect([await outcome(own(21)), await outcome(own(20))]).toEqual([
      ['aired', 'attested', 1],
      [null, null, 0],
    ])
  })

  it('many are attested at once with basis and photograph, or none; the ledger names the photograph by its hash', async () => {
    const many = [own(18), own(19), own(20)].map((id) => ['ids', id] as const)
    const said = [
      ['outcome', 'aired'],
      ['note', 'sổ trực đài trang 12'],
      ['back', 'https://evil.example/'],
    ] as const
    const mixed = await post(tam, '/nhat-ky/xac-nhan', [...many, ['ids', foreign(18)], ...said])
    expect(mixed.status).toBe(403)
    const future = await post(tam, '/nhat-ky/xac-nhan', [...many, ['ids', own(23, '19:30')], ...said])
    expect([future.status, await alertOf(future)]).toEqual([409, 'Lượt phát này chưa đến giờ nên chưa xác nhận được.'])
    const none = await post(tam, '/nhat-ky/xac-nhan', said)
    expect([none.status, await alertOf(none)]).toEqual([400, 'Chưa chọn lượt nào.'])
    const wrong = await post(tam, '/nhat-ky/xac-nhan', [
      ...many,
      ...said,
      ['photo', new File(['<svg onload=1>'], 'a.jpg')],
    ])
    const page = await wrong.text()
    expect([wrong.status, page.includes('sổ trực đài trang 12'), page.includes('JPEG, PNG, WebP')]).toEqual([
      415,
      true,
      true,
    ])
    expect(await outcome(own(18))).toEqual([null, null, 0])

    const photo = new File([new Uint8Array(photograph())], 'trang 12.jpg')
    const answer = await post(tam, '/nhat-ky/xac-nhan', [...many, ...said, ['photo', photo]])
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/nhat-ky'])
    const { body } = await tam.get(`/api/v1/airings/${own(19)}`)
    expect(body.history).toMatchObject([
      { body: { note: 'sổ trực đài trang 12', source: { source: 'photo', file: expect.stringMatching(sha) } } },
    ])
    const airing = await html(tam, `/nhat-ky/${own(19)}`)
    expect(airing).toContain('Nơi chụp (GPS) đã được gỡ khỏi ảnh.')
    const src = /<img src="([^"]+)"/.exec(airing)?.[1] ?? ''
    const shown = await tam.request(src)
    const bytes = Buffer.from(await shown.arrayBuffer())
    expect([shown.headers.get('content-type'), bytes.includes('106 độ'), bytes.includes('nhà anh Tâm')]).toEqual([
      'image/jpeg',
      false,
      false,
    ])
    // Still turned the right way: the one tag that is kept.
    expect(bytes.includes(Buffer.from('120103000100000006', 'hex'))).toBe(true)
    expect(await html(tam, `/nhat-ky/${own(18)}`)).toContain(src)
    const { sha256 } = await world.ctx.db.q.selectFrom('log_photo').select('sha256').executeTakeFirstOrThrow()
    expect(body.history[0].body.source.file).toBe(sha256)
    expect((await (await world.as('lan')).request(src)).status).toBe(200)
    expect((await world.nobody().request(src)).status).toBe(303)
    expect(await (await world.as('bao')).request(`/nhat-ky/${own(19)}`).then((answer) => answer.text())).toContain(
      'photo.attach',
    )
  })

  it('a correction needs its reason and beats all; who may not, may not', async () => {
    const correct = (client: Client, fields: Record<string, string>) =>
      post(
        client,
        `/nhat-ky/${own(19)}/dinh-chinh`,
        Object.entries({ outcome: 'partial', time: '', date: '', minutes: '', reason: '', ...fields }),
      )
    expect((await correct(tam, { reason: 'mất điện' })).status).toBe(403)
    const bare = await correct(ha, { time: '25:00', minutes: '5' })
    const text = await bare.text()
    expect([bare.status, text.includes('Giờ cần dạng 17:05.'), text.includes('value="5"')]).toEqual([400, true, true])
    expect((await correct(ha, { time: '05:18', minutes: '5,5', reason: 'mất điện lúc 5 giờ 23' })).status).toBe(303)
    const { body } = await ha.get(`/api/v1/airings/${own(19)}`)
    expect(body).toMatchObject({
      outcome: 'partial',
      played_seconds: 330,
      actual_start: '2026-11-18T22:18:00Z',
      outcome_reason: 'mất điện lúc 5 giờ 23',
    })
    const page = await html(ha, `/nhat-ky/${own(19)}`)
    for (const words of ['Đính chính: phát dở', 'Xác nhận: đã phát', 'mất điện lúc 5 giờ 23', 'đã đính chính'])
      expect(page).toContain(words)
  })

  it('filters stand in the address; pages follow one another without gap or repetition, newest first', async () => {
    expect(rowsIn(await html(ha, '/nhat-ky?tu=09/11/2026&den=2026-11-09'))).toBe(6)
    expect(rowsIn(await html(ha, `/nhat-ky?tu=2026-11-09&den=2026-11-23&dai=${OWN}&tt=aired`))).toBe(3)
    expect(rowsIn(await html(ha, '/nhat-ky?tu=2026-11-09&den=2026-11-23&bc=attested'))).toBe(4)
    expect(rowsIn(await html(ha, '/nhat-ky?tu=2026-11-23&den=2026-11-23&tt=planned'))).toBe(4)
    expect(rowsIn(await html(ha, '/nhat-ky?tu=2026-11-09&den=2026-11-23&tiet-muc=nong-nghiep'))).toBe(0)
    expect(rowsIn(await html(ha, '/nhat-ky?dai=khong-co'))).toBe(0)
    expect(rowsIn(await html(tam, '/nhat-ky?tu=2026-11-09&den=2026-11-23&sau=vo-nghia'))).toBe(45)
    const tamsView = await tam.request(`/nhat-ky?dai=${OTHER}`)
    expect([tamsView.status, rowsIn(await tamsView.text())]).toEqual([200, 0])
    const seen: string[] = []
    let path = '/nhat-ky?tu=2026-11-09&den=2026-11-23&dai=level:commune'
    for (let pages = 0; path && pages < 5; pages++) {
      const page = await html(ha, path)
      seen.push(...[...page.matchAll(/<tr id="a-([^"]+)"/g)].map(([, id]) => id ?? ''))
      const next = [...page.matchAll(/href="(\/nhat-ky\?[^"]*sau=[^"]*)"/g)].at(-1)?.[1]?.replaceAll('&amp;', '&')
      path = next ?? ''
    }
    expect([seen.length, new Set(seen).size]).toEqual([90, 90])
    expect(seen.slice(0, 2).sort()).toEqual([own(23, '19:30'), foreign(23, '19:30')].sort())
  })

  it('the filtered list goes to Excel whole, and no cell of it runs as a formula', async () => {
    await post(ha, `/nhat-ky/${own(9)}/xac-nhan`, [
      ['outcome', 'missed'],
      ['note', '=cmd|calc'],
      ['time', ''],
      ['date', ''],
      ['minutes', ''],
    ])
    const answer = await ha.request('/nhat-ky/tai-ve.csv?tu=2026-11-09&den=2026-11-23')
    // text() would take the byte order mark away.
    const text = Buffer.from(await answer.arrayBuffer()).toString('utf8')
    expect([answer.headers.get('content-type'), text.charCodeAt(0), text.split('\ufeff').length]).toEqual([
      'text/csv; charset=utf-8',
      0xfeff,
      2,
    ])
    expect(text.trim().split('\r\n').length).toBe(91)
    expect(text).toContain(`"'=cmd|calc"`)
    const scope = (await (await tam.request('/nhat-ky/tai-ve.csv?tu=2026-11-09&den=2026-11-23')).text())
      .trim()
      .split('\r\n')
    expect([scope.length, scope.slice(1).every((line) => line.startsWith(`"${OWN}"`))]).toEqual([46, true])
    expect((await world.nobody().request('/nhat-ky/tai-ve.csv')).status).toBe(303)
  })

  it('unplanned plays are taken, and reports that wait are settled, by a person alone', async () => {
    const player = await world.station(OWN)
    const events = [
      {
        event_id: 'u1',
        seq: 1,
        kind: 'finished',
        sha256: show.sha256,
        at: at('2026-11-22 11:10:00'),
        played_seconds: 600,
        mono_ms: 0,
      },
      {
        event_id: 'q1',
        seq: 2,
        kind: 'finished',
        sha256: show.sha256,
        at: at('2009-01-01 00:00:00'),
        played_seconds: 600,
        boot_id: 'khác',
      },
    ]
    const sent = { boot_id: 'b', sent_mono_ms: (18 - 11) * 3_600_000 + 86_400_000 - 600_000 }
    await player.post(`/api/v1/stations/${OWN}/as-run`, report(world, events, sent))
    const unplanned = await html(ha, '/nhat-ky/ngoai-lich')
    const key = /name="ids" value="([^"]+)"/.exec(unplanned)?.[1] ?? ''
    expect(key).toContain(OWN)
    expect(
      (
        await post(tam, '/nhat-ky/ngoai-lich', [
          ['ids', key],
          ['note', ''],
        ])
      ).status,
    ).toBe(403)
    expect(
      (
        await post(ha, '/nhat-ky/ngoai-lich', [
          ['ids', key],
          ['note', 'phát bù'],
        ])
      ).status,
    ).toBe(303)
    expect(await html(ha, '/nhat-ky/ngoai-lich?nhan=yes')).toContain('Phạm Thu Hà nhận lúc')

    expect(await html(ha, '/nhat-ky')).toContain('<b class="badge">1</b>')
    expect(await html(tam, '/nhat-ky/cho-xu-ly')).not.toContain('name="decision"')
    const settle = (fields: Record<string, string>) =>
      post(
        ha,
        '/nhat-ky/cho-xu-ly',
        Object.entries({
          station: OWN,
          event_id: 'q1',
          airing_id: '',
          time: '',
          date: '',
          reason: 'hỏi đài',
          decision: 'accept',
          ...fields,
        }),
      )
    const timeless = await settle({})
    expect([timeless.status, await alertOf(timeless)]).toEqual([
      400,
      'Chưa biết sự kiện này xảy ra lúc nào: hãy nêu giờ phát.',
    ])
    expect((await settle({ reason: '', time: '17:25', date: '22/11/2026' })).status).toBe(400)
    expect((await settle({ time: '17:25', date: '22/11/2026' })).status).toBe(303)
    expect((await outcome(own(22, '17:15'))).slice(0, 2)).toEqual(['aired', 'player'])
    expect(await html(ha, '/nhat-ky/cho-xu-ly')).toContain('Không có báo cáo nào chờ')
  })

  it('a total and single airings of the same days are never added: a person says which stands, with the reason', async () => {
    const counted = async (): Promise<unknown[]> => {
      const { body } = await ha.get(`/api/v1/reports/airings.json?from=2026-11-09&to=2026-11-16&segment=${SEGMENT}`)
      return [body.totals.commune.by_evidence.total, body.totals.commune.by_evidence.attested]
    }
    for (const day of [10, 11]) await post(ha, '/nhat-ky/xac-nhan', [['one', foreign(day)]])
    const total = { station: OTHER, segment: SEGMENT, from: '09/11/2026', to: '15/11/2026', n: '9', note: 'điện thoại' }
    const told = (client: Client, fields: Record<string, string> = {}) =>
      post(client, '/nhat-ky/tong-so', Object.entries({ ...total, ...fields }))
    expect((await told(tam)).status).toBe(403)
    expect((await told(ha, { to: '23/11/2026' })).status).toBe(400)
    expect((await told(ha, { from: '16/11/2026' })).status).toBe(400)
    expect((await told(ha)).status).toBe(303)
    expect(await counted()).toEqual([0, 2])
    const page = await html(ha, '/nhat-ky/tong-so')
    expect(page).toContain('Báo tổng 9 lượt; đã ghi nhận 2 lượt lẻ.')
    const position = /name="position" value="(\d+)"/.exec(page)?.[1] ?? ''
    const decide = (stands: string, reason: string) =>
      post(ha, '/nhat-ky/tong-so/quyet-dinh', Object.entries({ station: OTHER, position, stands, reason }))
    expect((await decide('total', '')).status).toBe(400)
    expect((await decide('singles', 'lượt lẻ có người nghe')).status).toBe(303)
    expect([await counted(), (await html(ha, '/nhat-ky/tong-so')).includes('Báo tổng 9')]).toEqual([[0, 2], false])
    expect((await decide('total', 'sổ của đài đầy đủ hơn')).status).toBe(303)
    expect(await counted()).toEqual([9, 0])
    expect(await outcome(foreign(10))).toEqual([null, null, 2])
    expect((await decide('total', 'lần nữa')).status).toBe(409)
    // A new single airing asks again.
    await post(ha, '/nhat-ky/xac-nhan', [['one', foreign(12)]])
    expect([
      await counted(),
      (await html(ha, '/nhat-ky/tong-so')).includes('Báo tổng 9 lượt; đã ghi nhận 1 lượt lẻ.'),
    ]).toEqual([[0, 1], true])
    const audit = await world.ctx.db.q
      .selectFrom('audit_entry')
      .select('after')
      .where('action', '=', 'total.decide')
      .execute()
    expect(audit.map(({ after }) => JSON.parse(after ?? '{}').stands)).toEqual(['singles', 'total'])
  })

  it('totals come from Excel too, with what they meet told before', async () => {
    const rows = [
      ['Xã Xuân Đông', new Date('2026-11-16T00:00:00Z'), '22/11/2026', 12],
      ['Xã Đăng Hưng Phước', '16/11/2026', '22/11/2026', '14 lượt'],
      ['Xã Xuân Đông', '09/11/2026', '15/11/2026', 9],
      ['Xã Xuân Đông', '10/11/2026', '17/11/2026', 9],
      ['Xã Xuân Đông', '02/11/2026', '01/11/2026', 'nhiều'],
      ['Cộng', null, null, 26],
    ]
    const sheet = { ...logSheet('Quý', []), rows: [['Đơn vị', 'Từ ngày', 'Đến ngày', 'Số lượt'], ...rows] }
    const file = new File([new Uint8Array(await workbook([sheet]))], 'tổng.xlsx')
    const brought = await post(ha, '/nhat-ky/nhap', [
      ['station', ''],
      ['segment', SEGMENT],
      ['kind', 'totals'],
      ['file', file],
    ])
    const path = brought.headers.get('location') ?? ''
    const page = await html(ha, path)
    expect(page).toContain('<b>2</b>sẽ nhập')
    for (const words of [
      'đã có 5 lượt lẻ trong những ngày này',
      'tổng số này đã có',
      'khoảng ngày chồng lên 16/11/2026–22/11/2026',
      'không phải số nguyên',
      'dòng tổng cộng',
    ]) {
      expect(page).toContain(words)
    }
    const digest = /name="digest" value="([0-9a-f]+)"/.exec(page)?.[1] ?? ''
    expect((await post(ha, `${path}/xac-nhan`, [['digest', digest]])).status).toBe(303)
    const { items } = (await ha.get('/api/v1/totals?from=2026-11-16&to=2026-11-22')).body
    expect(items.map((one: { station: string; n: number }) => [one.station, one.n])).toEqual([
      [OWN, 14],
      [OTHER, 12],
    ])
  })

  it('after all this the ledger leads to everything that is told', async () => {
    // An independent, naive counter says the same as the report.
    const days = { from: '2026-11-09', to: '2026-11-22' }
    const asked = { ...days, segmentId: show.segmentId, kind: 'all' as const, by: [], now: world.clock.now() }
    const { totals } = await oracle(world.ctx.db, asked)
    const { body } = await ha.get(`/api/v1/reports/airings.json?from=${days.from}&to=${days.to}&segment=${SEGMENT}`)
    const { by_evidence, ...figures } = body.totals.commune
    const told = { ...figures, ...by_evidence }
    const names = ['planned', 'aired', 'partial', 'missed', 'no_word', 'player', 'attested', 'imported', 'total']
    const only = (all: Record<string, number> | undefined) => names.map((name) => [name, all?.[name]])
    expect(only(told)).toEqual(only(totals.commune))
    expect(told.aired).toBeGreaterThan(10)
    for (const station of [OWN, OTHER]) {
      const { differences } = await rebuildStation(world.ctx.db, world.ctx.zone, world.stations[station] ?? 0)
      expect(differences).toEqual([])
    }
    expect((await verifyLedger(world.ctx.db)).map(({ fault }) => fault)).toEqual([null, null])
  })
})
