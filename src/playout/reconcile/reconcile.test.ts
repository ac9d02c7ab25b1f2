import { describe, expect, it } from 'vitest'
import { airing, at, event, FARMING, judge, MON, named, outcomeOf, statement } from './fixture.ts'

describe('matching (rule 8)', () => {
  it('goes by the airing named, however late it was played', () => {
    const events = [event('finished', '21:40:00', { ...named, playedSeconds: 600 })]
    expect(outcomeOf({ events })).toMatchObject({ outcome: 'aired', actualStart: at(`${MON} 21:30:00`) })
  })
  it('goes by the name also when that airing was cancelled or superseded', () => {
    const events = [event('finished', '17:25:00', named)]
    for (const state of ['cancelled', 'superseded'] as const) {
      expect(outcomeOf({ airings: [airing('17:15', { state })], events })).toMatchObject({ outcome: 'aired' })
    }
  })
  it('without a name takes the nearest planned start of the segment within 30 minutes', () => {
    const airings = [airing('17:15'), airing('17:40')]
    const events = [event('finished', '17:45:00', { playedSeconds: 600 })]
    const { outcomes } = judge({ airings, events })
    expect(outcomes.get('17:40')).toMatchObject({ outcome: 'aired' })
    expect(outcomes.get('17:15')).toMatchObject({ outcome: null })
  })
  it('without a name and 30 minutes and a second away is unplanned', () => {
    const edge = judge({ events: [event('finished', '17:55:00', { playedSeconds: 600 })] })
    expect(edge.outcomes.get('17:15')).toMatchObject({ outcome: 'aired' })
    const beyond = judge({ events: [event('finished', '17:55:01', { playedSeconds: 600 })] })
    expect(beyond.outcomes.get('17:15')).toMatchObject({ outcome: null })
    expect(beyond.unplanned).toMatchObject([{ complete: true, startsAt: at(`${MON} 17:45:01`) }])
  })
  it('without a name never takes an airing of another segment, nor a cancelled one', () => {
    const events = [event('finished', '17:25:00')]
    expect(outcomeOf({ airings: [airing('17:15', { segmentId: FARMING })], events })).toMatchObject({ outcome: null })
    expect(outcomeOf({ airings: [airing('17:15', { state: 'cancelled' })], events })).toMatchObject({ outcome: null })
  })
  it('is one to one: of two plays near one airing one is unplanned', () => {
    const events = [
      event('finished', '17:12:00', { playedSeconds: 600 }),
      event('finished', '17:27:00', { playedSeconds: 600 }),
    ]
    const { outcomes, unplanned } = judge({ events })
    expect(outcomes.get('17:15')).toMatchObject({ actualStart: at(`${MON} 17:17:00`) })
    expect(unplanned).toMatchObject([{ startsAt: at(`${MON} 17:02:00`) }])
  })
  it('gives two plays near two airings one each, not both the nearer', () => {
    const airings = [airing('17:15'), airing('17:30')]
    const events = [
      event('finished', '17:31:00', { playedSeconds: 600 }),
      event('finished', '17:42:00', { playedSeconds: 600 }),
    ]
    const { outcomes, unplanned } = judge({ airings, events })
    expect([...outcomes.values()].map((o) => o.outcome)).toEqual(['aired', 'aired'])
    expect(unplanned).toEqual([])
  })
})

describe('what was played (rule 9)', () => {
  it('of another segment than planned leaves the plan missed and is unplanned itself', () => {
    const events = [event('finished', '17:25:00', { ...named, segmentId: FARMING, episodeId: 30, sha256: 'b' })]
    const { outcomes, unplanned } = judge({ events })
    expect(outcomes.get('17:15')).toMatchObject({ outcome: 'missed', outcomeReason: 'other_segment' })
    expect(unplanned).toMatchObject([{ segmentId: FARMING, episodeId: 30, complete: true }])
  })
  it('of another episode of the segment counts, and says which it was', () => {
    const events = [event('finished', '17:25:00', { ...named, episodeId: 11 })]
    expect(outcomeOf({ events })).toMatchObject({ outcome: 'aired', airedEpisodeId: 11 })
  })
  it('withdrawn counts and is flagged', () => {
    const events = [event('finished', '17:25:00', { ...named, withdrawn: true })]
    expect(outcomeOf({ events })).toMatchObject({ outcome: 'aired', flags: 'withdrawn' })
  })
})

