import { afterAll, beforeAll, expect, it } from 'vitest'
import { compareActs } from './acts.ts'
import { killAtRandom } from './kills.ts'
import { OTHER_SEGMENT, plant } from './plant.ts'
import { buildProgram, type Program } from './program.ts'

// The built server, killed without warning; `npm run prove -- faults --kills 500` does it in earnest (docs/prove.md).
const KILLS = 6
let program: Program
beforeAll(async () => {
  program = await buildProgram()
}, 120_000)
afterAll(() => program.remove())

it('what stations and staff were told to be done stands once after each kill, and the proof finds no difference', async () => {
  const run = await killAtRandom(program, { seed: 20_200_701, kills: KILLS, servers: 1, days: 3 })
  expect(run.broken).toEqual([])
  expect([run.kills, run.comparisons]).toEqual([KILLS, KILLS])
  expect(run.events).toBeGreaterThan(0)
}, 240_000)

it('the comparison notices what is missing, doubled, changed or there in part', async () => {
  const at = await plant({ days: 1, aDay: 1 })
  try {
    const { id: segment_id } = await at.db.q
      .selectFrom('segment')
      .select('id')
      .where('code', '=', OTHER_SEGMENT)
      .executeTakeFirstOrThrow()
    const episode = (title: string, number: number) =>
      at.db.q
        .insertInto('episode')
        .values({
          ...{ segment_id, number, year: 2026, title, title_sort: '', priority: 'normal', tags: '[]' },
          ...{ legal_references: '[]', script_state: 'draft', created_at: 0 },
        })
        .execute()
    await episode('twice', 1)
    await episode('twice', 2)
    await episode('refused', 3)
    const act = (name: string, sure: boolean | null, stood: number | null = null) => ({
      what: 'episode',
      name,
      sure,
      stood,
    })
    const found = await compareActs(at.db, [
      ...[act('lost', true), act('twice', true), act('refused', false), act('unknown', null), act('seen', null, 1)],
    ])
    expect(found).toEqual([
      'episode lost was acknowledged and is not there',
      'episode twice stands 2 times',
      'episode twice is there in part',
      'episode refused was refused and is there',
      'episode refused is there in part',
      'episode seen stood 1 times, now 0',
    ])
  } finally {
    await at.remove()
  }
})
