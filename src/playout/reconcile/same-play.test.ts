import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { airing, at, event, judge, MON, named, outcomeOf, statement } from './fixture.ts'

const aired = (key: string, time: string, more = {}) =>
  statement('attestation', 'aired', { airing: key, at: at(`${MON} ${time}`), ...more })
const corrected = (key: string, time: string, more = {}) =>
  statement('correction', 'aired', { airing: key, at: at(`${MON} ${time}`), note: 'nghe băng', ...more })
const whole = (time: string, more = {}) => event('finished', time, { playedSeconds: 600, ...more })
const outcomes = (facts: Parameters<typeof judge>[0]) =>
  [...judge(facts).outcomes.values()].map(({ outcome, grade }) => [outcome, grade])
const NOTHING = [null, null]

describe('what people state with a time is a play like any other (rule 11)', () => {
  const both = [airing('05:15'), airing('17:15')]

  it('two airings attested at one moment are one, the nearer', () => {
    const statements = [aired('05:15', '17:15:00'), aired('17:15', '17:15:00')]
    const { outcomes: of, absorbed } = judge({ airings: both, statements })
    expect(of.get('17:15')).toMatchObject({ outcome: 'aired', grade: 'attested' })
    expect(of.get('05:15')).toMatchObject({ outcome: null, airedOn: null, outcomeReason: 'same_play' })
    expect([...absorbed]).toEqual([[statements[0]?.position, '17:15']])
  })
  it('from the last second of the one to the first of the other, but not one after the other', () => {
    const airings = [airing('17:15'), airing('17:25')]
    const first = aired('17:15', '17:15:00')
    expect(outcomes({ airings, statements: [first, aired('17:25', '17:24:59')] })).toEqual([
      ['aired', 'attested'],
      NOTHING,
    ])
    expect(outcomes({ airings, statements: [first, aired('17:25', '17:25:00')] })).toEqual([
      ['aired', 'attested'],
      ['aired', 'attested'],
    ])
  })
  it('what a device played under another name is that airing’s, though a person names a nearer one', () => {
    const airings = [airing('17:00'), airing('17:15')]
    const events = [whole('17:25:00', { airing: '17:00' })]
    expect(outcomes({ airings, events, statements: [aired('17:15', '17:15:00')] })).toEqual([
      ['aired', 'player'],
      NOTHING,
    ])
  })
  it('a play without a name at that moment is that airing’s, however far from the plan, and not unplanned', () => {
    const events = [whole('18:10:00')]
    const acceptances = [{ position: 9, eventIds: events.map((e) => e.eventId), at: 5, by: 'Phạm Thu Hà' }]
    const result = judge({ events, statements: [aired('17:15', '18:00:00')], acceptances })
    expect(result.outcomes.get('17:15')).toMatchObject({ outcome: 'aired', grade: 'player' })
    expect(result.unplanned).toEqual([])
  })
  it('another episode of the segment at that moment is what was on air', () => {
    const events = [whole('18:10:00', { episodeId: 11 })]
    for (const episodeId of [12, null]) {
      const result = judge({ events, statements: [aired('17:15', '18:00:00', { episodeId })] })
      expect(result.outcomes.get('17:15')).toMatchObject({ outcome: 'aired', grade: 'player', airedEpisodeId: 11 })
      expect(result.unplanned).toEqual([])
    }
  })
  it('a start without an end is settled by who attests that moment, in whatever name', () => {
    const airings = [airing('17:00'), airing('17:15')]
    const events = [event('started', '17:15:00', { airing: '17:00' })]
    expect(outcomes({ airings, events, statements: [aired('17:15', '17:15:00')] })).toEqual([
      ['aired', 'attested'],
      NOTHING,
    ])
  })
  it('an attestation beside what a device played of the same airing takes no other airing’s moment', () => {
    const events = [whole('05:25:00', { airing: '05:15' })]
    const statements = [aired('05:15', '17:00:00'), aired('17:15', '17:05:00')]
    expect(outcomes({ airings: both, events, statements })).toEqual([
      ['aired', 'player'],
      ['aired', 'attested'],
    ])
  })
  it('a later statement of the same airing frees the moment of the earlier', () => {
    const statements = [aired('05:15', '17:15:00'), aired('17:15', '17:15:00'), aired('05:15', '05:15:00')]
    expect(outcomes({ airings: both, statements })).toEqual([
      ['aired', 'attested'],
      ['aired', 'attested'],
    ])
  })
  it('an earlier statement does not come back when the later is another airing’s play', () => {
    const statements = [aired('05:15', '17:20:00'), aired('05:15', '17:15:00'), aired('17:15', '17:15:00')]
    expect(outcomes({ airings: both, statements })).toEqual([NOTHING, ['aired', 'attested']])
  })
  it('a correction takes the moment from what was attested or played under another name', () => {
    const statements = [aired('17:15', '17:15:00'), corrected('05:15', '17:15:00')]
    expect(outcomes({ airings: both, statements })).toEqual([['aired', 'attested'], NOTHING])
    const events = [whole('17:25:00', named)]
    expect(outcomes({ airings: both, events, statements: statements.slice(1) })).toEqual([['aired', 'player'], NOTHING])
  })
  it('a play that a correction means is the airing’s, and what was played at the plan is the replay', () => {
    const events = [whole('17:25:00', named), whole('18:10:00')]
    const { outcomes: of, unplanned } = judge({ events, statements: [corrected('17:15', '18:00:00')] })
    expect(of.get('17:15')).toMatchObject({ outcome: 'aired', actualStart: at(`${MON} 18:00:00`) })
    expect(unplanned).toMatchObject([{ startsAt: at(`${MON} 17:15:00`), complete: true }])
  })
  it('an airing that was corrected to missed leaves its moment to the other one named', () => {
    const airings = [airing('17:00'), airing('17:15')]
    const events = [whole('17:10:00', { airing: '17:00' })]
    const statements = [
      statement('correction', 'missed', { airing: '17:00', note: 'nhầm lượt' }),
      aired('17:15', '17:05:00'),
    ]
    expect(outcomes({ airings, events, statements })).toEqual([
      ['missed', 'attested'],
      ['aired', 'player'],
    ])
  })
  it('a replay in an airing’s name is the airing’s that a person names in it', () => {
    const events = [whole('05:25:00', { airing: '05:15' }), whole('17:25:00', { airing: '05:15' })]
    const result = judge({ airings: both, events, statements: [aired('17:15', '17:15:00')] })
    expect([...result.outcomes.values()].map(({ outcome }) => outcome)).toEqual(['aired', 'aired'])
    expect(result.unplanned).toEqual([])
  })
  it('without a time says nothing of the moment', () => {
    const statements = [aired('05:15', '17:15:00'), statement('attestation', 'aired')]
    expect(outcomes({ airings: both, statements })).toEqual([
      ['aired', 'attested'],
      ['aired', 'attested'],
    ])
  })
})

