import { readXmlParts } from '../src/library/import/zip-parts.ts'

/** XML parts of an office file by name. */
export const xmlParts = (file: Uint8Array): Promise<Map<string, string>> => readXmlParts(file)

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '')

/** Words of a piece of WordprocessingML, as a reader sees them. */
export const wordsOf = (xml: string): string =>
  unescaped([...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''))

const pieces = (xml: string, tag: string): string[] =>
  [...xml.matchAll(new RegExp(`<${tag}(?: [^>]*)?>.*?</${tag}>`, 'gs'))].map(([piece]) => piece)

export type WordTable = {
  readonly xml: string
  readonly rows: readonly (readonly string[])[]
  readonly headRows: number
}

/** The tables of a document in order: the words of every cell, and how many rows come again on each page. */
export const wordTables = (document: string): WordTable[] =>
  pieces(document, 'w:tbl').map((xml) => ({
    xml,
    rows: pieces(xml, 'w:tr').map((row) => pieces(row, 'w:tc').map(wordsOf)),
    headRows: pieces(xml, 'w:tr').filter((row) => row.includes('<w:tblHeader/>')).length,
  }))

/** Paragraphs of a document as text. */
export const wordParagraphs = (document: string): string[] => pieces(document, 'w:p').map(wordsOf)

/** Attributes of the first such element, numbers where they are. */
export const attributes = (xml: string, element: string): Record<string, string> => {
  const [, text = ''] = new RegExp(`<${element} ([^>]*?)/?>`).exec(xml) ?? []
  return Object.fromEntries([...text.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]))
}

/** Sections of a document in order, as XML. */
export const sections = (document: string): string[] => pieces(document, 'w:sectPr')
