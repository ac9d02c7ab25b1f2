import type { Context as HonoContext } from 'hono'
import type { AppEnv } from '../../../http/index.ts'
import type { BroughtFile } from '../../../playout/index.ts'

/** A posted form with its files; the body was bounded before it came here (http/bounded-body.ts). */
export type Posted = {
  readonly values: Readonly<Record<string, string>>
  /** Every value of a field that may be there several times. */
  list(name: string): string[]
  /** A file that was chosen; null when none was. */
  file(name: string): Promise<BroughtFile | null>
}

export async function readPosted(c: HonoContext<AppEnv>): Promise<Posted> {
  const body = await c.req.parseBody({ all: true })
  const all = (name: string): (string | File)[] => [body[name] ?? []].flat()
  const texts = (name: string): string[] => all(name).filter((value): value is string => typeof value === 'string')
  const values = Object.fromEntries(Object.keys(body).map((name) => [name, texts(name)[0] ?? '']))
  return {
    values,
    list: texts,
    file: async (name) => {
      const file = all(name).find((value): value is File => typeof value !== 'string' && value.size > 0)
      return file ? { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } : null
    },
  }
}
