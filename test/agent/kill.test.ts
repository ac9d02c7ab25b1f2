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
