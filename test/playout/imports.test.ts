import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalDate } from '../../src/kernel/dates.ts'
import { FINDINGS, type FindingCode, rebuildStation } from '../../src/playout/index.ts'
import { type Client, onBothDatabases, type World } from '../world.ts'
import { at, type Programme2020, planAiring, programme, report } from './fixture.ts'
import { HEADS, lineOf, logSheet, type PaperRow, windows1258, workbook, zipOf } from './workbooks.ts'

const OWN = 'dang-hung-phuoc'
const OTHER = 'xuan-dong'
const SEGMENT = 'cai-cach-hanh-chinh'
const NAME = 'Xã Đăng Hưng Phước'
const date = (day: string): Date => new Date(`${day}T00:00:00Z`)
const two = (n: number): string => String(n).padStart(2, '0')

/** Posts a form as a browser does. */
async function post(client: Client, path: string, fields: Record<string, string | File>): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return client.request(path, { method: 'POST', body: form })
}
const fileOf = (bytes: Uint8Array, name: string): File => new File([new Uint8Array(bytes)], name)
const bring = (client: Client, bytes: Uint8Array, name: string, more: Record<string, string> = {}) =>
  post(client, '/nhat-ky/nhap', { station: '', segment: SEGMENT, file: fileOf(bytes, name), ...more })

type Line = { place: string; group: string; reason: string }
/** What is said of an import, as its CSV tells it. */
async function findings(client: Client, path: string, lang = 'vi'): Promise<Line[]> {
  const text = await (await client.request(`${path}/dong-loi.csv?lang=${lang}`)).text()
  return text
    .slice(1)
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => {
      const [place = '', group = '', reason = ''] = line
        .slice(1, -1)
        .split('","')
        .map((cell) => cell.replaceAll('""', '"'))
      return { place, group, reason }
    })
}
const digestIn = (html: string): string => /name="digest" value="([0-9a-f]+)"/.exec(html)?.[1] ?? ''
/** A sentence with a blank to fill, as a pattern. */
const sentence = (code: FindingCode, lang: 'vi' | 'en'): RegExp =>
  new RegExp(`^${FINDINGS[code][lang].replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace('{what}', '.*')}$`)