describe('whatever is in the ledger', () => {
  const keys = ['17:00', '17:15', '17:40', '18:20']
  const airings = keys.map((key) => airing(key))
  const minute = fc.integer({ min: 16 * 60, max: 19 * 60 })
  const clock = (m: number) => `${Math.floor(m / 60)}:${String(m % 60).padStart(2, '0')}:00`
  const played = fc.record({
    name: fc.option(fc.constantFrom(...keys)),
    minute,
    device: fc.constantFrom('may-1', 'may-2'),
  })
  const stated = fc.record({
    kind: fc.constantFrom('attestation' as const, 'import' as const, 'correction' as const),
    key: fc.constantFrom(...keys),
    outcome: fc.constantFrom('aired' as const, 'aired' as const, 'missed' as const, 'no_word' as const),
    minute: fc.option(minute, { freq: 5 }),
  })
  it('no moment of an item counts twice', () => {
    const facts = fc.record({
      events: fc.array(played, { maxLength: 6 }),
      statements: fc.array(stated, { maxLength: 6 }),
    })
    fc.assert(
      fc.property(facts, ({ events, statements }) => {
        const { outcomes: of, unplanned } = judge({
          airings,
          events: events.map((one) => whole(clock(one.minute), { airing: one.name, deviceId: one.device })),
          statements: statements.map((one) =>
            statement(one.kind, one.outcome, {
              airing: one.key,
              at: one.minute === null ? null : at(`${MON} ${clock(one.minute)}`),
            }),
          ),
        })
        const starts = [...of.values()].flatMap((one) => one.actualStart ?? [])
        const counted = [...starts, ...unplanned.map((play) => play.startsAt)].sort((a, b) => a - b)
        const gaps = counted.slice(1).map((start, i) => start - (counted[i] ?? 0))
        expect(gaps.filter((gap) => gap < 600_000)).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })
})

describe('interruption and resumption (rule 10)', () => {
  const parts = (a: string, b: string, more = {}) => [
    event('stopped', a, { playedSeconds: 360, ...more }),
    event('finished', b, { playedSeconds: 240, ...more }),
  ]
  it('without a name are one play of the airing; the whole replay after it is unplanned', () => {
    const { outcomes: of, unplanned } = judge({ events: [...parts('17:21:00', '17:26:00'), whole('17:44:00')] })
    expect(of.get('17:15')).toMatchObject({ outcome: 'aired', playedSeconds: 600, actualStart: at(`${MON} 17:15:00`) })
    expect(unplanned).toMatchObject([{ startsAt: at(`${MON} 17:34:00`), complete: true }])
  })
  it('in the airing’s name too, however long it was interrupted', () => {
    const { outcomes: of, unplanned } = judge({
      events: [...parts('17:21:00', '18:26:00', named), whole('19:44:00', named)],
    })
    expect(of.get('17:15')).toMatchObject({ outcome: 'aired', actualStart: at(`${MON} 17:15:00`) })
    expect(unplanned).toMatchObject([{ startsAt: at(`${MON} 19:34:00`), complete: true }])
  })
  it('outside the plan are one complete unplanned play, which can be accepted', () => {
    const events = parts('20:06:00', '20:11:00')
    const acceptances = [{ position: 9, eventIds: events.map((e) => e.eventId), at: 5, by: 'Phạm Thu Hà' }]
    expect(judge({ events, acceptances }).unplanned).toMatchObject([
      { complete: true, playedSeconds: 600, accepted: { by: 'Phạm Thu Hà' }, endsAt: at(`${MON} 20:11:00`) },
    ])
  })
  it('more than a pause apart are two parts, each as it is', () => {
    const { unplanned } = judge({ events: parts('20:06:00', '20:40:01') })
    expect(unplanned.map(({ complete, playedSeconds }) => [complete, playedSeconds])).toEqual([
      [false, 360],
      [false, 240],
    ])
  })
  it('each near its own airing are parts of two', () => {
    const airings = [airing('17:15'), airing('17:40')]
    const events = parts('17:21:00', '17:44:00')
    expect(outcomes({ airings, events })).toEqual([
      ['partial', 'player'],
      ['partial', 'player'],
    ])
    expect(judge({ airings, events }).unplanned).toEqual([])
  })
  it('a start that failed and the whole after it are not added up', () => {
    const events = [event('stopped', '20:02:00', { playedSeconds: 120 }), whole('20:13:00')]
    expect(judge({ events }).unplanned.map(({ complete, playedSeconds }) => [complete, playedSeconds])).toEqual([
      [false, 120],
      [true, 600],
    ])
  })
  it('one acceptance is of one play, also when what was learned later parts its events', () => {
    const [first, second] = parts('20:06:00', '20:11:00')
    const earlier = event('stopped', '19:58:00', { playedSeconds: 400 })
    const acceptances = [{ position: 9, eventIds: [first?.eventId ?? '', second?.eventId ?? ''], at: 5, by: 'Hà' }]
    const events = [first, second, earlier].filter((e) => e !== undefined)
    expect(judge({ events, acceptances }).unplanned.map((play) => [play.complete, play.accepted?.by ?? null])).toEqual([
      [true, 'Hà'],
      [false, null],
    ])
  })
})

describe('relayed and live programmes (rule 3)', () => {
  const relay = [airing('17:15', { programme: 'relay' })]
  it('are counted by people’s word; a device that names one says nothing of it', () => {
    for (const kind of ['finished', 'started', 'failed', 'skipped'] as const) {
      const events = [event(kind, '17:25:00', { ...named, sha256: null, episodeId: null })]
      const result = judge({ airings: relay, events })
      expect(result.outcomes.get('17:15')).toMatchObject({ outcome: null, grade: null })
      expect(result.unplanned).toEqual([])
      const word = { airings: relay, events, statements: [aired('17:15', '17:15:00', { episodeId: null })] }
      expect(judge(word).outcomes.get('17:15')).toMatchObject({ outcome: 'aired', grade: 'attested' })
    }
  })
  it('audio of ours that was played in its name, or near it, is unplanned', () => {
    for (const name of [named, {}]) {
      const { outcomes: of, unplanned } = judge({ airings: relay, events: [whole('17:25:00', name)] })
      expect(of.get('17:15')).toMatchObject({ outcome: null })
      expect(unplanned).toMatchObject([{ complete: true, episodeId: 12 }])
    }
  })
  it('a live programme likewise', () => {
    const live = [airing('17:15', { programme: 'live' })]
    expect(outcomeOf({ airings: live, events: [whole('17:25:00', named)] })).toMatchObject({ outcome: null })
  })
})
