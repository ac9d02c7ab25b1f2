import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Context } from '../context.ts'
import { system } from '../kernel/actor.ts'
import { exportAll } from './export.ts'

export const EXPORT_USAGE =
  'export [FILE]         all data but secrets as NDJSON, into a file or to the output (docs/xuat-du-lieu.md)'

/** The `export` command. Never writes over a file. @returns lines to print: none when the data themselves went to the output */
export async function exportCommand(ctx: Context, [file]: readonly string[]): Promise<string[]> {
  let rows = 0
  const counted = async function* (): AsyncGenerator<string> {
    for await (const lines of await exportAll(ctx, system('command line'))) {
      rows += lines.split('\n').length - 1
      yield lines
    }
  }
  const lines = Readable.from(counted(), { objectMode: false })
  if (file === undefined) await pipeline(lines, process.stdout, { end: false })
  else await pipeline(lines, createWriteStream(file, { flags: 'wx', mode: 0o600 }))
  if (file === undefined) return []
  return [`${file}: ${rows} lines`]
}
