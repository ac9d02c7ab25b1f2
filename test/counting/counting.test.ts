import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { onBothDatabases, type World } from '../world.ts'
import { openProof } from './proof.ts'
import { anyStory } from './story.ts'

onBothDatabases('the counts of random days', (open) => {
  let world: World
  let proof: Awaited<ReturnType<typeof openProof>>
  beforeAll(async () => {
    world = await open({ now: '2026-11-23T07:00:00+07:00' })
    proof = await openProof(world)
  })
  afterAll(() => world.close())

  it('from the roll-ups are those that a simple counter finds in the ledger, whatever came twice, late or corrected', async () => {
    const numRuns = world.database === 'sqlite' ? 50 : 6
    const check = async (story: Parameters<typeof proof.run>[0]): Promise<void> => {
      const { counted, fromLedger } = await proof.run(story)
      expect(counted).toEqual(fromLedger)
    }
    await fc.assert(fc.asyncProperty(anyStory, check), { numRuns, endOnFailure: true })
    expect(await proof.verify()).toEqual({ ok: true, differences: [] })
    const { spans, counted, fromLedger } = await proof.whole()
    if (world.database === 'sqlite') expect(spans).toBeGreaterThan(2)
    expect(counted).toEqual(fromLedger)
    // Two communes end in the third: today's units add up to the same.
    const { ofTheDay, ofToday, units } = await proof.merge()
    expect(ofToday).toEqual(ofTheDay)
    expect(units).toEqual(['cho-gao', 'dang-hung-phuoc'])
    expect(await proof.verify()).toEqual({ ok: true, differences: [] })
  }, 240_000)
})