/** Every kind of row, with what is to be said of it and where. The days 2 to 20 have airings at 05:15 and 17:15. */
const day = (n: number): string => `${two(n)}/11/2026`
const row = (cells: PaperRow['cells'], ...said: string[]): PaperRow => ({ cells, said })
const NOVEMBER: readonly PaperRow[] = [
  row([date('2026-11-02'), '05:15', null, NAME, 10, 'đã phát', 'nghe rõ']),
  row([day(2), '17h15', null, 'Đài Truyền thanh xã Đăng Hưng Phước', 10, 'x']),
  row([day(3), '05:15', null, 'Xã Không Có'], 'D station_unknown'),
  row([day(3), '05:15', null, 'Xuân Đông'], 'D station_ambiguous'),
  row([day(3), '05:15', null, null], 'D station_missing'),
  row(['31/11/2026', '05:15', null, NAME], 'A date_impossible'),
  row(['25/12/2026', '05:15', null, NAME], 'A date_future'),
  row(['05/11', '05:15', null, NAME], 'A date_no_year'),
  row([46_200, '05:15', null, NAME], 'A date_is_number'),
  row(['hôm qua', '05:15', null, NAME], 'A date_unreadable'),
  row([null, '05:15', null, NAME], 'A date_missing'),
  row(['31/10/2026', '05:15', null, NAME], 'A date_outside'),
  row([day(3), '25:70', null, NAME], 'B time_impossible'),
  row([day(3), 'sáng sớm', null, NAME], 'B time_unreadable'),
  row([day(23), '23:00', null, NAME], 'B time_future'),
  row([day(3), null, 'khuya', NAME], 'C session_unknown'),
  row([day(3), '05:15', null, NAME, 'mười'], 'E minutes_not_number'),
  row([day(3), '05:15', null, NAME, -5], 'E minutes_negative'),
  row([day(3), '05:15', null, NAME, 999], 'E minutes_too_long'),
  row([day(3), '05:15', null, NAME, 10, 'hên xui'], 'F outcome_unknown'),
  row([day(3), '09:00', null, NAME], 'B airing_none'),
  row([day(3), null, null, NAME], 'A airing_two'),
  row([day(4), '05:15', null, NAME], 'B airing_cancelled'),
  row([day(5), '05:15', null, NAME], ' airing_corrected'),
  row([day(6), '05:15', null, NAME, null, 'không phát'], ' airing_contradicted'),
  row([day(6), '05:20', null, NAME], ' twice_in_file'),
  row([day(7), '05:15', null, NAME], ' known_attested'),
  row([day(2), '05:16', null, NAME], ' twice_in_file'),
  row([day(15), '05:15', null, NAME], ' known_player'),
  row([day(8), '05:15', null, NAME, '#REF!'], 'E cell_error'),
  row([day(8), null, null, NAME], 'A cell_merged', 'B cell_merged'),
  row([day(8), '05:15', null, NAME, null, null, 'ghi chú '.repeat(80)], 'G cell_too_long'),
  row([day(8), '05:15', null, NAME, null, null, '=HYPERLINK("http://x")'], 'G cell_formula_text'),
  row([day(9), '05:15', null, NAME, '10'], 'E number_as_text'),
  row([day(9), '17:15', null, NAME, '１０'], 'E full_width', 'E number_as_text'),
  row([day(10), '05:15', null, NAME, 10, 'đã phát'.normalize('NFD')], 'F decomposed'),
  row([day(10), '17:15', null, NAME], ' row_hidden'),
  row([day(11), '05:15', null, NAME]),
  row([day(11), '17:15', null, null], 'D merged_down'),
  row(['12/11/26', '05:15', null, NAME], 'A year_two_digits'),
  row([day(12), 0.71875, null, NAME, 5], 'E shorter'),
  row([day(13), null, 'sáng', NAME, 10, 'không phát', 'mất điện']),
  row([day(13), null, 'Buổi chiều', NAME], ' was_missed'),
  row([day(14), '17:15', null, NAME, null, 'không phát'], ' known_missed'),
  row([date('2026-11-16'), '05:15', null, NAME], 'A supplement'),
  row(['Cộng tuần', null, null, null, 25], 'A row_subtotal'),
  row(['TỔNG CỘNG', null, null, null, 90], 'A row_total'),
]
const GOOD = NOVEMBER.filter(({ said }) =>
  (said ?? []).every((one) => FINDINGS[one.split(' ')[1] as FindingCode].weight === 'note'),
)

/** The whole bad workbook. */
const badWorkbook = (): Promise<Uint8Array> => {
  const index = (code: string): number => NOVEMBER.findIndex(({ said }) => said?.some((one) => one.endsWith(code)))
  const at = (code: string): number => lineOf(index(code)) - 1
  const merged = at('cell_merged')
  const down = at('merged_down')
  return workbook([
    logSheet('Tháng 11', NOVEMBER, {
      merges: [
        { startRow: merged, endRow: merged, startCol: 0, endCol: 1 },
        { startRow: down - 1, endRow: down, startCol: 3, endCol: 3 },
      ],
      rowDefs: new Map([[at('row_hidden'), { hidden: true }]]),
    }),
    logSheet('Tháng 10', [row(['10/25/2026', '05:15', null, NAME]), row(['10/05/2026', '05:15', null, NAME])]),
    { name: 'Trống', rows: [] },
    logSheet('Nháp', [row([day(3), '05:15', null, NAME])], { hidden: true }),
    {
      name: 'Thu chi',
      rows: [
        ['Khoản', 'Số tiền'],
        ['Điện', 200_000],
      ],
    },
    { name: 'Thiếu cột', rows: [HEADS.filter((head) => head !== 'Kết quả'), [day(3), '05:15']] },
    {
      name: 'Hai cột',
      rows: [
        [...HEADS, 'Ngày phát'],
        [day(3), '05:15'],
      ],
    },
  ])
}
const ELSEWHERE: readonly (readonly [vi: string, en: string, code: FindingCode])[] = [
  ["Trang 'Tháng 10', ô A4", "Sheet 'Tháng 10', cell A4", 'date_month_first'],
  ["Trang 'Tháng 10', ô A5", "Sheet 'Tháng 10', cell A5", 'date_doubtful'],
  ["Trang 'Trống'", "Sheet 'Trống'", 'sheet_empty'],
  ["Trang 'Nháp'", "Sheet 'Nháp'", 'sheet_hidden'],
  ["Trang 'Thu chi'", "Sheet 'Thu chi'", 'head_missing'],
  ["Trang 'Thiếu cột', dòng 1", "Sheet 'Thiếu cột', row 1", 'column_missing'],
  ["Trang 'Hai cột', ô H1", "Sheet 'Hai cột', cell H1", 'column_twice'],
]

