/**
 * `npm run prove -- move [--data FOLDER]`: the sample district, as `bin/demo` tells it, taken over from SQLite into an empty
 * Postgres by the command. Then every table is read from both again and compared, row count and hash, and `verify` runs on
 * Postgres. `--data` names a folder in which the demo was told before and is not running; without it the story is told first.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { hashOfTable } from '../../src/backup/rows-store.ts'
import { tableShapes } from '../../src/backup/shape-store.ts'
import { openDb } from '../../src/db/index.ts'
import { startPostgres } from '../faults/postgres.ts'
import { buildProgram, type Program } from '../faults/program.ts'

const { values } = parseArgs({ options: { data: { type: 'string' } } })
const say = (text: string): void => void process.stdout.write(`${text}\n`)
type Env = Readonly<Record<string, string>>

/** Runs a command until it ends, or until it says `until`. @throws Error when it fails */
function command(program: Program, env: Env, args: readonly string[], until?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program.path, ...args], {
      cwd: program.folder,
      env: { PATH: process.env.PATH ?? '', ...env },
    })
    let out = ''
    const hear = (chunk: Buffer): void => {
      out += chunk.toString()
      if (until !== undefined && out.includes(until)) child.kill('SIGTERM')
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('close', (code) =>
      code === 0 ? resolve(out) : reject(new Error(`${args[0]}: ${code} ${out.slice(-2000)}`)),
    )
  })
}

/** Rows and hash of every table, by name; read in one transaction. */
async function told(url: string): Promise<Map<string, string>> {
  const db = openDb(url)
  try {
    return await db.transact(async (tx) => {
      const found = new Map<string, string>()
      for (const shape of await tableShapes(tx)) {
        const { rows, sha256 } = await hashOfTable(tx, shape)
        found.set(shape.table, `${rows} ${sha256}`)
      }
      return found
    })
  } finally {
    await db.close()
  }
}

async function prove(program: Program, folder: string, to: string): Promise<string[]> {
  const env = { DATA_DIR: folder, MEDIA_DIR: join(folder, 'media'), LOG_LEVEL: 'error' }
  const from = `sqlite:${join(folder, 'songque.db')}`
  const begun = performance.now()
  const out = await command(program, env, ['move', '--to', to])
  const seconds = (performance.now() - begun) / 1000
  for (const line of out.trim().split('\n').slice(-4)) say(`  ${line}`)
  const [before, after] = [await told(from), await told(to)]
  // The proof at the end of the command is itself written down, in the new place only.
  const differing = [...new Set([...before.keys(), ...after.keys()])].filter((t) => before.get(t) !== after.get(t))
  for (const table of differing) say(`  ${table}: ${before.get(table)} · ${after.get(table)}`)
  const proof = await command(program, { ...env, DATABASE_URL: to }, ['verify'])
  say(`  verify: ${proof.trim().split('\n').at(-1)}`)
  const rows = [...before.values()].reduce((sum, one) => sum + Number(one.split(' ')[0]), 0)
  say(
    `${before.size} tables, ${rows} rows, ${seconds.toFixed(1)} s with its own proof; differing afterwards ${differing.length}`,
  )
  return differing
}

const program = await buildProgram()
const postgres = await startPostgres()
const own = values.data === undefined ? await mkdtemp(join(tmpdir(), 'songque-move-')) : null
try {
  const folder = values.data ?? join(own ?? '', 'demo')
  if (own !== null) await command(program, { PORT: '0' }, ['demo', '--data', folder], '"reportKey"')
  const differing = await prove(program, folder, await postgres.database('song_que'))
  process.exitCode = differing.every((table) => table === 'audit_entry') ? 0 : 1
} finally {
  await postgres.remove()
  await program.remove()
  if (own !== null) await rm(own, { recursive: true, force: true })
}
