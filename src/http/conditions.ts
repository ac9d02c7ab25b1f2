/** Conditional requests and byte ranges (RFC 9110), as pure functions of the headers. */

/** The entity tags of an If-None-Match or If-Match header, '*' as it is. Commas inside a tag belong to it. */
const tagsOf = (header: string): string[] => header.match(/(?:W\/)?"[^"]*"|\*/g) ?? []
const opaque = (tag: string): string => tag.replace(/^W\//, '')

/** Whether If-None-Match holds this tag; weak comparison (RFC 9110, 13.1.2). @param etag a strong tag with its quotes */
export function noneMatchHolds(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  // The common case of a poll, without splitting.
  if (header === etag) return true
  return tagsOf(header).some((tag) => tag === '*' || opaque(tag) === etag)
}

/** Whether a Range header still applies: no If-Range, or the same strong tag; dates are never told, so never match. */
export const ifRangeHolds = (header: string | undefined, etag: string): boolean =>
  header === undefined || header.trim() === etag

export type RangeAnswer =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'unsatisfiable' }

/**
 * What a Range header asks of a file: one range is served, several are answered with the whole file, as the standard
 * lets a server do, and what is not a byte range is passed over.
 * @param size bytes of the file
 */
export function rangeAsked(header: string | undefined, size: number): RangeAnswer {
  const [, first, last] = /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return { kind: 'whole' }
  if (first === '') {
    const suffix = Math.min(Number(last), size)
    return suffix === 0 ? { kind: 'unsatisfiable' } : { kind: 'part', start: size - suffix, end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return { kind: 'whole' }
  return start >= size ? { kind: 'unsatisfiable' } : { kind: 'part', start, end }
}
