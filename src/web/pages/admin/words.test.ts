import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { jobs } from '../../../jobs/list.ts'
import { actionWord, nounWord } from './action-words.ts'
import { JOBS, jobWord } from './job-words.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
/** What writes into the audit trail. */
const writers = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => readFileSync(join(root, name), 'utf8'))
  .filter((text) => /\baudit\(/.test(text))
const allOf = (pattern: RegExp): string[] =>
  writers.flatMap((text) => [...text.matchAll(pattern)].map((m) => m[1] ?? ''))
const under = (noun: string, acts: readonly string[]): string[] => acts.map((act) => `${noun}.${act}`)

/** Codes that do not stand whole beside `action:`, by how they do; who adds one names what it can be. */
const BUILT: Readonly<Record<string, readonly string[]>> = {
  'action,': under('station', ['change', 'assign', 'unassign']),
  'action: ACTION[kind],': under('airing', ['attest', 'import', 'correct']),
  'action: `episode.${act}`,': under('episode', [
    ...['submit', 'approve', 'approve_content', 'return', 'clear', 'void_clearance', 'withdraw'],
    ...['save_revision', 'use_recording'],
  ]),
  'action: kind,': under('slot', ['edit', 'end', 'cancel', 'move', 'replace']),
}

describe('the audit trail and the jobs', () => {
  it('are told in words: every action, every kind of thing, every job of the program', () => {
    const named = allOf(/action: '([a-z_]+\.[a-z_]+)'/g)
    expect(named.length).toBeGreaterThan(50)
    const built = new Set(allOf(/\b(action(?:: (?!string)[^',;\s][^,;\n]*)?,)/g))
    expect([...built].sort()).toEqual(Object.keys(BUILT).sort())
    const codes = new Set([...named, ...Object.values(BUILT).flat()])
    expect([...codes].filter((code) => !actionWord(code))).toEqual([])
    const nouns = [...allOf(/subject: \['([a-z_]+)'/g), ...allOf(/subject = \['([a-z_]+)'/g)]
    expect([...new Set(nouns)].filter((noun) => !nounWord(noun))).toEqual([])
    expect(jobs.map(({ name }) => name).filter((name) => !jobWord(name))).toEqual([])
    // A job that is gone is not shown as one that never ran.
    expect(JOBS.filter((name) => !jobs.some((job) => job.name === name))).toEqual([])
  })
})
