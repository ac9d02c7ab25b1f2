// Runs every test and ends with the line "N passed, N failed". Called by bin/test.
//
// Real time is part of some tests (players, browsers, servers that are killed) and machines are noisy: when no more than
// three files failed, they run once more, alone. What fails again has failed; what passes then is named, to be mended.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

const FILES_TO_REPEAT = 3
const folder = mkdtempSync(join(tmpdir(), 'song-que-test-'))

/** @returns {{ passed: number, failed: number, skipped: number, files: string[], broken: boolean }} */
function run(name, files) {
  const out = join(folder, `${name}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${out}`]
  spawnSync('npx', ['--no-install', 'vitest', 'run', ...reporters, ...files], { stdio: 'inherit' })
  try {
    const result = JSON.parse(readFileSync(out, 'utf8'))
    const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped, success, testResults } = result
    const bad = testResults.filter(({ status }) => status === 'failed')
    // An error outside of every test, such as a process that ended: no file can be blamed.
    const broken = !success && bad.length === 0
    return { passed, failed, skipped, files: bad.map((file) => relative(process.cwd(), file.name)), broken }
  } catch {
    return { passed: 0, failed: 0, skipped: 0, files: [], broken: true }
  }
}

const first = run('all', [])
let { passed, failed, skipped, broken } = first
if (first.files.length > 0 && first.files.length <= FILES_TO_REPEAT) {
  console.log(`\nbin/test: once more, alone: ${first.files.join(', ')}`)
  const again = run('again', first.files)
  if (again.files.length > 0 || again.broken) failed = Math.max(failed, 1)
  else {
    passed += failed
    failed = 0
    console.log(`bin/test: failed at first and passed alone, to be looked into: ${first.files.join(', ')}`)
  }
}
rmSync(folder, { recursive: true, force: true })
// A file that could not even be loaded counts no failed test, and yet it failed.
if (broken || (failed === 0 && first.files.length > FILES_TO_REPEAT)) failed += 1
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
