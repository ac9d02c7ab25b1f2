import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import mammoth from 'mammoth'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { system } from '../src/kernel/actor.ts'
import { writeReportBook } from '../src/reports/documents/evidence-writer.ts'
import { reportData } from '../src/reports/documents/report-data.ts'
import { periodOf } from '../src/reports/index.ts'
import { attributes, sections, wordParagraphs, wordsOf, wordTables, xmlParts } from './office-files.ts'
import { type Ledgerless, reportsFixture, workdays } from './reports-fixture.ts'
import { DISTRICT_STATION } from './story.ts'
import { type Client, onBothDatabases } from './world.ts'

const REPORTS = '/api/v1/reports'
const SETTINGS = '/api/v1/report-settings'
const office = {
  superior: 'Ủy ban nhân dân huyện Chợ Gạo',
  agency: 'Phòng Nội vụ',
  place: 'Chợ Gạo',
  symbol: 'BC-PNV',
  signature_lines: ['KT. TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG'],
  signer: 'Đặng Ngọc Bích',
  recipients: ['Sở Nội vụ tỉnh Tiền Giang', 'UBND huyện'],
}
const spoken = (n: number): string => new Intl.NumberFormat('vi-VN').format(n)
type Row = Record<string, string | number>
type Cells = readonly (readonly unknown[])[]

