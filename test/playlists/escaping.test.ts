import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DOMParser } from '@xmldom/xmldom'
import fc from 'fast-check'
import ICAL from 'ical.js'
import ical from 'node-ical'
import RssParser from 'rss-parser'
import { describe, expect, it } from 'vitest'
import { formats, type RenderOptions } from '../../src/playlists/formats/index.ts'
import { artistOf, oneLine, titleOf } from '../../src/playlists/formats/words.ts'
import type { PlaylistItem } from '../../src/protocol/playlist.ts'
import { lacking } from '../programs.ts'
import { hostile } from './hostile.ts'
import { item, options, playlist } from './manifest.ts'

const told = (title: string, segment: string): PlaylistItem =>
  item({ segment_name: segment, episode: { id: 1, number: 47, title } })
const render = (name: string, items: readonly PlaylistItem[], how: RenderOptions = options): string =>
  formats.get(name)?.render(playlist(...items), how) ?? ''
/** XML has no way to hold these two; everything else comes through. */
const inXml = (text: string): string => text.replace(/[\ufffe\uffff]/g, '')

function parseXml(text: string) {
  const faults: string[] = []
  const note = (fault: string): void => void faults.push(fault)
  const document = new DOMParser({ errorHandler: { warning: note, error: note, fatalError: note } }).parseFromString(
    text,
    'text/xml',
  )
  expect(faults).toEqual([])
  const texts = (name: string): string[] =>
    Array.from(document.getElementsByTagName(name)).map((found) => found.textContent ?? '')
  return { document, texts }
}

describe('A title, whatever it holds', () => {
  it('is one line of visible text everywhere', () => {
    fc.assert(
      fc.property(hostile, (title) => {
        const line = oneLine(title)
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|\s\s|^\s|\s$/u)
        expect(oneLine(line)).toBe(line)
      }),
    )
    expect(oneLine('Kỳ 1 – một  cửa\n')).toBe('Kỳ 1 – một cửa')
  })

  it('comes back out of XSPF, and adds no element', () => {
    fc.assert(
      fc.property(hostile, hostile, (title, segment) => {
        const one = told(title, segment)
        const { document, texts } = parseXml(render('xspf', [one], { ...options, token: 'a&<b' }))
        expect(texts('title')[1]).toBe(inXml(titleOf(one)))
        expect(texts('creator')).toEqual([inXml(artistOf(one))])
        expect(texts('location')).toEqual(['https://songque.example/audio/ab.mp3?token=a%26%3Cb'])
        expect(document.getElementsByTagName('*')).toHaveLength(13)
      }),
    )
  })

  it('comes back out of RSS, and adds no element', async () => {
    const parser = new RssParser()
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (title, segment) => {
        const one = told(title, segment)
        const text = render('rss', [one])
        expect(parseXml(text).document.getElementsByTagName('*')).toHaveLength(15)
        const feed = await parser.parseString(text)
        expect(feed.items.map((found) => found.title)).toEqual([inXml(titleOf(one))])
        expect(feed.items[0]?.categories).toEqual([inXml(artistOf(one))])
      }),
    )
  })

  it('comes back out of iCalendar through two readers, on lines of at most 75 octets', () => {
    fc.assert(
      fc.property(hostile, hostile, (title, segment) => {
        const one = told(title, segment)
        const text = render('ics', [one])
        expect(text.endsWith('\r\n')).toBe(true)
        for (const line of text.slice(0, -2).split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
          expect(line).not.toMatch(/[\r\n]/)
          // A character cut in two would not survive being read alone.
          expect(Buffer.from(line).toString()).toBe(line)
        }
        const summary = `${artistOf(one)} – ${titleOf(one)}`
        const calendar = new ICAL.Component(ICAL.parse(text))
        const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
        expect(events.map((event) => event.summary)).toEqual([summary])
        expect(events[0]?.description).toBe(`Phát lần đầu / premiere\n${one.airing_id}`)
        const seen = Object.values(ical.sync.parseICS(text)).flatMap((found) =>
          found?.type === 'VEVENT' ? [found] : [],
        )
        expect(seen.map((event) => event.uid)).toEqual([`${one.airing_id}@tan-thuan-binh.song-que`])
        // node-ical reads an escaped backslash before an "n" as a line end, and takes quotes around a whole text away:
        // the first reader is the judge of those.
        if (!/\\|^"/.test(summary)) expect(seen[0]?.summary).toBe(summary)
      }),
    )
  })

  it('adds no line to PLS and no entry to M3U', () => {
    fc.assert(
      fc.property(hostile, hostile, (title, segment) => {
        const lines = render('pls', [told(title, segment)]).split('\n')
        expect(lines.map((line) => line.replace(/=.*/su, ''))).toEqual([
          '[playlist]',
          'File1',
          'Title1',
          'Length1',
          'NumberOfEntries',
          'Version',
          '',
        ])
        expect(lines[2]?.split(' - ')).toHaveLength(2)
        expect(render('m3u', [told(title, segment)]).split(/\r\n?|\n|\u0085|\u2028|\u2029/)).toHaveLength(4)
      }),
    )
  })

  it.skipIf(lacking('xmllint'))('is XSPF by the schema (xmllint, RelaxNG)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'songque-xspf-'))
    try {
      const schema = fileURLToPath(new URL('xspf.rng', import.meta.url))
      const check = (text: string): string => {
        const file = join(folder, 'playlist.xspf')
        writeFileSync(file, text)
        return execFileSync('xmllint', ['--noout', '--nonet', '--relaxng', schema, file], { stdio: 'pipe' }).toString()
      }
      const many = fc.sample(hostile, 300).map((title) => told(title, title))
      check(render('xspf', many, { ...options, token: 'abc' }))
      check(render('xspf', []))
      // The schema must be able to refuse.
      const broken = render('xspf', [item()]).replace('<duration>600600<', '<duration>600.6<')
      expect(() => check(broken)).toThrow(/duration/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
