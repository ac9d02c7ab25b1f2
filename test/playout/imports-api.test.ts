import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Client, onBothDatabases, type World } from '../world.ts'
import { at, type Programme2020, planAiring, programme, report } from './fixture.ts'
import { logSheet, workbook } from './workbooks.ts'

const OWN = 'dang-hung-phuoc'
const OTHER = 'xuan-dong'
const SEGMENT = 'cai-cach-hanh-chinh'
const PATH = '/api/v1/log-imports'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

onBothDatabases('a station’s log over the API', (openWorld) => {
  let world: World
  let ha: Client
  let show: Programme2020
  beforeAll(async () => {
    world = await openWorld({ now: '2026-11-23T18:00:00+07:00' })
    show = await programme(world)
    for (const station of [OWN, OTHER])
      for (let n = 2; n <= 9; n++)
        for (const time of ['05:15', '17:15']) await planAiring(world, show, station, `2026-11-0${n} ${time}`)
    ha = await world.as('ha')
  })
  afterAll(() => world?.close())

  /** Rows of the ledger, and airings of which two rows speak. */
  const ledger = async (): Promise<readonly [rows: number, twice: string[]]> => {
    const rows = await world.ctx.db.q.selectFrom('ledger_row').select('text').execute()
    const ids = rows.flatMap(({ text }) => /"airing_id":"([^"]+)"/.exec(text)?.[1] ?? [])
    return [rows.length, ids.filter((id, index) => ids.indexOf(id) !== index)]
  }
  const paste = (client: Client, text: string, more: object = {}) =>
    client.post(PATH, { segment: SEGMENT, station: OWN, text, ...more })

  it('a pasted table is shown with its faults by cell, mapped, confirmed once, and changes nothing the second time', async () => {
    const text = 'Hôm\tLúc\tĐài\n02/11/2026\t05:15\t\n31/11/2026\t05:15\t\n02/11/2026\t09:00\t\n02/11/2026\t17:15\t\n'
    const first = await paste(ha, text)
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({ state: 'open', unmapped: ['date'], rows: [], imported: 0, station: OWN })
    const one = `${PATH}/${first.body.id}`
    const mapping = { heads: { date: 'Hôm', time: 'Lúc' }, order: 'dmy' }
    const mapped = await ha.put(`${one}/mapping`, mapping)
    const faults = [
      { code: 'date_impossible', weight: 'bad', sheet: null, line: 3, cell: 'A3', place: 'Ô A3' },
      { code: 'airing_none', weight: 'bad', sheet: null, line: 4, cell: 'B4', place: 'Ô B4' },
    ]
    expect(mapped.body.faults).toMatchObject(faults)
    expect(mapped.body.faults[0].message).toBe('ngày 31/11/2026 không có thật')
    expect(mapped.body.rows.map(({ line, station }: { line: number; station: string }) => [line, station])).toEqual([
      [2, OWN],
      [5, OWN],
    ])
    // The same said with the table itself gives the same preview.
    const atOnce = await paste(ha, text, { mapping })
    expect([atOnce.body.faults, atOnce.body.digest]).toEqual([mapped.body.faults, mapped.body.digest])
    expect((await ha.delete(`${PATH}/${atOnce.body.id}`)).status).toBe(204)

    expect(await ledger()).toEqual([0, []])
    const wrong = await ha.post(`${one}/confirmation`, { digest: 'a'.repeat(64) })
    expect([wrong.status, wrong.body.code]).toEqual([409, 'import_changed'])
    const done = await ha.post(`${one}/confirmation`, { digest: mapped.body.digest })
    expect([done.status, done.body.state, done.body.imported, done.body.bad]).toEqual([200, 'done', 2, 2])
    expect(await ledger()).toEqual([2, []])

    const twice = await ha.post(`${one}/confirmation`, { digest: mapped.body.digest })
    expect([twice.status, twice.body.code]).toEqual([409, 'import_settled'])
    const again = await paste(ha, text)
    expect(again.body).toMatchObject({ rows: [], duplicates: 2, same_file: [first.body.id], mapping })
    const none = await ha.post(`${PATH}/${again.body.id}/confirmation`, { digest: again.body.digest })
    expect([none.status, none.body.code]).toEqual([409, 'import_nothing'])
    expect(await ledger()).toEqual([2, []])
    const { items } = (await ha.get(`${PATH}?limit=2`)).body
    expect(items.map(({ id, state }: { id: number; state: string }) => [id, state])).toEqual([
      [again.body.id, 'open'],
      [first.body.id, 'done'],
    ])
  })

  it('a workbook comes as a form with its mapping; what is no log is refused in words', async () => {
    const book = await workbook([
      logSheet('Tháng 11', [
        { cells: ['03/11/2026', '05:15', null, 'Xã Không Có'] },
        { cells: ['03/11/2026', '05:15', null, OWN] },
      ]),
    ])
    const send = (fields: Record<string, string | File>) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.append(name, value)
      return ha.request(PATH, { method: 'POST', body: form })
    }
    const file = new File([new Uint8Array(book)], 'sổ.xlsx', { type: XLSX })
    const mapping = JSON.stringify({ heads: { date: 'Ngày phát', time: 'Giờ', station: 'Tên đài' }, order: 'dmy' })
    const answer = await send({ segment: SEGMENT, mapping, file })
    const seen = await answer.json()
    expect([answer.status, seen.file.name, seen.station]).toEqual([201, 'sổ.xlsx', null])
    expect(seen.faults[0]).toMatchObject({
      code: 'station_unknown',
      sheet: 'Tháng 11',
      place: "Trang 'Tháng 11', ô D4",
    })
    expect((await send({ segment: SEGMENT })).status).toBe(400)
    expect((await send({ segment: SEGMENT, mapping: '{', file })).status).toBe(400)
    expect((await send({ segment: SEGMENT, file: new File(['Ngày'], 'a.doc') })).status).toBe(415)
    expect(
      (await ha.request(PATH, { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } })).status,
    ).toBe(400)
  })

  it('an operator brings and sees the own station’s alone', async () => {
    const tam = await world.as('tam')
    const text = 'Ngày;Giờ\n04/11/2026;05:15\n'
    expect((await paste(tam, text, { station: OTHER })).status).toBe(403)
    expect((await paste(tam, text, { station: null })).status).toBe(403)
    expect((await paste(tam, 'Từ ngày;Đến ngày;Số lượt\n', { kind: 'totals' })).status).toBe(403)
    const own = await paste(tam, text)
    expect([own.status, own.body.rows.length]).toEqual([201, 1])
    const foreign = (await paste(ha, text, { station: OTHER })).body.id
    const { items } = (await tam.get(PATH)).body
    expect(new Set(items.map(({ station }: { station: string }) => station))).toEqual(new Set([OWN]))
    expect((await tam.get(`${PATH}/${foreign}`)).status).toBe(403)
    expect((await (await world.as('lan')).get(PATH)).status).toBe(403)
  })

  it('the same rows confirmed at once, in one import, in two and beside a report, are in the ledger once', async () => {
    const rows = [5, 6, 7, 8].flatMap((n) => [`0${n}/11/2026;05:15`, `0${n}/11/2026;17:15`])
    const bring = async (lines: readonly string[]) => {
      const { body } = await paste(ha, `Ngày;Giờ\n${lines.join('\n')}\n`)
      return () => ha.post(`${PATH}/${body.id}/confirmation`, { digest: body.digest })
    }
    const [before] = await ledger()
    const one = await bring(rows)
    // Another file with the same rows the other way round, by another hand.
    const two = await bring([...rows].reverse())
    const answers = await Promise.all([one(), two(), one(), two()])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    expect(await ledger()).toEqual([before + 8, []])

    const three = await bring(['09/11/2026;05:15', '09/11/2026;17:15'])
    const id = `${show.slotId}-${world.stations[OWN]}-20261109-516`
    const event = { event_id: 'e9', seq: 1, airing_id: id, kind: 'finished', at: at('2026-11-09 05:25:00') }
    const sent = report(world, [{ ...event, sha256: show.sha256, played_seconds: 600 }])
    const station = await world.station(OWN)
    const [told, confirmed] = await Promise.all([station.post(`/api/v1/stations/${OWN}/as-run`, sent), three()])
    expect(told.status).toBe(200)
    // Whoever came first: the import saw it, or was there before it. Either way it counts once.
    expect([200, 409]).toContain(confirmed.status)
    const { items } = (await ha.get(`/api/v1/airings?from=2026-11-09&to=2026-11-09&station=${OWN}`)).body
    expect(items.find((item: { airing_id: string }) => item.airing_id === id)).toMatchObject({
      outcome: 'aired',
      grade: 'player',
    })
  })
})
