import { setTimeout as wait } from 'node:timers/promises'
import { S3mini } from 's3mini'
import type { Held, Target } from './target.ts'

export type S3Place = {
  /** Without the bucket: "https://s3.example.vn". */
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

const TRIES = 6
const FIRST_WAIT_MS = 200
const TIME_LIMIT_MS = 120_000

/** A place that is busy (503) or a line that breaks is asked again, a little later each time. */
async function patiently<T>(work: () => Promise<T>, firstWaitMs: number): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (tries === TRIES || isOurFault(error)) throw error
      await wait(firstWaitMs * 2 ** (tries - 1))
    }
  }
}
/** A refusal (4xx) will be no other the second time. */
const isOurFault = (error: unknown): boolean =>
  error instanceof Error &&
  'status' in error &&
  typeof error.status === 'number' &&
  error.status >= 400 &&
  error.status < 500

/** Backups in a bucket. One PUT is whole or not at all: S3 shows no half object. */
export function s3Target(
  place: S3Place,
  bucket: string,
  prefix: string,
  {
    fetch: ask = fetch,
    firstWaitMs = FIRST_WAIT_MS,
  }: { readonly fetch?: typeof fetch; readonly firstWaitMs?: number } = {},
): Target {
  const { accessKeyId, secretAccessKey, region } = place
  const endpoint = `${place.endpoint.replace(/\/+$/, '')}/${bucket}`
  const patient = <T>(work: () => Promise<T>): Promise<T> => patiently(work, firstWaitMs)
  const s3 = new S3mini({
    fetch: ask,
    accessKeyId,
    secretAccessKey,
    region,
    endpoint,
    requestAbortTimeout: TIME_LIMIT_MS,
  })
  const at = (key: string): string => (prefix === '' ? key : `${prefix}/${key}`)
  const bare = (key: string): string => (prefix === '' ? key : key.slice(prefix.length + 1))
  return {
    shown: `s3://${bucket}${prefix === '' ? '' : `/${prefix}`}`,
    put: async (key, bytes) => {
      await patient(() => s3.putObject(at(key), bytes))
    },
    get: (key) =>
      patient(async () => {
        const found = await s3.getObjectArrayBuffer(at(key))
        return found === null ? null : Buffer.from(found)
      }),
    async *list(below): AsyncGenerator<Held> {
      let token: string | undefined
      do {
        const page = await patient(() => s3.listObjectsPaged('/', at(below), 1000, token))
        for (const one of page?.objects ?? [])
          yield { key: bare(one.Key), bytes: Number(one.Size), changedAt: new Date(one.LastModified).getTime() }
        token = page?.nextContinuationToken
      } while (token !== undefined && token !== '')
    },
    remove: async (key) => {
      await patient(() => s3.deleteObject(at(key)))
    },
  }
}
