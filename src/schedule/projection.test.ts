import { describe, expect, test } from 'vitest'
import { dayOf } from '../kernel/dates.ts'
import { openZone } from '../kernel/time.ts'
import { projectSlot } from './projection.ts'
import { at, change, date, slot, station, version, zone } from './pure.fixture.ts'
import { withVersion } from './slot.ts'

const calendar = { zone, stations: [station()], closures: [] }
const starts = (rows: readonly { startsAt: number }[]) => rows.map((row) => zone.isoLocal(row.startsAt).slice(0, 16))
const closure = (from: string, to: string, over = {}) => ({
  id: 5,
  from: dayOf(date(from)),
  to: dayOf(date(to)),
  target: { kind: 'all' as const },
  reason: 'Tết Nguyên Đán',
  ...over,
})

describe('slot × calendar', () => {
  test('an airing at 23:50 ends on the next day and belongs to the day on which it starts', () => {
    const late = slot({ versions: [version({ times: ['23:50'], durationSeconds: 1800 })] })
    const [row] = projectSlot(late, [], calendar, date('2026-11-30'), date('2026-11-30'))
    expect(row).toMatchObject({
      onDate: '2026-11-30',
      plannedOn: '2026-11-30',
      startsAt: at('2026-11-30T23:50'),
      endsAt: at('2026-12-01T00:20'),
    })
  })

  test('an airing at midnight belongs to the new day, also at New Year', () => {
    const midnight = slot({ versions: [version({ times: ['00:00'] })] })
    const rows = projectSlot(midnight, [], calendar, date('2026-12-31'), date('2027-01-01'))
    expect(starts(rows)).toEqual(['2026-12-31T00:00', '2027-01-01T00:00'])
    expect(rows.map((row) => row.onDate)).toEqual(['2026-12-31', '2027-01-01'])
  })

  test('local time stays the same where clocks change, and an hour that is skipped moves on', () => {
    const berlin = openZone('Europe/Berlin')
    const early = slot({
      versions: [version({ from: date('2026-03-01'), times: ['02:30', '17:00'] })],
      from: date('2026-03-01'),
    })
    const rows = projectSlot(early, [], { ...calendar, zone: berlin }, date('2026-03-28'), date('2026-03-29'))
    expect(rows.map((row) => berlin.isoLocal(row.startsAt))).toEqual([
      '2026-03-28T02:30:00+01:00',
      '2026-03-28T17:00:00+01:00',
      '2026-03-29T03:30:00+02:00',
      '2026-03-29T17:00:00+02:00',
    ])
    expect(rows.every((row) => row.endsAt - row.startsAt === 900_000)).toBe(true)
  })

  test('an edit leaves the days before it and keeps the identity by ordinal', () => {
    const edited = withVersion(slot(), version({ from: date('2026-11-03'), times: ['06:00', '18:00'] }))
    const rows = projectSlot(edited, [], calendar, date('2026-11-02'), date('2026-11-03'))
    expect(starts(rows)).toEqual(['2026-11-02T05:15', '2026-11-03T06:00', '2026-11-03T18:00'])
    expect(rows.map((row) => row.ordinal)).toEqual([1, 1, 2])
  })

  test('every second week goes on counting through an edit that is not about it', () => {
    const first = version({ from: date('2026-11-02'), anchor: date('2026-11-02'), weekdays: [1], everyWeeks: 2 })
    const edited = withVersion(slot({ versions: [first] }), { ...first, from: date('2026-11-10'), premiere: true })
    const rows = projectSlot(edited, [], calendar, date('2026-11-01'), date('2026-11-30'))
    expect(rows.map((row) => [row.onDate, row.premiere])).toEqual([
      ['2026-11-02', false],
      ['2026-11-16', true],
      ['2026-11-30', true],
    ])
  })
})