describe('completeness (rule 10)', () => {
  const played = (seconds: number) =>
    outcomeOf({ events: [event('stopped', '17:25:00', { ...named, playedSeconds: seconds })] })
  it('is aired from 95 % of the rendition on, partial below', () => {
    expect(played(570)).toMatchObject({ outcome: 'aired', playedSeconds: 570 })
    expect(played(569.9)).toMatchObject({ outcome: 'partial', playedSeconds: 569.9 })
  })
  it('adds interruption and resumption up', () => {
    const events = [
      event('started', '17:15:00', named),
      event('stopped', '17:20:00', named),
      event('started', '17:22:00', named),
      event('finished', '17:27:00', { ...named, playedSeconds: 300 }),
    ]
    expect(outcomeOf({ events })).toMatchObject({
      outcome: 'aired',
      playedSeconds: 600,
      actualStart: at(`${MON} 17:15:00`),
    })
  })
  it('counts seconds that two devices report together once', () => {
    const half = { ...named, playedSeconds: 300 }
    const events = [event('stopped', '17:20:00', half), event('stopped', '17:20:30', { ...half, deviceId: 'may-2' })]
    expect(outcomeOf({ events })).toMatchObject({ outcome: 'partial', playedSeconds: 330 })
  })
  it('finished without seconds is full', () => {
    expect(outcomeOf({ events: [event('finished', '17:25:00', named)] })).toMatchObject({ outcome: 'aired' })
  })
  it('a start without an end is open', () => {
    expect(outcomeOf({ events: [event('started', '17:15:00', named)] })).toMatchObject({
      outcome: 'open',
      grade: 'player',
    })
  })
  it('an open start is settled by an attestation', () => {
    const facts = { events: [event('started', '17:15:00', named)], statements: [statement('attestation', 'aired')] }
    expect(outcomeOf(facts)).toMatchObject({ outcome: 'aired', grade: 'attested' })
  })
  it('failed or skipped alone is missed with its reason', () => {
    expect(outcomeOf({ events: [event('failed', '17:15:00', { ...named, detail: 'no_file' })] })).toMatchObject({
      outcome: 'missed',
      outcomeReason: 'no_file',
      airedOn: null,
    })
    expect(outcomeOf({ events: [event('skipped', '17:15:00', named)] })).toMatchObject({
      outcome: 'missed',
      outcomeReason: 'skipped',
    })
  })
  it('failed and then played is aired', () => {
    const events = [event('failed', '17:15:00', named), event('finished', '17:30:00', { ...named, playedSeconds: 600 })]
    expect(outcomeOf({ events })).toMatchObject({ outcome: 'aired', outcomeReason: null })
  })
})

describe('overlap (rule 11)', () => {
  it('plays of one item that overlap are one airing, named or not, from whatever device', () => {
    const events = [
      event('finished', '17:25:00', { ...named, playedSeconds: 600 }),
      event('finished', '17:25:20', { deviceId: 'may-2', playedSeconds: 600 }),
    ]
    const { outcomes, unplanned } = judge({ events })
    expect(outcomes.get('17:15')).toMatchObject({ outcome: 'aired', playedSeconds: 600 + 20 })
    expect(unplanned).toEqual([])
  })
  it('a further complete play that does not overlap is an unplanned replay, also in the airing’s name', () => {
    const events = [
      event('finished', '17:25:00', { ...named, playedSeconds: 600 }),
      event('finished', '18:25:00', { ...named, playedSeconds: 600 }),
    ]
    const { outcomes, unplanned } = judge({ events })
    expect(outcomes.get('17:15')).toMatchObject({ outcome: 'aired', actualStart: at(`${MON} 17:15:00`) })
    expect(unplanned).toMatchObject([{ startsAt: at(`${MON} 18:15:00`), complete: true }])
  })
  it('an overlapping play in the name of two airings is the nearer one’s alone', () => {
    const airings = [airing('17:15'), airing('17:20')]
    const events = [
      event('finished', '17:25:00', { airing: '17:15', playedSeconds: 600 }),
      event('finished', '17:26:00', { airing: '17:20', deviceId: 'may-2', playedSeconds: 600 }),
    ]
    const { outcomes } = judge({ airings, events })
    expect([...outcomes.values()].map((o) => o.outcome)).toEqual(['aired', null])
  })
})

