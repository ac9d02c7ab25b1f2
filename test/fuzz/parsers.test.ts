import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noneMatchHolds, rangeAsked } from '../../src/http/conditions.ts'
import { mendJson, pathOfNul } from '../../src/http/json-text.ts'
import { isLocalDate } from '../../src/kernel/dates.ts'
import { DomainError } from '../../src/kernel/errors.ts'
import { fold, foldedWords, normaliseLine, slug } from '../../src/kernel/text.ts'
import { readDocx } from '../../src/library/import/docx.ts'
import { readPlainText } from '../../src/library/import/plain-text.ts'
import { docxEntries, paragraph, zipOf } from '../../src/library/import/zip-fixture.ts'
import { fts5Query, searchWords, tsQuery } from '../../src/library/search-words.ts'
import { parseAudioName } from '../../src/playlists/audio-name.ts'
import { decodeText, readDelimited } from '../../src/playout/imports/logs/delimited.ts'
import { readCount, readDay, readMinutes, readSession, readTime } from '../../src/playout/imports/logs/fields.ts'
import { fileKind, readLogFile } from '../../src/playout/imports/logs/file.ts'
import { heartbeat } from '../../src/protocol/heartbeat.ts'
import { asRunEnvelope, asRunEvent, parseAiringId } from '../../src/protocol/index.ts'
import { periodOf } from '../../src/reports/periods.ts'
import { readDateText } from '../../src/web/date-text.ts'
import { ODD_STRINGS } from './values.ts'

const RUNS = 250
/** Any text: plain, of odd parts of Unicode, of what parsers look for, long. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(...ODD_STRINGS),
  fc.array(fc.constantFrom(...'0123456789-/:.,;TZWQH+ "\n\t\\cchủhàp'), { maxLength: 24 }).map((all) => all.join('')),
)
/** A thing said in words may be refused in words; anything else is a fault. */
const orRefused = <T>(read: () => T): T | undefined => {
  try {
    return read()
  } catch (error) {
    if (error instanceof DomainError && error.status < 500) return undefined
    throw error
  }
}
const always = (property: (value: string) => void): void => fc.assert(fc.property(text, property), { numRuns: RUNS })

describe('Whatever is typed or sent,', () => {
  it('a date, a time, a period, a number is understood or refused', () => {
    always((typed) => {
      const day = readDateText(typed, '2026-11-24')
      if (day !== null) expect([typed, isLocalDate(day)]).toEqual([typed, true])
      const period = orRefused(() => periodOf(typed))
      if (period) expect([typed, period.from <= period.to]).toEqual([typed, true])
      const cell = { kind: 'text', text: typed } as const
      for (const order of ['dmy', 'mdy'] as const) readDay(cell, order, true)
      for (const read of [readTime, readSession]) read(cell)
      for (const read of [readMinutes, readCount]) read(cell, true)
    })
  })

  it('a search is a question that the database can take', () => {
    always((typed) => {
      const words = searchWords(typed)
      if (words === null) return
      for (const word of [...words.whole, words.prefix])
        expect([typed, /^[\p{L}\p{N}]+$/u.test(word)]).toEqual([typed, true])
      expect(fts5Query(words).length + tsQuery(words, 'find').length).toBeGreaterThan(0)
    })
  })

  it('folding a text twice is folding it once, and a code holds nothing but letters, digits and hyphens', () => {
    always((typed) => {
      expect(fold(fold(typed))).toBe(fold(typed))
      expect(foldedWords(typed).join(' ')).not.toMatch(/[()"'*:]/)
      expect(normaliseLine(normaliseLine(typed))).toBe(normaliseLine(typed))
      expect(slug(typed)).toMatch(/^[a-z0-9-]*$/)
    })
  })

  it('a name in an address and a header names something or nothing', () => {
    always((typed) => {
      const id = parseAiringId(typed)
      if (id !== null) expect(Number.isSafeInteger(id.slotId) && isLocalDate(id.onDate)).toBe(true)
      parseAudioName(typed)
      noneMatchHolds(typed, '"x"')
      const range = rangeAsked(`bytes=${typed}`, 1000)
      if ('start' in range)
        expect([typed, range.start >= 0 && range.end < 1000 && range.start <= range.end]).toEqual([typed, true])
    })
  })

  it('a report, an event, a heartbeat is taken or refused, however it is built', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, maxDepth: 4, stringUnit: 'binary' }), (value) => {
        for (const schema of [asRunEnvelope, asRunEvent, heartbeat]) schema.safeParse(value)
      }),
      { numRuns: RUNS },
    )
  })

  it('JSON keeps its meaning when half characters are mended, and NUL is found wherever it stands', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary', maxDepth: 5 }), (value) => {
        const written = JSON.stringify(value)
        const { text: mended, hasNul } = mendJson(written)
        const again: unknown = JSON.parse(mended)
        if (!hasNul) expect(pathOfNul(again)).toBeNull()
        else expect(pathOfNul(again)).not.toBeNull()
        expect(JSON.stringify(again).isWellFormed()).toBe(true)
        if (JSON.stringify(value).isWellFormed() && !/\\ud/i.test(written)) expect(again).toEqual(value)
      }),
      { numRuns: RUNS },
    )
  })
})

describe('Whatever a file holds,', () => {
  /** A true file with some bytes changed, cut off or doubled. */
  const spoiledFile = (file: Buffer) =>
    fc
      .tuple(
        fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 12 }),
        fc.option(fc.nat(file.length), { freq: 4 }),
      )
      .map(([changes, cut]) => {
        const copy = Buffer.from(file)
        for (const [at, byte] of changes) copy[at] = byte
        return cut === null ? copy : copy.subarray(0, cut)
      })
  const bytes = fc.uint8Array({ maxLength: 400 })

  it('a script from Word or a text is read or refused', async () => {
    const docx = zipOf(docxEntries([paragraph('Kính chào bà con'), paragraph('PTV 1: Một cửa')].join('')))
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, spoiledFile(docx)), async (file) => {
        const read = async (work: () => Promise<string> | string) => {
          try {
            const script = await work()
            expect(script.isWellFormed()).toBe(true)
          } catch (error) {
            if (!(error instanceof DomainError) || error.status >= 500) throw error
          }
        }
        await read(() => readDocx(file))
        await read(() => readPlainText(file))
      }),
      { numRuns: RUNS },
    )
  })

  it('a log as CSV or a workbook is read or refused', async () => {
    const book = zipOf([...docxEntries(paragraph('x')).slice(0, 1), { name: 'xl/workbook.xml', data: '<workbook/>' }])
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, spoiledFile(book)), async (file) => {
        for (const name of ['so.xlsx', 'so.csv', 'so']) {
          try {
            await readLogFile(fileKind(name, file), file)
          } catch (error) {
            if (!(error instanceof DomainError) || error.status >= 500) throw error
          }
        }
        const decoded = decodeText(file)
        if (decoded !== null) orRefused(() => readDelimited(decoded))
      }),
      { numRuns: RUNS },
    )
  })
})
