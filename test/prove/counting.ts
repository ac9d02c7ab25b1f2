/** Random days, counted from the roll-ups and by a simple counter from the ledger: 1,000 of them, in worlds of 50. */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { openProof } from '../counting/proof.ts'
import { anyStory } from '../counting/story.ts'
import { openWorld } from '../world.ts'

const STORIES = Number(process.env.STORIES ?? 1000)
const A_WORLD = 50

let [told, differing] = [0, 0]
for (let seed = 1; told < STORIES; seed += 1) {
  const world = await openWorld({ database: 'sqlite', now: '2026-11-23T07:00:00+07:00' })
  const proof = await openProof(world)
  for (const story of fc.sample(anyStory, { seed, numRuns: Math.min(A_WORLD, STORIES - told) })) {
    const { counted, fromLedger } = await proof.run(story)
    told += 1
    if (isDeepStrictEqual(counted, fromLedger)) continue
    differing += 1
    process.stdout.write(`seed ${seed} differs: ${JSON.stringify({ counted, fromLedger })}\n`)
  }
  const whole = await proof.whole()
  if (!isDeepStrictEqual(whole.counted, whole.fromLedger)) differing += 1
  const { ok, differences } = await proof.verify()
  const { ofTheDay, ofToday } = await proof.merge()
  if (!ok || differences.length > 0 || !isDeepStrictEqual(ofTheDay, ofToday)) differing += 1
  process.stdout.write(`seed ${seed}: ${told} stories, ${differing} differing, verify ${ok ? 'clean' : 'NOT clean'}\n`)
  await world.close()
}
process.exitCode = differing === 0 ? 0 : 1
