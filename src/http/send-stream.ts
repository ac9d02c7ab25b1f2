import { ReadStream } from 'node:fs'
import { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context as HonoContext } from 'hono'
import type { Logger } from 'pino'
import type { AppEnv } from './env.ts'
import { sendFile } from './send-file.ts'

/** Errors of a listener that went away in the middle: everyday life of a player, not worth a line in the log. */
const GONE = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ABORT_ERR'])

/**
 * Answers with the bytes of a stream, at the pace of the receiver. Under the Node server they go straight into its
 * response (a web stream in between costs twice as much); without one, in tests, as a web stream. When the receiver goes
 * away the stream is destroyed, and its file closed.
 * @param open opens the stream; called once, when it is sure to be sent
 */
export function sendStream(
  c: HonoContext<AppEnv>,
  open: () => Readable,
  status: 200 | 206,
  headers: Record<string, string>,
  log: Logger,
): Response {
  const outgoing = c.env?.outgoing
  const stream = open()
  if (!outgoing) return c.body(Readable.toWeb(stream) as ReadableStream, status, headers)
  outgoing.writeHead(status, headers)
  const sending =
    stream instanceof ReadStream && outgoing instanceof ServerResponse
      ? sendFile(stream, outgoing)
      : pipeline(stream, outgoing)
  sending.catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!GONE.has(code)) log.error({ err: error, requestId: c.get('requestId') }, 'a download broke off')
    outgoing.destroy()
  })
  // The sign by which the Node server knows that the answer is on its way. A clone, as middleware adds headers to it; and
  // of that very object, as the server overlooks the sign on a Response made after it replaced the global class.
  return RESPONSE_ALREADY_SENT.clone()
}