describe('stations in time', () => {
  test('level and unit are those of the day', () => {
    const merged = station({
      assignments: [
        { from: date('2020-01-01'), levelCode: 'commune', unitId: 3 },
        { from: date('2026-11-03'), levelCode: 'ward', unitId: 9 },
      ],
    })
    const rows = projectSlot(slot(), [], { ...calendar, stations: [merged] }, date('2026-11-02'), date('2026-11-03'))
    expect(rows.map((row) => [row.levelCode, row.unitId])).toEqual([
      ['commune', 3],
      ['ward', 9],
    ])
  })

  test('a slot for a level takes a station from the day on which it is of that level', () => {
    const risen = station({
      assignments: [
        { from: date('2020-01-01'), levelCode: 'commune', unitId: 3 },
        { from: date('2026-11-03'), levelCode: 'district', unitId: 3 },
      ],
    })
    const district = slot({ versions: [version({ target: { kind: 'level', code: 'district' } })] })
    const rows = projectSlot(district, [], { ...calendar, stations: [risen] }, date('2026-11-01'), date('2026-11-04'))
    expect(rows.map((row) => row.onDate)).toEqual(['2026-11-03', '2026-11-04'])
  })

  test('a station is on the air on its first and its last day, and on no other', () => {
    const short = station({ activeFrom: date('2026-11-02'), activeTo: date('2026-11-03') })
    const rows = projectSlot(slot(), [], { ...calendar, stations: [short] }, date('2026-11-01'), date('2026-11-05'))
    expect(rows.map((row) => row.onDate)).toEqual(['2026-11-02', '2026-11-03'])
  })

  test('a group means its members, a list the named', () => {
    const pair = [station(), station({ id: 8, code: 'binh-ninh', groupIds: [4] })]
    const to = (target: object) =>
      projectSlot(
        slot({ versions: [version({ target: target as never })] }),
        [],
        { ...calendar, stations: pair },
        date('2026-11-02'),
        date('2026-11-02'),
      )
    expect(to({ kind: 'group', id: 4 }).map((row) => row.stationId)).toEqual([8])
    expect(to({ kind: 'stations', ids: [7] }).map((row) => row.stationId)).toEqual([7])
  })
})

describe('closures', () => {
  test('closed days from the first to the last, over the year boundary, make nothing', () => {
    const rows = projectSlot(
      slot(),
      [],
      { ...calendar, closures: [closure('2026-12-31', '2027-01-01')] },
      date('2026-12-30'),
      date('2027-01-02'),
    )
    expect(rows.filter((row) => row.create).map((row) => row.onDate)).toEqual(['2026-12-30', '2027-01-02'])
    expect(rows.filter((row) => !row.create)[0]).toMatchObject({
      state: 'cancelled',
      closureId: 5,
      stateReason: 'Tết Nguyên Đán',
    })
  })

  test('a closure of a level leaves the other levels on the air', () => {
    const level = closure('2026-11-02', '2026-11-02', { target: { kind: 'level', code: 'district' } })
    expect(
      projectSlot(slot(), [], { ...calendar, closures: [level] }, date('2026-11-02'), date('2026-11-02'))[0]?.state,
    ).toBe('planned')
  })

  test('an airing moved off a closed day is aired, one moved onto it is not', () => {
    const closures = [closure('2026-11-25', '2026-11-25')]
    const off = change({ kind: 'move', newStartsAt: at('2026-11-26T09:00') })
    expect(
      projectSlot(slot(), [off], { ...calendar, closures }, date('2026-11-25'), date('2026-11-25'))[0],
    ).toMatchObject({ state: 'planned', plannedOn: '2026-11-26' })
    const onto = change({ kind: 'move', onDate: date('2026-11-24'), newStartsAt: at('2026-11-25T09:00') })
    expect(
      projectSlot(slot(), [onto], { ...calendar, closures }, date('2026-11-24'), date('2026-11-24'))[0]?.state,
    ).toBe('cancelled')
  })
})

describe('changes to one occurrence', () => {
  const day = [date('2026-11-25'), date('2026-11-25')] as const

  test('the later of two changes holds', () => {
    const both = [change({ id: 2, kind: 'move', newStartsAt: at('2026-11-25T08:00') }), change({ id: 1 })]
    expect(starts(projectSlot(slot(), both, calendar, ...day))).toEqual(['2026-11-25T08:00'])
  })

  test('a replacement names the episode and leaves time and place', () => {
    const [row] = projectSlot(slot(), [change({ kind: 'replace', newEpisodeId: 44 })], calendar, ...day)
    expect(row).toMatchObject({ fixedEpisodeId: 44, state: 'planned', startsAt: at('2026-11-25T05:15') })
  })

  test('a change for one station leaves the others', () => {
    const stations = [station(), station({ id: 8, code: 'binh-ninh' })]
    const rows = projectSlot(slot(), [change({ stationId: 8 })], { ...calendar, stations }, ...day)
    expect(rows.map((row) => [row.stationId, row.state])).toEqual([
      [7, 'planned'],
      [8, 'cancelled'],
    ])
  })

  test('relay and live carry no episode, whatever the change says', () => {
    const relay = slot({ versions: [version({ programme: 'relay' })] })
    expect(
      projectSlot(relay, [change({ kind: 'replace', newEpisodeId: 44 })], calendar, ...day)[0]?.fixedEpisodeId,
    ).toBeNull()
  })
})
