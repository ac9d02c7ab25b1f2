import { rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { brokenPromises, CASES, measureCase, type Row } from '../audio/loudness-cases.ts'
import { folder } from '../audio/make.ts'

const n = (value: number): string => value.toFixed(1).replace('-', '−')
const line = (row: Row): string =>
  `| ${row.name} | ${n(row.source.lufs)} | ${n(row.source.peak)} | ${n(row.source.range)} | ${n(row.gainDb)} | ${row.limited ? 'yes' : 'no'} | ${row.attempts} | **${n(row.result.lufs)}** | **${n(row.result.peak)}** | ${n(row.result.range)} | ${n(row.differs)} | ${row.findings.join(', ')} | ${brokenPromises(row).join('; ') || 'kept'} |`

/**
 * The whole loudness table, written to docs/loudness.md.
 * @throws Error when a promise is broken
 */
export async function proveLoudness(): Promise<void> {
  const home = await folder()
  try {
    const parts: string[] = []
    const broken: string[] = []
    for (const format of ['mp3', 'opus'] as const) {
      const rows: Row[] = []
      for (const one of CASES) rows.push(await measureCase(one, home, format))
      const [mono, stereo] = rows
      const apart = Math.abs((mono?.result.lufs ?? 0) - (stereo?.result.lufs ?? 0))
      if (apart > 0.2) broken.push(`${format}: mono and stereo ${apart} LU apart`)
      broken.push(...rows.flatMap((row) => brokenPromises(row).map((what) => `${format}, ${row.name}: ${what}`)))
      parts.push(
        `## ${format === 'mp3' ? 'MP3' : 'Opus'}\n`,
        '| Recording | LUFS | dBTP | LRA | gain dB | limiter | encodings | LUFS encoded | dBTP encoded | LRA encoded | analysis off, LU | findings | promises |',
        '|---|--:|--:|--:|--:|---|--:|--:|--:|--:|--:|---|---|',
        ...rows.map(line),
        `\nThe same speech in mono and in stereo: ${n(apart)} LU apart.\n`,
      )
    }
    const head = [
      '# Loudness, measured\n',
      'Written by `npm run prove -- loudness`. Each recording is made anew, taken through the pipeline, and the encoded file is measured again',
      "by ffmpeg's ebur128 alone (mono as dual mono). Promised: −16 LUFS ±0.7 after encoding, or the stated reason (`quieter_than_target`: the",
      'ceiling); true peak at most −1.0 dBTP; loudness range within 0.5 LU of the source where nothing was limited; analysis within 0.1 LU.\n',
    ]
    const text = [...head, ...parts].join('\n')
    process.stdout.write(`${text}\n`)
    await writeFile(new URL('../../docs/loudness.md', import.meta.url), text)
    if (broken.length > 0) throw new Error(`loudness: ${broken.join('; ')}`)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await proveLoudness()
