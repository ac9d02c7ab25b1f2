import { type ReadStream, read } from 'node:fs'
import type { ServerResponse } from 'node:http'

/**
 * Bytes of a file that one listener holds in memory: read, handed to the line, and read anew into the same place once the
 * line took them. Larger ones cost less CPU for a megabyte, and more memory for each listener who does not read.
 */
const HELD = 196_608

type Where = { readonly fd: number; readonly start: number; readonly end: number }

/** @returns where the open file stands; resolves when it is open. @throws what opening it threw */
function opened(stream: ReadStream): Promise<Where> {
  const told = (name: string): number | undefined => {
    const value: unknown = Reflect.get(stream, name)
    return typeof value === 'number' ? value : undefined
  }
  const where = (fd: number): Where => ({ fd, start: told('start') ?? 0, end: told('end') ?? Number.POSITIVE_INFINITY })
  const fd = told('fd')
  if (fd !== undefined) return Promise.resolve(where(fd))
  return new Promise((resolve, reject) => {
    stream.once('open', (opening: number) => resolve(where(opening)))
    stream.once('error', reject)
  })
}

/**
 * Sends what an opened file stream stands for, past the machinery of streams: two copies of a chunk and their garbage are
 * most of what a download costs. Closes the file in the end, also when the receiver goes away.
 * @throws what reading or writing threw; ERR_STREAM_PREMATURE_CLOSE when the receiver went away
 */
export async function sendFile(stream: ReadStream, outgoing: ServerResponse): Promise<void> {
  try {
    const { fd, start, end } = await opened(stream)
    await new Promise<void>((resolve, reject) => {
      outgoing.once('close', () => {
        if (!outgoing.writableFinished) reject(Object.assign(new Error('gone'), { code: 'ERR_STREAM_PREMATURE_CLOSE' }))
      })
      const held = Buffer.allocUnsafeSlow(Math.min(HELD, end - start + 1))
      const step = (at: number): void => {
        if (at > end) return void outgoing.end(() => resolve())
        read(fd, held, 0, Math.min(held.length, end - at + 1), at, (error, n) => {
          if (error) return reject(error)
          if (n === 0) return void outgoing.end(() => resolve())
          outgoing.write(n === held.length ? held : held.subarray(0, n), (fault) => {
            if (fault) reject(fault)
            else step(at + n)
          })
        })
      }
      step(start)
    })
  } finally {
    stream.destroy()
  }
}
