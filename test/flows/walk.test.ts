import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const SHOWN = '# → '
/** Stands in the output where the document shows what was printed since the last one. */
const MARK = '\u001e'

/** Output that the document shows in one place, and the number of that line. */
type Piece = { readonly line: number; readonly shown: string }
/** What the document does, and what it shows. */
type Walk = { readonly script: string; readonly pieces: readonly Piece[] }

/** The `sh` blocks as one script that prints a mark wherever lines of output are shown, and once at its end. */
function readWalk(document: string): Walk {
  const script: string[] = []
  const pieces: Piece[] = []
  let shown: string[] = []
  const endPiece = (line: number): void => {
    script.push(`printf '${MARK}'`)
    pieces.push({ line, shown: shown.join('\n') })
    shown = []
  }
  let inside = false
  for (const [index, line] of document.split('\n').entries()) {
    if (!inside) inside = line === '```sh'
    else if (line === '```') {
      // A block that prints more than it shows is caught here: what is shown after its last output is nothing.
      endPiece(index)
      inside = false
    } else if (line.startsWith(SHOWN)) shown.push(line.slice(SHOWN.length))
    else {
      if (shown.length > 0) endPiece(index)
      script.push(line)
    }
  }
  return { script: script.join('\n'), pieces }
}

const literal = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** `…` stands for something within a line. */
const agrees = (shown: string, printed: string): boolean =>
  new RegExp(`^${shown.split('…').map(literal).join('.+?')}$`).test(printed)

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'songque-walk-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

/** Runs a script in one bash and its own process group, of which nothing is left afterwards. */
async function runBash(script: string): Promise<{ code: number | null; printed: string; complaints: string }> {
  const env = { PATH: process.env.PATH, HOME: home, TMPDIR: home, LANG: 'C.UTF-8' }
  const bash = spawn('bash', ['-euo', 'pipefail'], { cwd: root, env, detached: true })
  const endAll = (): void => {
    try {
      if (bash.pid !== undefined) process.kill(-bash.pid, 'SIGKILL')
    } catch {
      // Nobody of the group is left.
    }
  }
  process.once('exit', endAll)
  try {
    const code = new Promise<number | null>((resolve, reject) => {
      bash.once('error', reject)
      // Whoever was left running would keep the pipes open.
      bash.once('exit', (status) => {
        endAll()
        resolve(status)
      })
    })
    bash.stdin.end(script)
    const [status, printed, complaints] = await Promise.all([code, text(bash.stdout), text(bash.stderr)])
    return { code: status, printed, complaints }
  } finally {
    endAll()
    process.off('exit', endAll)
  }
}

test('every line of docs/walk.md runs, in one session, and prints what the document shows', async () => {
  const document = await readFile(join(root, 'docs/walk.md'), 'utf8')
  const { script, pieces } = readWalk(document)
  // The sources instead of the build, and a free port; all else is run as it stands.
  const here = script
    .replace('PORT=8080', 'PORT=0')
    .replace('node dist/main.js', `node --import tsx ${join(root, 'src/main.ts')}`)
  expect(here).toContain('PORT=0 DATA_DIR=')
  expect(here).toContain('src/main.ts serve')
  const { code, printed, complaints } = await runBash(here)
  const told = printed.split(MARK).map((piece) => piece.trimEnd())
  const wrong = pieces.findIndex(({ shown }, n) => !agrees(shown, told[n] ?? ''))
  const first = pieces[wrong]
  const where = `docs/walk.md, line ${first?.line}; the session ended with ${code}\n${complaints}`
  expect(told[wrong], where).toEqual(first?.shown)
  expect({ code, complaints, after: told.slice(pieces.length) }).toEqual({ code: 0, complaints: '', after: [''] })
  // tsx keeps its own cache beside; the document's folder is gone.
  expect((await readdir(home)).filter((name) => name.startsWith('tmp.'))).toEqual([])
}, 120_000)
