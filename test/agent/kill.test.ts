import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EpisodeMade, type Programme2026, tellProgramme } from '../playlists/programme.ts'
import { TAMS_STATION } from '../story.ts'
import { openWorld, type World } from '../world.ts'
import { moment, Rig } from './rig.ts'
import { chance, type VirtualTime } from './virtual.ts'

/*
 * One airing after the other, each on a machine of its own; the nth is killed at the nth step that its agent takes on
 * the disk from a minute before the airing on, and started again. A step is killed before or after it takes effect.
 */
const EVERY_MS = 30 * 60_000
const FIRST = moment('2026-11-23 08:00')

let world: World
let programme: Programme2026
let episode: EpisodeMade
let time: VirtualTime
let index = 0

beforeAll(async () => {
  world = await openWorld()
  programme = await tellProgramme(world)
  episode = await programme.episode({ number: 12 })
})
afterAll(() => world.close())

/** Plays one airing with a kill at the nth step. @returns null when there is no nth step */
async function killedAt(n: number, how: 'kill' | 'power', index: number) {
  const start = FIRST + index * EVERY_MS
  await programme.airing({ station: TAMS_STATION, at: start, episodeId: episode.id })
  const rig = await Rig.open(world, { name: `${how}${n}`, ...(time ? { time } : {}) })
  time = rig.time
  await time.runUntil(start - 5 * 60_000)
  await rig.start()
  await time.runUntil(start - 60_000)
  let steps = 0
  let where = ''
  rig.machine.disk.step = async (what) => {
    if (!what.includes('journal/') && !what.includes('playing.json')) return
    steps += 1
    if (steps !== n) return
    where = what
    if (how === 'kill') rig.machine.kill()
    else rig.machine.losePower(chance(n))
    await rig.machine.died
    // A killed process takes no further step.
    await new Promise(() => {})
  }
  rig.time.at(start + 4 * 60_000, async () => {
    if (rig.machine.alive) return
    if (how === 'power') rig.machine.boot()
    await rig.start()
  })
  await time.runUntil(start + 25 * 60_000)
  if (where === '') return null
  if (!rig.machine.alive) {
    if (how === 'power') rig.machine.boot()
    await rig.start()
    await time.run(60_000)
  }
  const unsent = rig.agent?.state.journal.unsent
  const lines = rig.written().map(({ kind }) => kind)
  await rig.agent?.stop()
  const row = await world.ctx.db.q
    .selectFrom('airing')
    .select(['outcome'])
    .where('starts_at', '=', start)
    .executeTakeFirstOrThrow()
  return { where, heard: rig.heard, outcome: row.outcome, unsent, lines, evidence: await known(`${how}${n}-`) }
}
const known = async (prefix: string): Promise<number> =>
  (await world.ctx.db.q.selectFrom('evidence').select('event_id').where('event_id', 'like', `${prefix}%`).execute())
    .length

describe('An agent killed at any step', () => {
  it.each(['kill', 'power'] as const)(
    '(%s) never plays an airing twice and loses no report',
    async (how) => {
      const seen: string[] = []
      for (let n = 1; ; n += n < 12 ? 1 : 17) {
        index += 1
        const run = await killedAt(n, how, index)
        if (run === null) break
        const at = `${how} at step ${n}: ${run.where}; ${run.lines}`
        seen.push(run.where)
        expect(run.heard.length, at).toBeLessThanOrEqual(1)
        // Everything that stands in the journal is known to the server, once.
        expect(run.unsent, at).toBe(0)
        expect(run.evidence, at).toBe(run.lines.length)
        const [heard] = run.heard
        if (!heard) expect(['missed', 'open', null], at).toContain(run.outcome)
        else if (heard.complete) expect(run.outcome === 'aired' || run.where.includes('journal/'), at).toBe(true)
        else expect(['partial', 'open', 'aired'], at).toContain(run.outcome)
      }
      // Before, in and after the writing of the start, the progress and the end.
      expect(seen.length).toBeGreaterThan(14)
      expect(seen.some((what) => what.startsWith('before sync journal/'))).toBe(true)
      expect(seen.some((what) => what.includes('playing.json'))).toBe(true)
    },
    120_000,
  )
})

it('A day of forty airings with a hundred kills: none is begun twice, no report is lost', async () => {
  const own = await openWorld({ now: '2026-11-25T05:00:00+07:00' })
  try {
    const show = await tellProgramme(own)
    const { id } = await show.episode({ number: 12 })
    const starts = Array.from({ length: 40 }, (_, n) => moment('2026-11-25 06:00') + n * 20 * 60_000)
    for (const at of starts) await show.airing({ station: TAMS_STATION, at, episodeId: id })
    const rig = await Rig.open(own, { name: 'day' })
    await rig.start()
    const random = chance(100)
    const day = 40 * 20 * 60_000
    let kills = 0
    for (let n = 0; n < 160; n += 1) {
      // Half of them around a start or an end, where the steps are close together.
      const near = (starts[Math.floor(random() * 40)] ?? 0) + (random() < 0.5 ? 0 : 600_432) + random() * 3000 - 1500
      const at = Math.round(random() < 0.5 ? near : moment('2026-11-25 06:00') + random() * day)
      const power = random() < 0.5
      const off = random() < 0.8 ? 1000 + random() * 60_000 : random() * 900_000
      rig.time.at(at, async () => {
        // What is off cannot be killed.
        if (!rig.machine.alive || kills === 100) return
        kills += 1
        if (power) rig.machine.losePower(random)
        else rig.machine.kill()
        rig.time.after(off, async () => {
          if (power) rig.machine.boot()
          await rig.start()
        })
      })
    }
    await rig.until('2026-11-25 21:00')
    expect(kills).toBe(100)
    const begun = rig.heard.map(({ airingId }) => airingId)
    expect(new Set(begun).size).toBe(begun.length)
    expect(begun.length).toBeGreaterThan(25)
    const written = rig.written().map(({ event_id }) => event_id)
    expect(rig.agent?.state.journal.unsent).toBe(0)
    const rows = await own.ctx.db.q.selectFrom('evidence').select(['event_id', 'state']).execute()
    expect(rows.map(({ event_id }) => event_id).sort()).toEqual(written.sort())
    expect(rows.filter(({ state }) => state !== 'counted')).toEqual([])
    const aired = await own.ctx.db.q.selectFrom('airing').select('outcome').where('outcome', '=', 'aired').execute()
    const whole = rig.heard.filter(({ from, until }) => ((until ?? from) - from) / 1000 >= 0.965 * 600.432)
    expect(aired.length).toBeGreaterThanOrEqual(whole.length)
    expect(aired.length).toBeLessThanOrEqual(
      rig.heard.filter(({ from, until }) => (until ?? from) - from >= 570_000).length,
    )
  } finally {
    await own.close()
  }
}, 60_000)
