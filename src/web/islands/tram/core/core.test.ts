import { describe, expect, it } from 'vitest'
import { asRunEvent } from '../../../../protocol/as-run.ts'
import type { PlaylistItem } from '../../../../protocol/playlist.ts'
import { StationClock } from './clock.ts'
import { attested, begun, finished, goingOn, type Moment, notPlayed, recovered, stopped } from './journal.ts'
import { type Entry, type Facts, nextStep, type Step } from './plan.ts'
import { countdown, filesNeeded, mayTell, rowState, wallClock } from './show.ts'

const MINUTE = 60_000
/** A time of Monday 23 November 2026 at Chợ Gạo, epoch ms. */
const at = (time: string): number => Date.parse(`2026-11-23T${time.length === 5 ? `${time}:00` : time}+07:00`)
const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z')

type Told = { minutes?: number; priority?: PlaylistItem['priority']; file?: string | null } & Partial<PlaylistItem>
function item(id: string, time: string, { minutes = 10, priority = 'normal', file = 'a', ...more }: Told = {}) {
  const audio = file && {
    url: `https://dai.example/audio/${file}.mp3`,
    type: 'audio/mpeg',
    bytes: 1000,
    duration_seconds: minutes * 60,
    sha256: file,
    md5: '',
    gain_db: 0,
  }
  const made: PlaylistItem = {
    airing_id: id,
    starts_at: iso(at(time)),
    start_unix: at(time) / 1000,
    ends_at: iso(at(time) + minutes * MINUTE),
    starts_local: `2026-11-23T${time}:00+07:00`,
    priority,
    premiere: false,
    segment: 'cai-cach-hanh-chinh',
    segment_name: 'Cải cách hành chính',
    programme: 'episode',
    title: null,
    episode: { id: 1, number: 12, title: 'Một cửa' },
    audio: audio || null,
    fallback: false,
    problem: null,
    ...more,
  }
  return made
}
const moment = (time: string): Moment => ({ at: at(time), bootId: 'boot', monoMs: at(time) - at('04:00') })
const subject = (id: string) => ({ airingId: id, sha256: 'a' })
const entries = (...list: Entry[]) => new Map(list.map((entry) => [entry.airingId, entry]))

/** What is to be done at a time; a step is told in a few words. */
function ask(time: string, items: PlaylistItem[], more: Partial<Facts> = {}): string {
  const facts = { now: at(time), items, entries: entries(), ready: new Set(['a', 'b', 'c']), playing: null }
  return said(nextStep({ ...facts, blocked: false, since: at('04:00'), ...more }))
}
function said(step: Step): string {
  if (step.do === 'play') return `play ${step.item.airing_id} from ${step.from}`
  if (step.do === 'stop') return `stop ${step.why}${step.again ? ', again' : ''}`
  if (step.do === 'give_up') return `${step.kind} ${step.item.airing_id}: ${step.why}`
  return step.until === null ? 'nothing' : `wait ${new Date(step.until + 7 * 3_600_000).toISOString().slice(11, 19)}`
}
const playing = (airingId: string, emergency = false) => ({ airingId, emergency })

