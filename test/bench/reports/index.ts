import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { BenchPart, BenchRow } from '../row.ts'
import { COUNTRY, generate } from './generate.ts'
import { pollRows } from './polls.ts'
import { questionRows } from './questions.ts'

/**
 * Reports on a country's year: 11,000 stations, 16 million airings. `REPORTS_BENCH_FILE` names a file to keep the year in
 * between two runs, as making it takes minutes and 3 GB.
 */
export async function reportsBench(): Promise<BenchPart> {
  const kept = process.env.REPORTS_BENCH_FILE
  const folder = mkdtempSync(join(tmpdir(), 'songque-bench-reports-'))
  const file = kept ?? join(folder, 'year.sqlite')
  try {
    if (!existsSync(file)) await generate(file, COUNTRY)
    return { rows: [...(await questionRows(file)), ...(await pollRows(file)), ...sizeRows(file)] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a year takes on disk, in MB (10^6 bytes), and how much of it are roll-ups. */
function sizeRows(file: string): BenchRow[] {
  const sqlite = new Sqlite(file, { readonly: true })
  const rollUps = sqlite
    .prepare("select sum(pgsize) from dbstat where aggregate = 1 and name like '%tally%'")
    .pluck()
    .get() as number
  sqlite.close()
  const size = (what: string, bytes: number, aim: number): BenchRow => ({
    ...{ what, figure: bytes / 1e6, limit: null, ratio: null, aim, sense: 'at most' },
  })
  return [
    size('a year of 16 million airings on disk, MB', statSync(file).size, 4000),
    size('of it roll-ups, MB', rollUps, 400),
  ]
}
