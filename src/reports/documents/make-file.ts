import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Context } from '../../context.ts'
import type { Lang } from '../../http/index.ts'
import { system } from '../../kernel/actor.ts'
import type { LocalDate } from '../../kernel/dates.ts'
import { toCsv } from '../csv.ts'
import type { Question } from '../question.ts'
import { evidenceCells, evidenceColumns, evidenceLine } from './evidence-sheet.ts'
import { airedIn, evidenceOf, type Progress, writeReportBook } from './evidence-writer.ts'
import { reportData } from './report-data.ts'
import { supplementData } from './supplement-data.ts'

export const FORMATS = ['docx', 'xlsx', 'csv'] as const
export type Format = (typeof FORMATS)[number]

/** What the clerk gives a document; left open until then. */
export type Issued = { readonly number?: string; readonly date?: LocalDate }
type Common = {
  readonly lang: Lang
  readonly issued: Issued
  /** Origin of the addresses in the document: "https://songque.example". */
  readonly base: string
  /** Where the file is written. */
  readonly path: string
}
/** A file to be made of a report, or of a supplement to a closing. */
export type FileTask =
  | (Common & { readonly kind: 'report'; readonly format: Format; readonly asked: Omit<Question, 'by' | 'lang'> })
  | (Common & {
      readonly kind: 'supplement'
      readonly format: 'docx' | 'xlsx'
      readonly closing: number
      readonly number: number
    })

/** Who asks was asked before: files are made for those who may read reports. */
const maker = system('export')

/**
 * Makes a file. Memory stays bounded however many rows there are, but for a .docx, which lists no single airing.
 * @throws DomainError no_such_segment, not_found
 */
export async function makeFile(ctx: Context, task: FileTask, progress: Progress = () => {}): Promise<void> {
  return task.kind === 'report' ? makeReport(ctx, task, progress) : makeSupplement(ctx, task)
}

const today = (ctx: Context): LocalDate => ctx.zone.localDate(ctx.clock.now())

async function makeReport(ctx: Context, task: Extract<FileTask, { kind: 'report' }>, progress: Progress) {
  const { lang, path, format, base, issued } = task
  const data = await reportData(ctx, maker, task.asked, base)
  const asked = { ...task.asked, lang }
  if (format === 'docx') {
    const { reportDocument } = await import('./docx/index.ts')
    const issue = { number: issued.number, date: issued.date, today: today(ctx) }
    return writeFile(path, await reportDocument(data, issue, ctx.zone))
  }
  if (format === 'xlsx') {
    await writeReportBook(ctx, asked, data, path, progress)
    return
  }
  progress(0, airedIn(data))
  const lines = async function* (): AsyncGenerator<string> {
    yield toCsv([evidenceColumns(lang)])
    let no = 0
    let text = ''
    for await (const row of evidenceOf(ctx, asked, data, progress)) {
      no += 1
      text += toCsv([evidenceCells(evidenceLine(row, no, data, lang, ctx.zone))]).slice(1)
      if (text.length < 65_536) continue
      yield text
      text = ''
    }
    yield text
  }
  await pipeline(Readable.from(lines(), { objectMode: false }), createWriteStream(path))
}

async function makeSupplement(ctx: Context, task: Extract<FileTask, { kind: 'supplement' }>): Promise<void> {
  const { path, format, base, issued, lang } = task
  const data = await supplementData(ctx, maker, task.closing, task.number, base)
  if (format === 'xlsx') {
    const [{ supplementBook }, { writeBook }] = await Promise.all([import('./supplement-book.ts'), import('./xlsx.ts')])
    return writeFile(path, await writeBook(supplementBook(data, lang, ctx.zone)))
  }
  const { supplementDocument } = await import('./docx/supplement.ts')
  const issue = { number: issued.number, date: issued.date, today: today(ctx) }
  return writeFile(path, await supplementDocument(data, issue, ctx.zone))
}