describe('what is played when', () => {
  it('an item begins at its second, not before', () => {
    const day = [item('sang', '05:15'), item('chieu', '17:15')]
    expect(ask('05:14:59', day)).toBe('wait 05:15:00')
    expect(ask('05:15', day)).toBe('play sang from 0')
  })
  it('it may begin ten minutes late; then it is given up, once', () => {
    const day = [item('sang', '05:15')]
    expect(ask('05:25', day)).toBe('play sang from 0')
    expect(ask('05:25:01', day)).toBe('failed sang: not_running')
    const { entry } = notPlayed('failed', subject('sang'), moment('05:26'), 'x')
    expect(ask('05:26', day, { entries: entries(entry) })).toBe('nothing')
  })
  it('what was heard to its end never plays again, whatever the playlist then says', () => {
    const { entry } = finished(begun(subject('sang'), 0, moment('05:15')).entry, 600, moment('05:25'))
    for (const time of ['05:25', '05:30']) {
      const moved = item('sang', time, { file: 'b' })
      expect(ask(time, [moved], { entries: entries(entry) })).not.toContain('play')
    }
  })
  it('what was before this device played for the station is not its failure', () => {
    expect(ask('09:00', [item('sang', '05:15')], { since: at('08:00') })).toBe('nothing')
  })
  it('a failure tells its reason: no file, nothing cleared, no permission for sound', () => {
    const day = [item('sang', '05:15')]
    expect(ask('05:15', day, { ready: new Set() })).toBe('wait 05:25:00')
    expect(ask('05:26', day, { ready: new Set() })).toBe('failed sang: no_file')
    expect(ask('05:15', day, { blocked: true })).toBe('wait 05:25:00')
    expect(ask('05:26', day, { blocked: true })).toBe('failed sang: no_sound')
    const problem = { code: 'no_episode' as const, detail: '', detail_en: '' }
    expect(ask('05:26', [item('sang', '05:15', { file: null, problem })])).toBe('failed sang: no_audio')
  })
  it('a relayed programme is the station’s own affair', () => {
    const relay = item('tiep-song', '05:00', { file: null, programme: 'relay' })
    expect([ask('05:00', [relay]), ask('06:00', [relay])]).toEqual(['wait 05:10:00', 'nothing'])
  })
})

describe('items that overlap', () => {
  const now = begun(subject('dau'), 0, moment('05:15')).entry
  it('an ordinary or priority item waits for the end of the one that plays, and is passed over when that is too late', () => {
    const day = [item('dau', '05:15', { minutes: 30 }), item('sau', '05:20', { priority: 'priority' })]
    const facts = { playing: playing('dau'), entries: entries(now) }
    expect(ask('05:20', day, facts)).toBe('wait 05:25:00')
    expect(ask('05:31', day, facts)).toBe('skipped sau: overlap')
    const ended = finished(now, 1800, moment('05:45')).entry
    expect(ask('05:45', day, { entries: entries(ended) })).toBe('skipped sau: overlap')
    const short = finished(now, 480, moment('05:23')).entry
    expect(ask('05:23', day, { entries: entries(short) })).toBe('play sau from 0')
  })
  it('of two that are due, priority goes ahead; of equals the one planned earlier', () => {
    const day = [item('a', '05:15'), item('b', '05:16'), item('uu-tien', '05:16', { priority: 'priority' })]
    expect(ask('05:16', day)).toBe('play uu-tien from 0')
    expect(ask('05:16', day.slice(0, 2))).toBe('play a from 0')
  })
  it('an emergency cuts in at once, also late, and what it cut off goes on where it was', () => {
    const urgent = item('khan', '05:18', { minutes: 2, priority: 'emergency', file: 'b' })
    const day = [item('dau', '05:15'), urgent]
    expect(ask('05:18', day, { playing: playing('dau'), entries: entries(now) })).toBe('stop interrupted, again')
    const cut = stopped(now, 180, moment('05:18'), true, '').entry
    expect(ask('05:18', day, { entries: entries(cut) })).toBe('play khan from 0')
    expect(ask('05:19', day, { playing: playing('khan', true), entries: entries(cut) })).toBe('wait 05:25:00')
    const heard = finished(begun(subject('khan'), 0, moment('05:18')).entry, 120, moment('05:20')).entry
    expect(ask('05:20', day, { entries: entries(cut, heard) })).toBe('play dau from 180')
    expect(ask('05:35:01', day, { entries: entries(cut, heard) })).not.toContain('play')
    expect(ask('05:47', [urgent])).toBe('play khan from 0')
  })
  it('an emergency whose file is not here yet cuts nothing off', () => {
    const day = [item('dau', '05:15'), item('khan', '05:18', { priority: 'emergency', file: 'moi' })]
    expect(ask('05:18', day, { playing: playing('dau'), entries: entries(now) })).toBe('wait 05:25:00')
  })
})