async function plan(world: World, show: Programme2020): Promise<void> {
  for (let n = 2; n <= 20; n++) {
    for (const time of ['05:15', '17:15']) {
      const cancelled = n === 4 ? { state: 'cancelled' as const } : {}
      for (const station of [OWN, OTHER]) await planAiring(world, show, station, `2026-11-${two(n)} ${time}`, cancelled)
    }
  }
  const { q } = world.ctx.db
  const twin = { code: 'phuong-xuan-dong', name: 'Đài Truyền thanh phường Xuân Đông', frequency: null }
  const rest = { contact_name: null, contact_phone: null, active_from: null, active_to: null, created_at: 0 }
  const { id } = await q
    .insertInto('station')
    .values({ ...twin, ...rest })
    .returning('id')
    .executeTakeFirstOrThrow()
  const place = { station_id: id, from_date: '1990-01-01' as LocalDate, level_code: 'commune', unit_id: 3 }
  await q.insertInto('station_assignment').values(place).execute()
  const closing = { period_key: '2026-W47', from_date: '2026-11-16' as LocalDate, to_date: '2026-11-22' as LocalDate }
  const frozen = {
    segment_code: SEGMENT,
    segment_id: show.segmentId,
    kind: 'all' as const,
    rules: 1,
    head: '{}',
    hash: 'h',
  }
  const by = { closed_at: 0, closed_by: null, closed_by_name: 'Đặng Ngọc Bích', row_count: 0 }
  const open = { reopened_at: null, reopened_by: null, reopened_by_name: null, reopen_reason: null }
  await q
    .insertInto('closing')
    .values({ ...closing, ...frozen, ...by, ...open })
    .execute()
}

