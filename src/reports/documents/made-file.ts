import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context as HonoContext } from 'hono'
import type { Config } from '../../config.ts'
import type { Context } from '../../context.ts'
import { type AppEnv, sendStream } from '../../http/index.ts'
import { runBeside } from '../beside/index.ts'
import type { FileTask, Format } from './make-file.ts'

export const contentType: Readonly<Record<Format, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
}

/** Where files are made; made anew when it was cleared away. */
export async function exportsFolder({ dataDir }: Pick<Config, 'dataDir'>): Promise<string> {
  const folder = join(dataDir, 'exports')
  await mkdir(folder, { recursive: true })
  return folder
}

type Bare<T> = T extends FileTask ? Omit<T, 'path'> : never

/** Makes a file beside the server and sends it; it is taken away once it was sent. @param name as it is saved */
export async function sendFile(
  ctx: Context,
  c: HonoContext<AppEnv>,
  task: Bare<FileTask>,
  name: string,
): Promise<Response> {
  const path = join(await exportsFolder(ctx.config), `${randomUUID()}.tmp`)
  try {
    await runBeside(ctx, 'file', [{ ...task, path }])
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return sendMade(ctx, c, { path, format: task.format, name, keep: false })
}

type Made = { readonly path: string; readonly format: Format; readonly name: string; readonly keep: boolean }

/** Sends a file that was made. */
export async function sendMade(
  ctx: Context,
  c: HonoContext<AppEnv>,
  { path, format, name, keep }: Made,
): Promise<Response> {
  const { size } = await stat(path)
  const open = () => {
    const stream = createReadStream(path)
    // Open files live on without their name: nothing is left behind, even when the reader goes away.
    if (!keep) stream.once('open', () => void rm(path, { force: true }))
    return stream
  }
  const headers = {
    'Content-Type': contentType[format],
    'Content-Length': String(size),
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'private, no-cache',
    'X-Content-Type-Options': 'nosniff',
  }
  return sendStream(c, open, 200, headers, ctx.log)
}
