import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'

/** What happens to a request instead of its being answered: a status, silence, or an answer cut off after so many bytes. */
export type Trouble = { readonly status: number } | { readonly silent: true } | { readonly cutAfter: number }

/** A real object store on a free port of this machine, behind a line on which trouble can be made. */
export type ObjectStore = {
  /** Settings for a server that keeps its audio there. */
  readonly env: Record<string, string>
  readonly endpoint: string
  /** Requests that came, as "PUT /songque/stored/…". */
  readonly asked: string[]
  /** Called for each request; null: it is answered. */
  trouble: (request: IncomingMessage) => Trouble | null
  close(): Promise<void>
}

const BUCKET = 'songque'

export async function openObjectStore(): Promise<ObjectStore> {
  const folder = mkdtempSync(join(tmpdir(), 'songque-s3-'))
  const real = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: folder,
    configureBuckets: [{ name: BUCKET }],
  })
  const { port } = await real.run()
  const asked: string[] = []
  const line = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${(incoming.url ?? '').split('?')[0]}`)
    handle(incoming, outgoing, port, store.trouble(incoming))
  })
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve))
  // It listens on TCP, so the address is one of a host and a port.
  const endpoint = `http://127.0.0.1:${(line.address() as AddressInfo).port}`
  const store: ObjectStore = {
    env: {
      S3_ENDPOINT: endpoint,
      S3_BUCKET: BUCKET,
      S3_REGION: 'us-east-1',
      S3_ACCESS_KEY_ID: 'S3RVER',
      S3_SECRET_ACCESS_KEY: 'S3RVER',
    },
    endpoint,
    asked,
    trouble: () => null,
    close: async () => {
      await closed(line)
      await real.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return store
}

const closed = (server: Server): Promise<void> => {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

function handle(incoming: IncomingMessage, outgoing: ServerResponse, port: number, trouble: Trouble | null): void {
  if (trouble && 'silent' in trouble) return void incoming.resume()
  if (trouble && 'status' in trouble) {
    incoming.resume()
    outgoing.writeHead(trouble.status, { 'content-type': 'application/xml' })
    return void outgoing.end('<Error><Code>SlowDown</Code><Message>later</Message></Error>')
  }
  const { method, url, headers } = incoming
  const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
    let left = trouble ? trouble.cutAfter : Number.POSITIVE_INFINITY
    answer.on('data', (chunk: Buffer) => {
      outgoing.write(chunk.subarray(0, left))
      left -= chunk.length
      if (left <= 0) outgoing.destroy()
    })
    answer.on('end', () => outgoing.end())
  })
  onward.on('error', () => outgoing.destroy())
  incoming.pipe(onward)
}
