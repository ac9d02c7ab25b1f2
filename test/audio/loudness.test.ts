import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { brokenPromises, CASES, measureCase } from './loudness-cases.ts'
import { folder } from './make.ts'

let home: string
beforeAll(async () => {
  home = await folder()
})
afterAll(() => rm(home, { recursive: true, force: true }))

const named = (name: string) => {
  const found = CASES.find((one) => one.name === name)
  if (!found) throw new Error(`no case ${name}`)
  return found
}

it('the same speech comes out equally loud from mono and from stereo', async () => {
  const mono = await measureCase(named('speech, mono'), home)
  const stereo = await measureCase(named('the same speech, stereo'), home)
  expect([mono, stereo].flatMap(brokenPromises)).toEqual([])
  expect(Math.abs(mono.result.lufs - stereo.result.lufs)).toBeLessThanOrEqual(0.2)
})

it('a sine in steps (EBU Tech 3341, case 1) is brought to the target by gain alone', async () => {
  const row = await measureCase(named('EBU 3341, case 1'), home)
  expect(brokenPromises(row)).toEqual([])
  expect(row.source.lufs).toBe(-23)
  expect(row).toMatchObject({ gainDb: 7, limited: false, attempts: 1 })
})

it('clipped speech stays under the ceiling and is told to be clipped', async () => {
  const row = await measureCase(named('speech, clipped'), home)
  expect(brokenPromises(row)).toEqual([])
  expect(row.findings).toContain('clipping')
})

it('what cannot reach the target for its peaks stays quieter and says so', async () => {
  const row = await measureCase(named('clicks in near silence'), home)
  expect(brokenPromises(row)).toEqual([])
  expect(row.findings).toContain('quieter_than_target')
  expect(row.result.peak).toBeLessThanOrEqual(-1)
})

it('Opus keeps the same promises', async () => {
  expect(brokenPromises(await measureCase(named('speech, mono'), home, 'opus'))).toEqual([])
})
