import { describe, expect, it } from 'vitest'
import { type Actor, NOBODY, ROLES, type Role, system } from '../kernel/actor.ts'
import { can, demand, PERMISSIONS, type Permission } from './permissions.ts'

/**
 * The whole table, written out. Columns: editor, approver, technician, scheduler, station operator at the bound
 * station, reform office, administrator, the station's own key, an API key. x: may; -: may not.
 */
const TABLE: Record<Permission, string> = {
  //                       E A T S O R V K P
  'library.read': /*     */ 'x x x x - x x - -',
  'segment.manage': /*   */ 'x - - - - - x - -',
  'episode.edit': /*     */ 'x - - - - - - - -',
  'script.submit': /*    */ 'x - - - - - - - -',
  'script.approve': /*   */ '- x - - - - - - -',
  'script.approve_content': '- - - - - x - - -',
  'script.return': /*    */ '- x - - - x - - -',
  'air.clear': /*        */ '- x - - - - - - -',
  'episode.withdraw': /* */ '- x - - - - x - -',
  'recording.upload': /* */ '- - x - - - - - -',
  'schedule.read': /*    */ 'x x x x x x x - -',
  'schedule.plan': /*    */ '- - - x - - - - -',
  'emergency.prepare': /**/ 'x - x - - - - - -',
  'emergency.order': /*  */ '- x - x - - - - -',
  'closure.manage': /*   */ '- - - x - - x - -',
  'station.read': /*     */ 'x x x x x x x - -',
  'station.manage': /*   */ '- - - - - - x - -',
  'station_key.manage': /**/ '- - - - x - x - -',
  'station.pair': /*     */ '- - - - x - x - -',
  'unit.manage': /*      */ '- - - - - - x - -',
  'playlist.read': /*    */ 'x x x x x - x x -',
  'audio.read': /*       */ 'x x x x x x x x -',
  'as_run.read': /*      */ 'x x x x x x x x -',
  'as_run.report': /*    */ '- - - - - - - x -',
  'bundle.report': /*    */ '- - - x x - - x -',
  'log.import': /*       */ '- - - x x - - - -',
  'airing.attest': /*    */ '- - - x x - - - -',
  'airing.correct': /*   */ '- - - x - - - - -',
  'event.settle': /*     */ '- - - x - - - - -',
  'play.accept': /*      */ '- - - x - - - - -',
  'total.report': /*     */ '- - - x - - - - -',
  'report.read': /*      */ 'x x x x - x x - x',
  'report.export': /*    */ 'x x x x - x x - -',
  'plan.manage': /*      */ '- - - x - x - - -',
  'period.close': /*     */ '- - - - - x - - -',
  'period.reopen': /*    */ '- - - - - - x - -',
  'ledger.verify': /*    */ 'x x x x - x x - x',
  'notice.read': /*      */ '- - - x - x x - -',
  'account.manage': /*   */ '- - - - - - x - -',
  'api_key.manage': /*   */ '- - - - - - x - -',
  'audit.read': /*       */ '- - - - - - x - -',
  'setting.manage': /*   */ '- - - - - - x - -',
  'report_setting.manage': '- - - - - x x - -',
}
const COLUMNS: readonly (Role | 'station key' | 'API key')[] = [
  'editor',
  'approver',
  'technician',
  'scheduler',
  'station_operator',
  'reform_office',
  'administrator',
  'station key',
  'API key',
]
const OWN = 7
const OTHER = 8

const person = (...roles: Role[]): Actor => ({ kind: 'account', accountId: 1, name: 'Lan', roles, stationIds: [OWN] })
const stationKey: Actor = { kind: 'station', stationId: OWN, keyId: 1, name: 'dang-hung-phuoc' }
const apiKey: Actor = { kind: 'api_key', keyId: 2, name: 'Phòng Nội vụ' }
const isRole = (column: string): column is Role => ROLES.some((role) => role === column)
const actorOf = (column: (typeof COLUMNS)[number]): Actor =>
  isRole(column) ? person(column) : column === 'station key' ? stationKey : apiKey

const rows = PERMISSIONS.map((permission) => ({ permission, marks: TABLE[permission].split(' ') }))

describe('what each role and key may do', () => {
  it('the table names every permission and every role', () => {
    expect(Object.keys(TABLE).sort()).toEqual([...PERMISSIONS].sort())
    expect(COLUMNS.filter(isRole).sort()).toEqual([...ROLES].sort())
    for (const { marks } of rows) expect(marks).toHaveLength(COLUMNS.length)
  })

  for (const { permission, marks } of rows) {
    it(`${permission}: at the own station, as the table says`, () => {
      const found = COLUMNS.map((column) => (can(actorOf(column), permission, { stationId: OWN }) ? 'x' : '-'))
      expect(found).toEqual(marks)
    })

    it(`${permission}: an operator and a station key have no right at another station, nor where none is named`, () => {
      for (const subject of [{ stationId: OTHER }, {}]) {
        expect(can(person('station_operator'), permission, subject)).toBe(false)
        expect(can(stationKey, permission, subject)).toBe(false)
      }
    })

    it(`${permission}: staff need no station`, () => {
      const staff = COLUMNS.filter((column) => isRole(column) && column !== 'station_operator')
      for (const column of staff) {
        const expected = marks[COLUMNS.indexOf(column)] === 'x'
        expect(can(actorOf(column), permission)).toBe(expected)
        expect(can(actorOf(column), permission, { stationId: OTHER })).toBe(expected)
      }
    })

    it(`${permission}: every pair of roles has the union of both`, () => {
      for (const [i, a] of COLUMNS.entries()) {
        for (const [j, b] of COLUMNS.entries()) {
          if (!isRole(a) || !isRole(b)) continue
          const expected = marks[i] === 'x' || marks[j] === 'x'
          expect(can(person(a, b), permission, { stationId: OWN })).toBe(expected)
        }
      }
    })

    it(`${permission}: not for nobody, nor a person without roles; the program itself may`, () => {
      expect(can(NOBODY, permission, { stationId: OWN })).toBe(false)
      expect(can(person(), permission, { stationId: OWN })).toBe(false)
      expect(can(system('nightly'), permission, {})).toBe(true)
    })
  }

  it('nobody is asked to sign in; a known actor is refused', () => {
    expect(() => demand(NOBODY, 'schedule.plan')).toThrow(
      expect.objectContaining({ code: 'sign_in_required', status: 401 }),
    )
    expect(() => demand(person('editor'), 'schedule.plan')).toThrow(
      expect.objectContaining({ code: 'forbidden', status: 403 }),
    )
    expect(() => demand(person('scheduler'), 'schedule.plan')).not.toThrow()
  })
})