describe('unplanned plays (rule 12)', () => {
  const play = event('finished', '20:10:00', { playedSeconds: 600 })
  it('are shown, whole or not, and not accepted by themselves', () => {
    expect(judge({ events: [play] }).unplanned).toMatchObject([{ key: play.eventId, complete: true, accepted: null }])
    const part = { ...play, playedSeconds: 100 }
    expect(judge({ events: [part] }).unplanned).toMatchObject([{ complete: false, playedSeconds: 100 }])
  })
  it('stay accepted when another device tells of the same play', () => {
    const second = event('finished', '20:09:50', { deviceId: 'may-2', playedSeconds: 600 })
    const acceptances = [{ position: 9, eventIds: [play.eventId], at: 5, by: 'Phạm Thu Hà' }]
    const { unplanned } = judge({ events: [second, play], acceptances })
    expect(unplanned).toMatchObject([{ accepted: { at: 5, by: 'Phạm Thu Hà' } }])
  })
})

describe('grades (rule 13)', () => {
  const aired = event('finished', '17:26:00', { ...named, playedSeconds: 600 })
  it('the strongest of player, attested, imported', () => {
    const statements = [statement('import', 'aired'), statement('attestation', 'aired')]
    expect(outcomeOf({ statements })).toMatchObject({ outcome: 'aired', grade: 'attested' })
    expect(outcomeOf({ statements, events: [aired] })).toMatchObject({ outcome: 'aired', grade: 'player' })
    expect(outcomeOf({ statements: statements.slice(0, 1) })).toMatchObject({ grade: 'imported' })
  })
  it('evidence of airing beats “missed”, whoever says which', () => {
    expect(outcomeOf({ events: [aired], statements: [statement('attestation', 'missed')] })).toMatchObject({
      outcome: 'aired',
    })
    const failed = event('failed', '17:15:00', named)
    expect(outcomeOf({ events: [failed], statements: [statement('attestation', 'aired')] })).toMatchObject({
      outcome: 'aired',
      grade: 'attested',
    })
  })
  it('attested without a time is dated as planned, with a time by its local day (rule 15)', () => {
    expect(outcomeOf({ statements: [statement('attestation', 'aired')] })).toMatchObject({
      airedOn: MON,
      actualStart: null,
    })
    const after = statement('attestation', 'aired', { at: at('2026-11-24 00:05:00') })
    expect(outcomeOf({ statements: [after] })).toMatchObject({ airedOn: '2026-11-24' })
  })
  it('a correction beats all, the later one the earlier', () => {
    const first = statement('correction', 'missed', { note: 'mất điện' })
    expect(outcomeOf({ events: [aired], statements: [first] })).toMatchObject({
      outcome: 'missed',
      outcomeReason: 'mất điện',
      flags: 'corrected',
    })
    const second = statement('correction', 'aired', { at: at(`${MON} 18:00:00`) })
    expect(outcomeOf({ events: [aired], statements: [second, first] })).toMatchObject({
      outcome: 'aired',
      grade: 'player',
      actualStart: at(`${MON} 18:00:00`),
    })
  })
  it('a correction can say that nothing is known, and be taken back', () => {
    const unknown = statement('correction', 'no_word', { note: 'nhầm đài' })
    expect(outcomeOf({ events: [aired], statements: [unknown] })).toMatchObject({ outcome: null, grade: null })
    const back = statement('correction', 'as_reported')
    expect(outcomeOf({ events: [aired], statements: [unknown, back] })).toMatchObject({ outcome: 'aired', flags: null })
  })
  it('no evidence at all is no word', () => {
    expect(outcomeOf({})).toMatchObject({ outcome: null, grade: null, airedOn: null })
  })
})