onBothDatabases('a station’s log from Excel', (openWorld) => {
  let world: World
  let ha: Client
  let show: Programme2020
  beforeAll(async () => {
    world = await openWorld({ now: '2026-11-23T18:00:00+07:00' })
    show = await programme(world)
    await plan(world, show)
    ha = await world.as('ha')
    const of = (n: number, time: string) =>
      `${show.slotId}-${world.stations[OWN]}-202611${two(n)}-${Number(time.replace(':', '')) + 1}`
    const attest = (n: number, outcome: string, time = '05:15') =>
      ha.post(`/api/v1/airings/${of(n, time)}/attestations`, { outcome })
    await attest(5, 'aired')
    await ha.post(`/api/v1/airings/${of(5, '05:15')}/corrections`, { outcome: 'missed', reason: 'hỏi lại đài' })
    for (const n of [6, 7]) await attest(n, 'aired')
    const finished = { kind: 'finished', at: at('2026-11-15 05:25:00'), sha256: show.sha256, played_seconds: 600 }
    const event = { event_id: 'e1', seq: 1, airing_id: of(15, '05:15'), ...finished }
    await (await world.station(OWN)).post(`/api/v1/stations/${OWN}/as-run`, report(world, [event]))
    await attest(13, 'missed', '17:15')
    await attest(14, 'missed', '17:15')
  })
  afterAll(() => world?.close())

  let book: Uint8Array
  const ledger = async (): Promise<number> => {
    const rows = await world.ctx.db.q
      .selectFrom('ledger_row')
      .select((e) => e.fn.countAll<number>().as('n'))
      .execute()
    return Number(rows[0]?.n)
  }
  const statusOf = async (response: Response): Promise<[number, string]> => [
    response.status,
    /role="alert">(?:<p>)?([^<]*)/.exec(await response.text())?.[1] ?? '',
  ]

  it('more than thirty kinds of fault are each named by sheet and cell, in both languages', async () => {
    const before = await ledger()
    book = await badWorkbook()
    const answer = await bring(ha, book, 'sổ tháng 11.xlsx', { from: '01/11/2026', to: '30/11/2026' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/nhat-ky/nhap/1'])
    const path = '/nhat-ky/nhap/1'
    const vi = await findings(ha, path)
    const en = await findings(ha, path, 'en')
    const expected = [
      ...NOVEMBER.flatMap(({ said = [] }, index) =>
        said.map((one): readonly [string, string, FindingCode] => {
          const [column = '', code] = one.split(' ')
          const line = lineOf(index)
          const [o, cell] =
            column === '' ? [`dòng ${line}`, `row ${line}`] : [`ô ${column}${line}`, `cell ${column}${line}`]
          return [`Trang 'Tháng 11', ${o}`, `Sheet 'Tháng 11', ${cell}`, code as FindingCode]
        }),
      ),
      ...ELSEWHERE,
    ]
    for (const [viPlace, enPlace, code] of expected) {
      const named = (lines: Line[], place: string, pattern: RegExp) =>
        lines.some((line) => line.place === place && pattern.test(line.reason))
      expect({
        viPlace,
        code,
        vi: named(vi, viPlace, sentence(code, 'vi')),
        en: named(en, enPlace, sentence(code, 'en')),
      }).toEqual({
        viPlace,
        code,
        vi: true,
        en: true,
      })
    }
    // Nothing else is said: no good row is suspected.
    expect(vi.map(({ place }) => place).sort()).toEqual(expected.map(([place]) => place).sort())
    expect(new Set(expected.map(([, , code]) => code)).size).toBeGreaterThan(40)
    expect(await ledger()).toBe(before)
  })

  it('the good rows are imported as shown, once; the second time everything is known', async () => {
    const html = await (await ha.request('/nhat-ky/nhap/1')).text()
    const before = await ledger()
    expect((await post(ha, '/nhat-ky/nhap/1/xac-nhan', { digest: 'khác' })).status).toBe(409)
    expect(await ledger()).toBe(before)
    const confirm = () => post(ha, '/nhat-ky/nhap/1/xac-nhan', { digest: digestIn(html) })
    const [first, second] = await Promise.all([confirm(), confirm()])
    expect([first.status, second.status].sort()).toEqual([303, 409])
    expect(await ledger()).toBe(before + GOOD.length)
    const { items } = (await ha.get(`/api/v1/airings?from=2026-11-01&to=2026-11-30&station=${OWN}&limit=200`)).body
    const told = (day_: string, time: string) => {
      const one = items.find(
        (item: { starts_at: string }) =>
          item.starts_at === new Date(`${day_}T${time}:00+07:00`).toISOString().replace('.000', ''),
      )
      return [one.outcome, one.grade, one.played_seconds, one.outcome_reason]
    }
    expect(told('2026-11-02', '05:15')).toEqual(['aired', 'imported', 600, null])
    expect(told('2026-11-12', '17:15')).toEqual(['partial', 'imported', 300, null])
    expect(told('2026-11-13', '05:15')).toEqual(['missed', 'imported', null, 'mất điện'])
    expect(told('2026-11-13', '17:15')).toEqual(['aired', 'imported', 600, null])
    expect(told('2026-11-05', '05:15')).toEqual(['missed', 'attested', null, 'hỏi lại đài'])
    expect(told('2026-11-03', '05:15')).toEqual([null, null, null, null])

    const again = await bring(ha, await badWorkbook(), 'sổ tháng 11 (bản 2).xlsx', {
      from: '01/11/2026',
      to: '30/11/2026',
    })
    const path = again.headers.get('location') ?? ''
    const page = await (await ha.request(path)).text()
    expect(page).toContain('<b>0</b>sẽ nhập')
    expect((await post(ha, `${path}/xac-nhan`, { digest: digestIn(page) })).status).toBe(409)
    expect(await ledger()).toBe(before + GOOD.length)
    expect((await rebuildStation(world.ctx.db, world.ctx.zone, world.stations[OWN] ?? 0)).differences).toEqual([])
  })

  it('the very same file is recognised as such', async () => {
    const path = (await bring(ha, book, 'lần nữa.xlsx')).headers.get('location') ?? ''
    expect(await (await ha.request(path)).text()).toContain('Chính tệp này đã được Phạm Thu Hà nhập lúc')
    await post(ha, `${path}/bo`, {})
  })

  it('a finished import is kept with its file, its findings and who confirmed it', async () => {
    const list = await (await ha.request('/nhat-ky/nhap')).text()
    expect(list).toContain('sổ tháng 11.xlsx')
    const page = await (await ha.request('/nhat-ky/nhap/1')).text()
    expect(page).toContain('Phạm Thu Hà đã xác nhận lúc')
    expect(page).toContain('ô D6')
    const file = await ha.request('/nhat-ky/nhap/1/tep')
    expect(Buffer.from(await file.arrayBuffer()).equals(Buffer.from(book))).toBe(true)
    expect((await ha.request(`/nhat-ky/${show.slotId}-${world.stations[OWN]}-20261102-516`)).status).toBe(200)
    const lan = await world.as('lan')
    expect([(await lan.request('/nhat-ky/nhap/1')).status, (await lan.request('/nhat-ky/nhap/99')).status]).toEqual([
      403, 403,
    ])
  })

  it('an operator brings the own log alone, in any encoding and with any separator; the columns are remembered', async () => {
    const tam = await world.as('tam')
    expect((await bring(tam, Buffer.from('a'), 'a.csv')).status).toBe(403)
    expect((await bring(tam, Buffer.from('a;b'), 'a.csv', { station: OTHER })).status).toBe(403)
    const texts: readonly (readonly [name: string, bytes: Uint8Array])[] = [
      ['utf8.csv', Buffer.from('\ufeffsep=;\nHôm;Lúc;Ghi chú\n17/11/2026;05:15;"rõ; to"\n')],
      ['utf16.txt', Buffer.from('\ufeffHôm\tLúc\tGhi chú\r\n17/11/2026\t17:15\trõ\r\n', 'utf16le')],
      ['1258.csv', windows1258('Hôm,Lúc,Ghi chú\n18/11/2026,05:15,điện yếu\n')],
    ]
    for (const [index, [name, bytes]] of texts.entries()) {
      const path = (await bring(tam, bytes, name, { station: OWN })).headers.get('location') ?? ''
      if (index === 0) {
        // Nobody can guess these heads: the person says it once.
        expect(await (await tam.request(path)).text()).toContain('Hãy chọn cột cho: Ngày phát.')
        const heads = { head_date: 'Hôm', head_time: 'Lúc', head_note: 'Ghi chú', order: 'dmy' }
        expect((await post(tam, `${path}/cot`, heads)).status).toBe(303)
      }
      const page = await (await tam.request(path)).text()
      expect({ name, one: page.includes('<b>1</b>sẽ nhập') }).toEqual({ name, one: true })
      expect((await post(tam, `${path}/xac-nhan`, { digest: digestIn(page) })).status).toBe(303)
    }
    const pasted = 'Hôm\tLúc\tĐài\n18/11/2026\t17:15\tXã Xuân Đông\n18/11/2026\t05:15\t\n'
    const answer = await post(tam, '/nhat-ky/nhap', { station: OWN, segment: SEGMENT, pasted })
    const said = await findings(tam, answer.headers.get('location') ?? '')
    expect(said).toMatchObject([{ place: 'Ô A2' }, { place: 'Dòng 3', reason: 'lượt này đã được nhập từ sổ' }])
    const reasons = await world.ctx.db.q
      .selectFrom('evidence')
      .select('reason')
      .where('actor_name', '=', 'Võ Văn Tâm')
      .execute()
    expect(reasons.map(({ reason }) => reason)).toEqual(['rõ; to', 'rõ', 'điện yếu'])
  })

  it('days of a Mac’s workbook, and airings across midnight, are where they belong', async () => {
    const rows = [row([date('2026-11-19'), '05:15', null, NAME]), row([date('2026-11-19'), '17:15', null, NAME])]
    const path =
      (await bring(ha, await workbook([logSheet('Mac', rows)], true), 'mac.xlsx')).headers.get('location') ?? ''
    expect(await findings(ha, path)).toMatchObject([
      { place: "Trang 'Mac'" },
      { reason: expect.stringContaining('kỳ đã chốt') },
      {},
    ])
    expect(await (await ha.request(path)).text()).toContain('<b>2</b>sẽ nhập')
    expect((await post(ha, `${path}/bo`, {})).status).toBe(303)
    expect((await post(ha, `${path}/bo`, {})).status).toBe(409)
  })

  it('a file that is wrong as a whole is refused in words, and the form keeps what was chosen', async () => {
    const encrypted = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('EncryptedPackage', 'utf16le')])
    const book = await workbook([logSheet('A', [])])
    const bomb = await zipOf({
      'xl/workbook.xml': Buffer.from('<workbook/>'),
      'xl/media/a.bin': Buffer.alloc(90 * 1_048_576),
    })
    const macro = await zipOf({ 'xl/workbook.xml': Buffer.from('<workbook/>'), 'xl/vbaProject.bin': Buffer.from('x') })
    const long = Buffer.from(`Ngày\n${'02/11/2026\n'.repeat(8001)}`)
    const cases: readonly (readonly [string, Uint8Array, number, string])[] = [
      ['a.xlsx', encrypted, 415, 'có mật khẩu'],
      ['a.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]), 415, '.xls'],
      ['a.xlsx', book.subarray(0, book.length >> 1), 415, 'hỏng'],
      ['a.xlsx', Buffer.from('Ngày;Giờ'), 415, 'hỏng'],
      ['a.xlsx', bomb, 413, 'phình'],
      ['a.xlsx', macro, 415, 'macro'],
      ['a.xlsm', book, 415, 'macro'],
      ['a.csv', book, 415, 'bên trong là .xlsx'],
      ['a.csv', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 415, 'ảnh'],
      ['a.doc', Buffer.from('Ngày'), 415, 'Chỉ nhận'],
      ['a.csv', Buffer.from([1, 2, 3, 4, 0x80, 0xff]), 415, 'Không đọc được chữ'],
      ['a.csv', long, 413, 'quá nhiều dòng'],
    ]
    for (const [name, bytes, status, words] of cases) {
      const response = await bring(ha, bytes, name, { kind: 'totals' })
      const [code, said] = await statusOf(response)
      expect({ name, words, code, said: said.includes(words) }).toEqual({ name, words, code: status, said: true })
    }
    expect((await bring(ha, Buffer.alloc(0), 'a.csv')).status).toBe(400)
    expect((await bring(ha, Buffer.alloc(11 * 1_048_576), 'a.csv')).status).toBe(413)
  })
})

describe('the findings', () => {
  it('are all said by the code, and documented by a test or a rule', () => {
    const sources = ['rows', 'fields', 'judge', 'judge-totals', 'columns', 'station-names'].map((name) =>
      readFileSync(new URL(`../../src/playout/imports/logs/${name}.ts`, import.meta.url), 'utf8'),
    )
    const said = sources.join('\n')
    expect(Object.keys(FINDINGS).filter((code) => !said.includes(`'${code}'`))).toEqual([])
  })
})
