import { describe, expect, it } from 'vitest'
import { DAY_MS } from '../../kernel/dates.ts'
import { openZone } from '../../kernel/time.ts'
import { vtimezone } from './vtimezone.ts'

const at = (text: string): number => Date.parse(`${text}Z`)

describe('VTIMEZONE', () => {
  it('of a zone whose clock never changes is one observance', () => {
    expect(vtimezone(openZone('Asia/Ho_Chi_Minh'), at('2026-11-23T00:00'), at('2027-02-01T00:00'))).toEqual([
      'BEGIN:VTIMEZONE',
      'TZID:Asia/Ho_Chi_Minh',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0700',
      'TZOFFSETTO:+0700',
      'TZNAME:+07:00',
      'END:STANDARD',
      'END:VTIMEZONE',
    ])
  })
  it('has one observance more for each change, told on the clock as it stood before', () => {
    const lines = vtimezone(openZone('Europe/Berlin'), at('2026-03-01T05:17'), at('2026-11-01T00:00'))
    expect(lines.filter((line) => /^(BEGIN|DTSTART|TZOFFSETTO)/.test(line))).toEqual([
      'BEGIN:VTIMEZONE',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETTO:+0100',
      'BEGIN:DAYLIGHT',
      'DTSTART:20260329T020000',
      'TZOFFSETTO:+0200',
      'BEGIN:STANDARD',
      'DTSTART:20261025T030000',
      'TZOFFSETTO:+0100',
    ])
  })
  it('knows zones of half and of negative hours', () => {
    const lines = vtimezone(openZone('America/St_Johns'), at('2026-03-07T00:00'), at('2026-03-07T00:00') + 2 * DAY_MS)
    expect(lines).toContain('TZOFFSETTO:-0330')
    expect(lines.slice(8, 12)).toEqual([
      'BEGIN:DAYLIGHT',
      'DTSTART:20260308T020000',
      'TZOFFSETFROM:-0330',
      'TZOFFSETTO:-0230',
    ])
  })
})