describe('a playlist that changes while an item plays', () => {
  const entry = begun(subject('sang'), 0, moment('05:15')).entry
  const facts = { playing: playing('sang'), entries: entries(entry) }
  it('withdrawn: it stops for good', () => {
    const problem = { code: 'withdrawn' as const, detail: '', detail_en: '' }
    expect(ask('05:16', [item('sang', '05:15', { file: null, problem })], facts)).toBe('stop withdrawn')
  })
  it('moved, cancelled, or with another recording: what is on air is heard to its end', () => {
    for (const day of [[item('sang', '06:15')], [], [item('sang', '05:15', { file: 'b' })]])
      expect(ask('05:16', day, facts)).not.toContain('stop')
  })
  it('an interrupted item whose recording was replaced does not go on in the middle of the new one', () => {
    const cut = stopped(entry, 60, moment('05:16'), true, '').entry
    expect(ask('05:17', [item('sang', '05:15', { file: 'b' })], { entries: entries(cut) })).not.toContain('play')
  })
})

describe('the journal', () => {
  const own = { airingId: '1-2-20261123-1', sha256: 'a'.repeat(64) }
  const start = begun(own, 0, moment('05:15'))
  const withSeq = (event: unknown) => ({ ...(event as object), event_id: 'so-1', seq: 1 })
  it('writes events that the protocol takes', () => {
    const writings = [
      start,
      finished(start.entry, 600, moment('05:25')),
      stopped(start.entry, 60, moment('05:16'), true, 'khẩn cấp'),
      notPlayed('skipped', own, moment('05:16'), 'mất điện'),
    ]
    for (const { event } of writings) expect(asRunEvent.safeParse(withSeq(event)).success).toBe(true)
  })
  it('each end tells the seconds since its own start, so that parts add up to the whole', () => {
    const cut = stopped(goingOn(start.entry, 100, moment('05:16')).entry, 180, moment('05:18'), true, '')
    expect(cut.event?.played_seconds).toBe(180)
    const again = begun(own, cut.entry.heard, moment('05:20'))
    const end = finished(again.entry, 600, moment('05:27'))
    expect(end.event?.played_seconds).toBe(420)
    expect(end.entry).toMatchObject({ state: 'ended', outcome: 'finished', heard: 600 })
  })
  it('after a crash the item stopped where it was last written down, by the clock of that boot, and may go on', () => {
    const last = goingOn(start.entry, 62.5, { ...moment('05:16'), bootId: 'boot truoc' }).entry
    const done = finished(begun(subject('xong'), 0, moment('05:00')).entry, 60, moment('05:01')).entry
    const [mended, ...others] = recovered([last, done], 'trang bị đóng')
    expect(others).toEqual([])
    expect(mended?.event).toMatchObject({ kind: 'stopped', boot_id: 'boot truoc', played_seconds: 62.5 })
    expect(mended?.entry).toMatchObject({ state: 'paused', heard: 62.5 })
    expect(recovered([mended?.entry ?? last], 'x')).toEqual([])
  })
  it('what a person confirmed needs no event, and does not play any more', () => {
    const said = attested('sang', moment('05:16'))
    expect(said.event).toBeNull()
    expect(ask('05:16', [item('sang', '05:15')], { entries: entries(said.entry) })).not.toContain('play')
  })
})