onBothDatabases('The sentence and the documents', (open) => {
  let fixture: Ledgerless
  let reader: Client
  beforeAll(async () => {
    const world = await open({ now: '2020-10-05T08:00:00+07:00' })
    fixture = await reportsFixture(world)
    reader = await world.as('bich')
  })
  beforeEach(async () => {
    await fixture.world.ctx.db.q.deleteFrom('setting').execute()
  })
  afterAll(() => fixture.world.close())

  const json = async (query: string) => {
    const answer = await reader.get(`${REPORTS}/airings.json?${query}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body
  }
  // The quarter's workbook holds thousands of rows: made once while its data stand.
  let kept: Map<string, Uint8Array> | undefined
  const file = async (kind: 'docx' | 'xlsx', query: string): Promise<Uint8Array> => {
    const before = kind === 'xlsx' ? kept?.get(query) : undefined
    if (before) return before
    const response = await reader.request(`${REPORTS}/airings.${kind}?${query}`)
    expect(response.status).toBe(200)
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (kind === 'xlsx') kept?.set(query, bytes)
    return bytes
  }
  const word = async (query: string) => {
    const parts = await xmlParts(await file('docx', query))
    const xml = parts.get('word/document.xml') ?? ''
    return { parts, xml, tables: wordTables(xml), paragraphs: wordParagraphs(xml) }
  }
  const book = async (query: string) => {
    const bytes = await file('xlsx', query)
    const { sheets } = await readXlsx(bytes, { readStyles: true })
    const parts = await xmlParts(bytes)
    const sheet = (name: string): Cells => sheets.find((one) => one.name === name)?.rows ?? []
    return { sheets, sheet, parts, xmlOf: (n: number) => parts.get(`xl/worksheets/sheet${n}.xml`) ?? '' }
  }
  const dressed = async (): Promise<void> => {
    const answer = await (await fixture.world.as('bao')).patch(SETTINGS, office)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  }

  /** The quarter as it was, and one commune station whose operator missed a day and was cut short on another. */
  async function quarterThree(): Promise<void> {
    const { world, airing, put } = fixture
    const airings = Object.entries(world.stations).flatMap(([code, station_id]) =>
      workdays('2020-07-01', '2020-09-30').flatMap((on) =>
        (code === DISTRICT_STATION ? ['05:15', '11:00', '17:00'] : ['05:15', '17:15']).map((time) =>
          airing({ station_id, on, time, outcome: 'aired', grade: time === '05:15' ? 'imported' : 'attested' }),
        ),
      ),
    )
    const station_id = world.stations['binh-ninh'] ?? 0
    airings.push(
      airing({ station_id, on: '2020-07-02', time: '11:00', outcome: 'missed' }),
      airing({ station_id, on: '2020-07-03', time: '11:00', outcome: 'partial' }),
      airing({ station_id, on: '2020-07-04', time: '11:00' }),
    )
    await put({ airings })
  }

  describe('with the quarter as it was', () => {
    beforeAll(async () => {
      kept = new Map()
      await quarterThree()
    })
    afterAll(async () => {
      kept = undefined
      await fixture.clear()
    })

    describe('the figures', () => {
      test('is 237 and 3.002 in the sentence, in both languages', async () => {
        const { status, body } = await reader.get(`${REPORTS}/sentence?period=2020-Q3`)
        expect(status).toBe(200)
        expect(body).toEqual({
          period: { key: '2020-Q3', from: '2020-07-01', to: '2020-09-30' },
          segment: 'cai-cach-hanh-chinh',
          vi: 'Trong quý III năm 2020, tiết mục “Cải cách hành chính” đã có 237 lượt tuyên truyền trên sóng đài huyện, 3.002 lượt trên đài truyền thanh xã, thị trấn.',
          en: 'In the third quarter of 2020, airings of “Cải cách hành chính”: 237 on the district station, 3,002 on the commune stations.',
        })
      })

      test('is the same in the document, the workbook, the table for Excel, on the page and in the JSON', async () => {
        const { totals } = await json('period=2020-Q3')
        expect([totals.district.aired, totals.commune.aired]).toEqual([237, 3002])
        const { tables, paragraphs } = await word('period=2020-Q3')
        const [level, district, commune] = [tables[1]?.rows ?? [], 'Đài huyện', 'Đài truyền thanh xã, thị trấn']
        expect(level.find(([name]) => name === district)).toEqual([district, '237', '237', '100%', '0', '0', '0'])
        expect(level.find(([name]) => name === commune)).toEqual([commune, '3.005', '3.002', '99,9%', '1', '1', '1'])
        expect(level.at(-1)?.slice(0, 3)).toEqual(['Cộng', '3.242', '3.239'])
        expect(paragraphs).toContain((await reader.get(`${REPORTS}/sentence?period=2020-Q3`)).body.vi)
        const summary = (await book('period=2020-Q3')).sheet('Tổng hợp')
        expect(summary.find(([code]) => code === 'district')?.slice(2, 4)).toEqual([237, 237])
        expect(summary.find(([code]) => code === 'commune')?.slice(2, 4)).toEqual([3005, 3002])
        const csv = (await reader.get(`${REPORTS}/airings.csv?period=2020-Q3&by=level`)).body as string
        expect(csv).toContain('"district","đài huyện",237,237,')
        expect(csv).toContain('"commune","đài truyền thanh xã, thị trấn",3005,3002,')
        const page = (await reader.get('/bao-cao?nam=2020&ky=Q3')).body as string
        expect(page).toMatch(
          /<textarea[^>]*readonly[^>]*>\s*Trong quý III năm 2020, .* đã có 237 lượt .* 3\.002 lượt trên/,
        )
        expect(page).toContain('href="/api/v1/reports/airings.docx?period=2020-Q3&amp;lang=vi"')
        expect(page).toContain('href="/api/v1/reports/airings.xlsx?period=2020-Q3&amp;lang=vi"')
      })

      test('has every station of the JSON in the annex and in the workbook, in the same order', async () => {
        const { rows } = await json('period=2020-Q3&by=level,station')
        const told = rows.map((row: Row) => [
          row.station_name,
          row.planned,
          row.aired,
          row.partial,
          row.missed,
          row.no_word,
        ])
        const numbered = (await word('period=2020-Q3')).tables.at(-2)
        const annex = (await word('period=2020-Q3')).tables.at(-1)
        expect(numbered?.headRows).toBe(0)
        const lines = annex?.rows.filter(([no = '']) => /^\d+$/.test(no)) ?? []
        const pick = (cells: readonly string[]): (string | undefined)[] => [1, 3, 4, 10, 11, 12].map((i) => cells[i])
        expect(lines.map(pick)).toEqual(
          told.map(([name, ...numbers]: [string, ...number[]]) => [name, ...numbers.map(spoken)]),
        )
        const sheet = (await book('period=2020-Q3')).sheet('Theo đài').slice(3, -1)
        expect(sheet.map((cells) => [2, 4, 5, 10, 11, 12].map((i) => cells[i]))).toEqual(told)
      })

      test('has every month of the JSON in both; an administrative-reform period says where it cuts one', async () => {
        const { rows } = await json('period=2020-Q3&by=month,level')
        const of = (month: string, level: string): number =>
          Number(rows.find((row: Row) => row.month === month && row.level === level)?.aired)
        const months = (await word('period=2020-Q3')).tables[2]?.rows.slice(1) ?? []
        expect(months.slice(0, 3)).toEqual(
          ['2020-07', '2020-08', '2020-09'].map((month, i) => {
            const numbers = [of(month, 'district'), of(month, 'commune')]
            return [`Tháng ${i + 7}/2020`, ...[...numbers, numbers.reduce((a, b) => a + b)].map(spoken)]
          }),
        )
        expect(months.at(-1)).toEqual(['Cộng', '237', '3.002', '3.239'])
        const sheet = (await book('period=2020-Q3')).sheet('Theo tháng')
        expect(sheet.slice(3, 6).map((cells) => [cells[4], cells[6], cells[7]])).toEqual(
          ['2020-07', '2020-08', '2020-09'].map((month) => {
            const [d, c] = [of(month, 'district'), of(month, 'commune')]
            return [d, c, d + c]
          }),
        )
        const reform = await word('period=cchc:2020-Q3')
        expect(reform.tables[2]?.rows.slice(1, -1).map(([name]) => name)).toEqual([
          'Tháng 6/2020 (từ 15/6)',
          'Tháng 7/2020',
          'Tháng 8/2020',
          'Tháng 9/2020 (đến 14/9)',
        ])
        expect((await json('period=cchc:2020-Q3')).totals.district.aired).toBe(195)
        expect(reform.tables[1]?.rows[1]?.[2]).toBe('195')
      })

      test('lists every airing behind the number, dated; its sums are formulas that agree with what they show', async () => {
        const { sheets, sheet, parts } = await book('period=2020-Q3')
        const evidence = sheet('Bằng chứng').slice(3, -1)
        expect(evidence).toHaveLength(3239)
        // By station and time: the same rows as the API tells, station by station.
        const of = `${REPORTS}/airings/evidence?period=2020-Q3&outcome=aired&limit=500&station=${DISTRICT_STATION}`
        const { items } = (await reader.get(of)).body
        expect(evidence.slice(0, 237).map((cells) => cells[13])).toEqual(items.map((item: Row) => item.airing_id))
        const [first] = evidence
        expect(first?.[1]).toEqual(new Date('2020-07-01T00:00:00Z'))
        expect(first?.[11]).toEqual(new Date('2020-07-01T05:15:00Z'))
        expect(new Set(evidence.map((cells) => cells[10]))).toEqual(new Set([1]))
        const summary = sheets[0]
        const formulas = new Map([...(summary?.cells ?? [])].map(([at, cell]) => [at, [cell.formula, cell.value]]))
        expect(formulas.get('7,3')).toEqual(['SUM(D6:D7)', 3239])
        expect(formulas.get('6,11')?.[0]).toBe('IF(C7=0,"",D7/C7)')
        // Reported, by station, by month, evidence, difference: of the district, then of the communes.
        expect(
          sheet('Tổng hợp')
            .slice(11, 13)
            .map((cells) => cells.slice(2, 7)),
        ).toEqual([
          [237, 237, 237, 237, 0],
          [3002, 3002, 3002, 3002, 0],
        ])
        expect(parts.get('xl/worksheets/sheet1.xml')).toContain("SUMPRODUCT(('Bằng chứng'!$D$4:$D$3242=A12)*")
      })

      test('has sums of columns whose formulas, worked out anew, give the kept values', async () => {
        const { sheets } = await book('period=2020-Q3')
        let worked = 0
        for (const sheet of sheets) {
          for (const [at, cell] of sheet.cells ?? []) {
            const [, column = '', from, to] = /^SUM\(\$?([A-Z])\$?(\d+):\$?\1\$?(\d+)\)$/.exec(cell.formula ?? '') ?? []
            if (column === '') continue
            const index = column.charCodeAt(0) - 65
            const rows = sheet.rows.slice(Number(from) - 1, Number(to))
            expect(cell.value, `${sheet.name} ${at}`).toBe(rows.reduce((sum, row) => sum + Number(row[index]), 0))
            worked += 1
          }
        }
        expect(worked).toBeGreaterThan(20)
      })
    })

    describe('the document', () => {
      test('is A4 with the margins of the decree, its annex sideways, its pages numbered above but for the first', async () => {
        const { xml, parts } = await word('period=2020-Q3')
        const [upright = '', sideways = ''] = sections(xml)
        // Twentieths of a point: 20, 15, 20, 30 mm of 210 by 297 mm.
        const margins = { 'w:top': '1134', 'w:right': '851', 'w:bottom': '1134', 'w:left': '1701' }
        expect(attributes(upright, 'w:pgMar')).toMatchObject(margins)
        expect(attributes(sideways, 'w:pgMar')).toMatchObject(margins)
        expect(attributes(upright, 'w:pgSz')).toMatchObject({ 'w:w': '11906', 'w:h': '16838', 'w:orient': 'portrait' })
        expect(attributes(sideways, 'w:pgSz')).toMatchObject({
          'w:w': '16838',
          'w:h': '11906',
          'w:orient': 'landscape',
        })
        const headers = [...parts].filter(([name]) => name.startsWith('word/header')).map(([, text]) => text)
        expect(headers.filter((header) => header.includes('PAGE') && header.includes('w:val="center"'))).toHaveLength(2)
        for (const section of [upright, sideways]) {
          expect(section).toContain('<w:titlePg/>')
          expect(section).toMatch(/<w:headerReference w:type="default"/)
          expect(section).toMatch(/<w:headerReference w:type="first"/)
          expect(attributes(section, 'w:pgNumType')['w:start']).toBe('1')
        }
      })

      test('is set in Times New Roman, 13 and 14 points in its text, and in no other type', async () => {
        const { xml, parts, paragraphs } = await word('period=2020-Q3')
        const types = [...parts.values()].flatMap((part) => [
          ...part.matchAll(/w:(?:ascii|hAnsi|cs|eastAsia)="([^"]*)"/g),
        ])
        expect(new Set(types.map(([, name]) => name))).toEqual(new Set(['Times New Roman']))
        const sizes = new Set([...xml.matchAll(/<w:sz w:val="(\d+)"\/>/g)].map(([, size]) => Number(size) / 2))
        expect([...sizes].filter((size) => size > 14)).toEqual([])
        const sentence = paragraphs.find((text) => text.startsWith('Trong quý III'))
        const [paragraph = ''] = [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)]
          .map(([p]) => p)
          .filter((p) => wordsOf(p) === sentence)
        expect(attributes(paragraph, 'w:sz')['w:val']).toBe('28')
        expect(paragraph).toContain('<w:jc w:val="both"/>')
        // First line 12,7 mm in.
        expect(attributes(paragraph, 'w:ind')['w:firstLine']).toBe('720')
      })

      test('repeats the two rows of heads of its annex on every page and cuts no row', async () => {
        const { xml } = await word('period=2020-Q3')
        const annex = wordTables(xml.slice(xml.indexOf('Phụ lục</w:t>'))).at(-1)
        expect(annex?.headRows).toBe(2)
        expect(annex?.rows[0]).toContain('Đã phát, chia theo bằng chứng')
        expect(annex?.xml.match(/<w:cantSplit\/>/g)).toHaveLength(annex?.rows.length ?? 0)
        const widths = [...(annex?.xml ?? '').matchAll(/<w:gridCol w:w="(\d+)"\/>/g)].map(([, width]) => Number(width))
        // 252 mm between the margins.
        expect(widths.reduce((a, b) => a + b)).toBeLessThanOrEqual(Math.ceil((252 / 25.4) * 1440))
      })

      test('has the head of the agency and the national title, and what the clerk fills in left open', async () => {
        await dressed()
        const { tables, paragraphs } = await word('period=2020-Q3')
        const [[left, right] = [], [number, place] = []] = tables[0]?.rows ?? []
        expect(left).toBe('ỦY BAN NHÂN DÂNHUYỆN CHỢ GẠOPHÒNG NỘI VỤ')
        expect(right).toBe('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAMĐộc lập - Tự do - Hạnh phúc')
        expect(number).toBe('Số: ………/BC-PNVDỰ THẢO')
        expect(place).toBe('Chợ Gạo, ngày …… tháng 10 năm 2020')
        expect(paragraphs).toContain('BÁO CÁO')
        const [recipients, signature] = tables.at(-2)?.rows[0] ?? []
        expect(recipients).toBe('Nơi nhận:- Sở Nội vụ tỉnh Tiền Giang;- UBND huyện;- Lưu: VT.')
        expect(signature).toBe('KT. TRƯỞNG PHÒNGPHÓ TRƯỞNG PHÒNGĐặng Ngọc Bích')
        const issued = await word('period=2020-Q3&number=15&date=2020-10-06')
        expect(issued.tables[0]?.rows[1]).toEqual(['Số: 15/BC-PNVDỰ THẢO', 'Chợ Gạo, ngày 06 tháng 10 năm 2020'])
        expect(issued.paragraphs).toContain(
          '(Kèm theo Báo cáo số 15/BC-PNV ngày 06 tháng 10 năm 2020 của Phòng Nội vụ)',
        )
      })

      test('of a period that is not closed says on every page that it is a draft', async () => {
        const { parts } = await word('period=2020-Q3')
        const footers = [...parts].filter(([name]) => name.startsWith('word/footer')).map(([, text]) => wordsOf(text))
        expect(footers.length).toBeGreaterThanOrEqual(2)
        for (const footer of footers)
          expect(footer).toBe('DỰ THẢO, số liệu chưa chốt, tổng hợp lúc 08:00 ngày 05/10/2020')
      })

      test('is a document that a word processor reads, also of a period in which nothing was aired', async () => {
        for (const query of [
          'period=2020-Q3',
          'period=2019-02',
          'from=2020-07-01&to=2020-07-01',
          'period=2020&segment=all',
        ]) {
          const { value, messages } = await mammoth.extractRawText({ buffer: Buffer.from(await file('docx', query)) })
          expect(messages.filter(({ type }) => type === 'error')).toEqual([])
          expect(value, query).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
        }
      })
    })

    describe('the workbook', () => {
      test('keeps its heads in sight and repeats them in print, on A4 sideways, one page wide', async () => {
        const { parts, xmlOf, sheets } = await book('period=2020-Q3')
        expect(sheets.map(({ name }) => name)).toEqual(['Tổng hợp', 'Theo đài', 'Theo tháng', 'Bằng chứng'])
        const names = parts.get('xl/workbook.xml') ?? ''
        for (const [i, head] of [5, 3, 3, 3].entries()) {
          const xml = xmlOf(i + 1)
          expect(attributes(xml, 'pane')).toMatchObject({ ySplit: String(head), state: 'frozen' })
          expect(attributes(xml, 'pageSetup')).toMatchObject({
            paperSize: '9',
            orientation: 'landscape',
            fitToHeight: '0',
          })
          expect(xml).toContain('fitToPage="1"')
          expect(names).toContain(`'${sheets[i]?.name}'!$${head}:$${head}</definedName>`)
        }
      })

      test('splits evidence beyond what a sheet holds into further sheets, whose sums add up', async () => {
        const { ctx } = fixture.world
        const asked = { period: periodOf('2020-Q3'), units: 'then', kind: 'all' } as const
        const folder = mkdtempSync(join(tmpdir(), 'songque-book-'))
        const path = join(folder, 'book.xlsx')
        const told: [number, number][] = []
        const data = await reportData(ctx, system('test'), asked)
        const progress = (done: number, total: number) => told.push([done, total])
        expect(await writeReportBook(ctx, { ...asked, lang: 'vi' }, data, path, progress, 1500)).toBe(3239)
        expect([told[0], told.at(-1)]).toEqual([
          [0, 3239],
          [3239, 3239],
        ])
        const { sheets } = await readXlsx(readFileSync(path))
        rmSync(folder, { recursive: true })
        expect(sheets.slice(3).map(({ name, rows }) => [name, rows.length - 4])).toEqual([
          ['Bằng chứng', 1500],
          ['Bằng chứng 2', 1500],
          ['Bằng chứng 3', 239],
        ])
        expect(sheets[5]?.rows.at(-1)?.[10]).toBe(239)
        expect(sheets[5]?.rows.at(-2)?.[0]).toBe(3239)
        expect(sheets[0]?.rows.slice(11, 13).map((cells) => cells.slice(2, 7))).toEqual([
          [237, 237, 237, 237, 0],
          [3002, 3002, 3002, 3002, 0],
        ])
      })

      test('is in English for those who asked for it', async () => {
        const { sheets, sheet } = await book('period=2020-Q3&lang=en')
        expect(sheets.map(({ name }) => name)).toEqual(['Summary', 'By station', 'By month', 'Evidence'])
        expect(sheet('Summary')[1]?.[0]).toContain('3,002 on the commune stations')
      })
    })
  })

  test('a sum that was reported for the whole quarter counts for its station, and for no single month', async () => {
    const { world, segments, put } = fixture
    const station_id = world.stations['hoa-dinh'] ?? 0
    await put({
      totals: [{ station_id, segment_id: segments.reform, from_date: '2020-07-01', to_date: '2020-09-30', n: 158 }],
    })
    expect((await json('period=2020-Q3')).totals.commune.aired).toBe(158)
    const { tables } = await word('period=2020-Q3')
    expect(tables[2]?.rows.slice(-2)).toEqual([
      ['Chưa phân theo tháng (chỉ báo tổng)', '0', '158', '158'],
      ['Cộng', '0', '158', '158'],
    ])
    const { sheet } = await book('period=2020-Q3')
    expect(sheet('Theo tháng').at(-1)?.slice(6)).toEqual([158, 158])
    expect(
      sheet('Tổng hợp')
        .slice(12, 13)
        .map((cells) => cells.slice(2, 7)),
    ).toEqual([[158, 158, 158, 158, 0]])
    const [line] = sheet('Bằng chứng').slice(3)
    expect([line?.[1], line?.[10], line?.[15]]).toEqual([null, 158, 'Từ ngày 01/7/2020 đến ngày 30/9/2020'])
    await fixture.clear()
  })

  test('a closed period: the document is no draft, carries the hash, and keeps its number whatever comes later', async () => {
    const { world, airing, put } = fixture
    const station_id = world.stations['hoa-dinh'] ?? 0
    await put({
      airings: [airing({ station_id, on: '2020-07-01', time: '05:15', outcome: 'aired', grade: 'attested' })],
    })
    const closed = await reader.post(`${REPORTS}/closings`, { period: '2020-Q3' })
    expect(closed.status, JSON.stringify(closed.body)).toBe(201)
    await put({
      airings: [airing({ station_id, on: '2020-07-02', time: '05:15', outcome: 'aired', grade: 'attested' })],
    })
    const { parts, paragraphs, tables } = await word('period=2020-Q3')
    expect([...parts.values()].map(wordsOf).join('')).not.toContain('DỰ THẢO')
    const footers = [...parts].filter(([name]) => name.startsWith('word/footer')).map(([, text]) => wordsOf(text))
    for (const footer of footers) expect(footer).toContain(closed.body.hash)
    expect(paragraphs.join('\n')).toContain('Số liệu đã được chốt lúc 08:00 ngày 05/10/2020')
    expect(paragraphs.join('\n')).toContain('người chốt: Đặng Ngọc Bích')
    expect(tables[1]?.rows.at(-1)?.slice(1, 3)).toEqual(['1', '1'])
    const { sheet } = await book('period=2020-Q3')
    expect(sheet('Tổng hợp')[3]?.[0]).toBe(
      `Số liệu đã chốt, kiểm tra tại http://localhost/xac-minh/${closed.body.hash}`,
    )
    expect(sheet('Tổng hợp').at(6)?.slice(2, 4)).toEqual([1, 1])
    expect((await reader.get(`${REPORTS}/sentence?period=2020-Q3`)).body.vi).toContain('1 lượt trên đài truyền thanh')
    // The evidence is that of the closing, in the workbook and in the .csv; the QR leads to the page that proves it.
    expect(sheet('Bằng chứng').slice(3, -1)).toHaveLength(1)
    const csv = (await reader.get(`${REPORTS}/airings/evidence.csv?period=2020-Q3`)).body as string
    expect(csv.trimEnd().split('\r\n')).toHaveLength(2)
    expect(csv).toContain('"01/07/2020","05:15","commune"')
    const link = `http://localhost/xac-minh/${closed.body.hash}`
    expect(parts.get('word/document.xml')).toContain(`Mã QR dẫn đến ${link}`)
    expect(paragraphs.join('').replaceAll('\u200b', '')).toContain(link)
    const issued = await reader.post(`${REPORTS}/closings/${closed.body.id}/supplements`, { note: 'Đài báo muộn' })
    expect(issued.status, JSON.stringify(issued.body)).toBe(201)
    const paper = `${REPORTS}/closings/${closed.body.id}/supplements/1/document`
    const bytes = async (path: string) => new Uint8Array(await (await reader.request(path)).arrayBuffer())
    const own = (await xmlParts(await bytes(`${paper}.docx?number=17&date=2020-11-02`))).get('word/document.xml') ?? ''
    expect(wordParagraphs(own)).toContain('Số liệu bổ sung lần 1 về kết quả phát tiết mục “Cải cách hành chính”')
    expect(wordsOf(own)).toContain('Số: 17/BC')
    expect(wordsOf(own)).toContain('ngày 02 tháng 11 năm 2020')
    expect(wordTables(own)[1]?.rows.at(-1)).toEqual(['Cộng', '1', '0', '+1', '2'])
    expect(wordTables(own).at(-1)?.rows[1]?.slice(2)).toEqual([
      '05:15 02/07/2020',
      'Không có',
      'Đã phát, người xác nhận, 05:15 02/07/2020',
    ])
    const supplement = await readXlsx(await bytes(`${paper}.xlsx`))
    expect(supplement.sheets.map(({ name }) => name)).toEqual(['Tổng hợp', 'Theo đài', 'Các dòng thay đổi'])
    expect(supplement.sheets[0]?.rows.at(-1)?.slice(2)).toEqual([1, 0, 1, 2])
    const again = await world.as('bao')
    expect(
      (await again.post(`/api/v1/reports/closings/${closed.body.id}/reopenings`, { reason: 'Bổ sung' })).status,
    ).toBeLessThan(300)
    expect((await word('period=2020-Q3')).tables[1]?.rows.at(-1)?.slice(1, 3)).toEqual(['2', '2'])
    await fixture.clear()
  })

  test('nothing that a name holds becomes a formula, an error, or broken XML', async () => {
    const { world, airing, put } = fixture
    const evil = [
      '=HYPERLINK("http://x.invalid";"a")',
      '#REF!',
      '+84<b>&amp;</b>]]>',
      '@SUM(A1)\u0001\ud800\u202e',
      '-1+1',
    ]
    const stations = Object.values(world.stations).slice(0, evil.length)
    const kept = await world.ctx.db.q.selectFrom('station').select(['id', 'name']).where('id', 'in', stations).execute()
    const rename = (id: number, name: string) =>
      world.ctx.db.q.updateTable('station').set({ name }).where('id', '=', id).execute()
    for (const [i, id] of stations.entries())
      await rename(id, (evil[i] ?? '').replace(/\ud800/, world.database === 'sqlite' ? '\ud800' : ''))
    await put({ airings: stations.map((station_id) => airing({ station_id, on: '2020-07-01', outcome: 'aired' })) })
    const { sheet, parts, xmlOf } = await book('period=2020-Q3')
    const names = sheet('Theo đài')
      .slice(3, -1)
      .map((cells) => cells[2])
    const clean = ['=HYPERLINK("http://x.invalid";"a")', '#REF!', '+84<b>&amp;</b>]]>', '@SUM(A1)', '-1+1']
    for (const name of clean) expect(names.map((one) => String(one).replaceAll('\ufffd', ''))).toContain(name)
    for (let n = 1; n <= 4; n += 1) {
      const formulas = [...xmlOf(n).matchAll(/<f>([^<]*)<\/f>/g)].map(([, formula]) => formula ?? '')
      expect(
        formulas.filter(
          (formula) => !/^(SUM|SUMPRODUCT|IF)\(|^'?[\p{L} ]*'?!?[A-Z]+\d+([-+][A-Z]+\d+)*$/u.test(formula),
        ),
      ).toEqual([])
      expect(xmlOf(n)).not.toContain('t="e"')
    }
    expect([...parts.values()].join('')).not.toMatch(/HYPERLINK\([^<]*<\/f>/)
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(await file('docx', 'period=2020-Q3')) })
    for (const name of clean) expect(value.replaceAll('\ufffd', '')).toContain(name)
    const csv = (await reader.get(`${REPORTS}/airings.csv?period=2020-Q3&by=station`)).body as string
    expect(csv).toContain(`"'=HYPERLINK(""http://x.invalid"";""a"")"`)
    expect(csv).toContain(`"'-1+1"`)
    for (const { id, name } of kept) await rename(id, name)
    await fixture.clear()
  })

  describe('settings of reports', () => {
    test('are changed by the reform office for its own, and by an administrator, each change in the audit trail', async () => {
      for (const person of ['lan', 'minh', 'ha', 'tam'] as const)
        expect((await (await fixture.world.as(person)).patch(SETTINGS, office)).status, person).toBe(403)
      expect((await reader.patch(SETTINGS, { place: 'Chợ Gạo' })).status).toBe(200)
      expect((await fixture.world.nobody().get(SETTINGS)).status).toBe(401)
      const administrator = await fixture.world.as('bao')
      expect((await administrator.patch(SETTINGS, office)).body).toMatchObject(office)
      const { body } = await administrator.patch(SETTINGS, { signer: 'Huỳnh Quốc Bảo' })
      expect(body).toMatchObject({ ...office, signer: 'Huỳnh Quốc Bảo' })
      expect((await reader.get(SETTINGS)).body).toEqual(body)
      const entries = await fixture.world.ctx.db.q
        .selectFrom('audit_entry')
        .select(['actor_name', 'before', 'after'])
        .where('action', '=', 'report_settings.change')
        .orderBy('id', 'desc')
        .execute()
      expect(entries[0]?.actor_name).toBe('Huỳnh Quốc Bảo')
      expect(JSON.parse(entries[0]?.before ?? '{}').signer).toBe('Đặng Ngọc Bích')
      expect(JSON.parse(entries[0]?.after ?? '{}').signer).toBe('Huỳnh Quốc Bảo')
    })

    test('name what is wrong with a template, a symbol or an authority, and store nothing of it', async () => {
      const administrator = await fixture.world.as('bao')
      const { status, body } = await administrator.patch(`${SETTINGS}?lang=vi`, {
        agency: 'Phòng khác',
        symbol: 'bc/pnv',
        signature_lines: ['XX. CHỦ TỊCH'],
        sentence_vi: { whole: 'Trong {kỳ}: {levels}', first: '{n} {level}', further: '{n} {level}' },
      })
      expect(status).toBe(400)
      expect(body.fields.map(({ path }: { path: string }) => path).sort()).toEqual([
        'sentence_vi.whole',
        'sentence_vi.whole',
        'signature_lines.0',
        'symbol',
      ])
      expect(JSON.stringify(body.fields)).toContain('Không có chỗ điền {kỳ}')
      expect((await reader.get(SETTINGS)).body.agency).toBe('')
    })

    test("an office's own template speaks in the sentence, in the document and on the page", async () => {
      const template = { whole: '{period}: {levels}, cộng {total}.', first: '{level} {n}', further: '{level} {n}' }
      await (await fixture.world.as('bao')).patch(SETTINGS, { sentence_vi: template })
      const said = 'quý III năm 2020: đài huyện 0, đài truyền thanh xã, thị trấn 0, cộng 0.'
      expect((await reader.get(`${REPORTS}/sentence?period=2020-Q3`)).body.vi).toBe(said)
      expect((await word('period=2020-Q3')).paragraphs).toContain(said)
    })
  })

  test('who may not read reports gets no document', async () => {
    const operator = await fixture.world.as('tam')
    for (const path of ['airings.docx', 'airings.xlsx', 'sentence']) {
      expect((await operator.get(`${REPORTS}/${path}?period=2020-Q3`)).status, path).toBe(403)
      expect((await fixture.world.nobody().get(`${REPORTS}/${path}?period=2020-Q3`)).status, path).toBe(401)
      expect((await reader.get(`${REPORTS}/${path}?period=cchc:2020-Q4`)).status, path).toBe(400)
    }
  })
})
