import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '../../kernel/canonical.ts'

/** Shape of a snapshot: what its texts were made by. */
export const SNAPSHOT_VERSION = 1

type Head = Readonly<Record<string, Json | undefined>>

const members = (head: Head, keys: readonly string[]): string =>
  keys.map((key) => `${canonicalJson(key)}:${canonicalJson(head[key] ?? null)}`).join(',')

/**
 * The RFC 8785 text of a snapshot, `{…head, rows: […]}`, piece by piece: a period of any size is never one text in
 * memory.
 * @param head every member but `rows`
 * @param rows the RFC 8785 texts of the rows, in order, in pages
 */
export async function* snapshotText(
  head: Head,
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): AsyncGenerator<string> {
  const keys = Object.keys(head)
    .filter((key) => key !== 'rows' && head[key] !== undefined)
    .sort()
  const before = members(
    head,
    keys.filter((key) => key < 'rows'),
  )
  const after = members(
    head,
    keys.filter((key) => key > 'rows'),
  )
  yield `{${before}${before === '' ? '' : ','}"rows":[`
  let first = true
  for await (const page of rows) {
    if (page.length === 0) continue
    yield `${first ? '' : ','}${page.join(',')}`
    first = false
  }
  yield `]${after === '' ? '' : ','}${after}}`
}

/** SHA-256, lower-case hex, of the snapshot's RFC 8785 text in UTF-8. */
export async function snapshotHash(
  head: Head,
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of snapshotText(head, rows)) hash.update(piece, 'utf8')
  return hash.digest('hex')
}