describe('the clock of a device', () => {
  let n = 0
  const open = (wall: number, kept: { offset: number; latest: number } | null = null) => {
    const hands = { wall, mono: 5000 }
    const clock = new StationClock(
      () => ({ ...hands }),
      () => `boot ${++n}`,
      kept,
    )
    const pass = (ms: number, { asleep = 0, set = 0 } = {}) => {
      hands.mono += ms
      hands.wall += ms + asleep + set
    }
    return { clock, hands, pass }
  }
  it('keeps the server’s time, however wrong its own is, also when its own is set back', () => {
    const { clock, hands, pass } = open(at('03:00'))
    const sent = hands.mono
    pass(200)
    clock.measured(at('05:00'), sent)
    expect(clock.now()).toBe(at('05:00') + 100)
    const boot = clock.bootId
    pass(MINUTE, { set: -3_600_000 })
    expect(clock.tick()).toBe(false)
    expect([clock.now(), clock.bootId]).toEqual([at('05:01') + 100, boot])
  })
  it('after sleep, in which the steady clock stood still, time has passed and a new boot has begun', () => {
    const { clock, pass } = open(at('05:00'), { offset: 0, latest: 0 })
    pass(1000)
    expect(clock.tick()).toBe(false)
    const before = clock.moment()
    pass(1000, { asleep: 3_600_000 })
    expect(clock.tick()).toBe(true)
    expect(clock.now()).toBe(at('06:00') + 2000)
    expect(clock.moment().bootId).not.toBe(before.bootId)
    expect(clock.moment().monoMs).toBe(0)
  })
  it('a device that wakes up in the past is not believed until the server tells the time', () => {
    const { clock, hands } = open(Date.parse('2010-01-01T00:00:00Z'), { offset: 0, latest: at('05:00') })
    expect(clock.trusted).toBe(false)
    expect(clock.kept().latest).toBe(at('05:00'))
    clock.measured(at('06:00'), hands.mono)
    expect([clock.trusted, clock.now()]).toEqual([true, at('06:00')])
  })
  it('a slow answer does not shake a clock that agrees with it', () => {
    const { clock, hands, pass } = open(at('05:00'))
    const sent = hands.mono
    pass(8000)
    clock.measured(at('05:00') + 1000, sent)
    expect(clock.now()).toBe(at('05:00') + 8000)
  })
})

describe('what the page shows', () => {
  it('counts down to zero at the moment itself', () => {
    expect([0, 1, 1000, 65_000, 3_600_000, -5].map(countdown)).toEqual([
      '0:00',
      '0:01',
      '0:01',
      '1:05',
      '1:00:00',
      '0:00',
    ])
  })
  it('tells the station’s own time of day, wherever the device thinks it is', () => {
    expect(wallClock(at('00:30'), [item('a', '05:15')])).toEqual({ day: '2026-11-23', time: '00:30:00' })
  })
  it('says of an airing what this device knows, and lets a person speak only of what has begun and was not heard', () => {
    const facts = { entry: undefined, wanted: false, ready: new Set(['a']), now: at('05:14') }
    expect(rowState(item('x', '05:15'), facts)).toBe('ready')
    expect(rowState(item('x', '05:15', { file: 'khac' }), facts)).toBe('missing')
    expect(rowState(item('x', '05:15', { file: null }), facts)).toBe('problem')
    expect(rowState(item('x', '05:15', { file: null, programme: 'live' }), facts)).toBe('elsewhere')
    expect(rowState(item('x', '05:05'), facts)).toBe('ready')
    expect(rowState(item('x', '05:00'), { ...facts, now: at('05:11') })).toBe('past')
    expect(rowState(item('x', '05:00'), { ...facts, wanted: true })).toBe('waiting_pin')
    const late = { ...facts, now: at('05:30') }
    expect(rowState(item('x', '05:15'), { ...late, reported: 'aired' })).toBe('reported_aired')
    expect(rowState(item('x', '05:15'), { ...late, reported: 'missed' })).toBe('reported_missed')
    expect(mayTell(item('x', '05:15'), 'reported_aired', at('05:30'))).toBe(false)
    expect(mayTell(item('x', '05:15'), 'reported_missed', at('05:30'))).toBe(true)
    expect(mayTell(item('x', '05:15'), 'ready', at('05:14'))).toBe(false)
    expect(mayTell(item('x', '05:15'), 'past', at('05:30'))).toBe(true)
    expect(mayTell(item('x', '05:15'), 'finished', at('05:30'))).toBe(false)
  })
  it('fetches each file once, that of an emergency first, none that is long past', () => {
    const day = [item('cu', '03:00', { file: 'c' }), item('x', '05:15'), item('y', '17:15')]
    const urgent = item('z', '18:00', { file: 'b', priority: 'emergency' })
    expect(filesNeeded([...day, urgent], at('06:00')).map(({ sha256 }) => sha256)).toEqual(['b', 'a'])
  })
})
