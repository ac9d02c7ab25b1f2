import type { Readable } from 'node:stream'
import yauzl from 'yauzl'
import { libraryErrors } from '../errors.ts'

export type ZipLimits = {
  readonly entries: number
  /** Bytes of all entries together, counted while inflating: what the ZIP claims is not believed. */
  readonly inflatedBytes: number
  /** Bytes of the XML parts together: these are kept in memory and parsed. */
  readonly xmlBytes: number
}
export const DOCX_LIMITS: ZipLimits = { entries: 2000, inflatedBytes: 60 * 1_048_576, xmlBytes: 24 * 1_048_576 }

/**
 * Inflates a .docx within limits and returns its XML parts by name; pictures and the like are counted and dropped.
 * Word's reader gets these parts and never the ZIP, so it cannot inflate anything that was not counted here.
 * @throws DomainError script_file_bomb, script_file_broken, script_file_unsafe (a DOCTYPE: no Word file has one, and
 * with it come entities that expand or read files)
 */
export async function readXmlParts(file: Uint8Array, limits: ZipLimits = DOCX_LIMITS): Promise<Map<string, string>> {
  const zip = await yauzl
    .fromBufferPromise(Buffer.from(file.buffer, file.byteOffset, file.byteLength), { lazyEntries: true })
    .catch(broken)
  if (zip.entryCount > limits.entries) throw libraryErrors.script_file_bomb()
  const parts = new Map<string, string>()
  let inflated = 0
  let kept = 0
  let entries = 0
  try {
    for await (const entry of zip.eachEntry()) {
      entries += 1
      if (entries > limits.entries) throw libraryErrors.script_file_bomb()
      if (entry.fileName.endsWith('/')) continue
      if (entry.isEncrypted()) throw libraryErrors.script_file_old_word()
      const isXml = /\.(xml|rels)$/i.test(entry.fileName)
      const chunks: Buffer[] = []
      for await (const chunk of await zip.openReadStreamPromise(entry).then(buffers)) {
        inflated += chunk.byteLength
        if (isXml) kept += chunk.byteLength
        if (inflated > limits.inflatedBytes || kept > limits.xmlBytes) throw libraryErrors.script_file_bomb()
        if (isXml) chunks.push(chunk)
      }
      if (!isXml) continue
      if (parts.has(entry.fileName)) throw libraryErrors.script_file_broken()
      parts.set(entry.fileName, xmlText(Buffer.concat(chunks)))
    }
  } catch (error) {
    broken(error)
  } finally {
    zip.close()
  }
  return parts
}

const buffers = (stream: Readable): AsyncIterable<Buffer> => stream

function xmlText(bytes: Buffer): string {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw libraryErrors.script_file_unsafe()
  return text
}

/** Our own refusals pass; whatever yauzl, zlib or the decoder found wrong is a damaged file. */
function broken(error: unknown): never {
  if (error instanceof Error && error.name === 'DomainError') throw error
  throw libraryErrors.script_file_broken()
}
