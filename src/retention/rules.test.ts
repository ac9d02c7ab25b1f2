import { describe, expect, it } from 'vitest'
import type { LocalDate } from '../kernel/dates.ts'
import { type Cutoffs, dueAudio, type KnownRecording, monthsBefore } from './rules.ts'

const NEVER: Cutoffs = { withdrawn: null, replaced: null, originals: null, photos: null }
const ALL: Cutoffs = { withdrawn: 1000, replaced: 1000, originals: 1000, photos: 1000 }
const recording = (id: number, more: Partial<KnownRecording> = {}): KnownRecording => ({
  id,
  episodeId: 1,
  title: 'Một cửa',
  state: 'ready',
  createdAt: 100,
  finishedAt: 200,
  withdrawnAt: null,
  inUseId: id,
  inUseSince: 200,
  clearedId: id,
  original: `o${id}`,
  renditions: [`r${id}`],
  ...more,
})
const told = (recordings: KnownRecording[], cutoffs: Cutoffs = ALL) =>
  dueAudio(recordings, cutoffs).map(({ sha256, rule }) => `${sha256} ${rule}`)

describe('retention of audio', () => {
  it('keeps everything unless it is told otherwise', () => {
    expect(told([recording(1, { withdrawnAt: 1 }), recording(2, { inUseId: 3 })], NEVER)).toEqual([])
  })
  it('lets old originals go and keeps what is broadcast', () => {
    expect(told([recording(1)])).toEqual(['o1 originals'])
    expect(told([recording(1, { finishedAt: 1000 })])).toEqual([])
  })
  it('lets all go that was withdrawn long enough ago, counted from the withdrawal', () => {
    expect(told([recording(1, { withdrawnAt: 999 })])).toEqual(['r1 withdrawn', 'o1 withdrawn'])
    expect(told([recording(1, { withdrawnAt: 1000 })], { ...NEVER, withdrawn: 1000 })).toEqual([])
  })
  it('lets a recording go that another replaced, counted from the other; never what is in use or cleared', () => {
    const only = { ...NEVER, replaced: 1000 }
    expect(told([recording(1, { inUseId: 2, clearedId: 2 })], only)).toEqual(['r1 replaced', 'o1 replaced'])
    expect(told([recording(1, { inUseId: 2, clearedId: 2, inUseSince: 1000 })], only)).toEqual([])
    expect(told([recording(1, { inUseId: 2, clearedId: 1 })], only)).toEqual([])
    expect(told([recording(1, { inUseId: null, clearedId: null })], only)).toEqual([])
  })
  it('keeps a file that another recording needs, and all of what is being worked on', () => {
    const cut = recording(2, { original: 'o1', state: 'waiting', finishedAt: null })
    expect(told([recording(1), cut])).toEqual([])
    const twin = recording(3, { renditions: ['r1'], original: 'o1', finishedAt: 5000 })
    expect(told([recording(1, { withdrawnAt: 1 }), twin])).toEqual([])
  })
})

it('counts months by the calendar', () => {
  const before = (date: string, months: number) => monthsBefore(date as LocalDate, months)
  expect(before('2026-03-31', 1)).toBe('2026-02-28')
  expect(before('2028-03-31', 1)).toBe('2028-02-29')
  expect(before('2026-01-15', 13)).toBe('2024-12-15')
  expect(before('2026-11-23', 12)).toBe('2025-11-23')
})
