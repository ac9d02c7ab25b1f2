import { z } from '../../http/index.ts'
import { normaliseLine } from '../../kernel/text.ts'
import { type SentenceTemplate, templateFaults } from './sentence.ts'
import type { ReportSettings, SettingsChange } from './settings-store.ts'

const said = (vi: string, en: string) => ({ params: { vi, en } })

/** One line of text, which may be empty. @param max characters */
const anyLine = (max: number) =>
  z
    .string()
    .max(max * 4)
    .transform(normaliseLine)
    .pipe(z.string().max(max))

const templatePart = (part: keyof SentenceTemplate) =>
  anyLine(500).superRefine((text, refinement) => {
    for (const { vi, en } of templateFaults(part, text)) {
      refinement.addIssue({ code: 'custom', message: en, ...said(vi, en) })
    }
  })
const template = z.object({
  whole: templatePart('whole'),
  first: templatePart('first'),
  further: templatePart('further'),
})

// Nghị định 30/2020/NĐ-CP: thay mặt, ký thay, thừa lệnh, thừa ủy quyền, quyền.
const AUTHORITY = /^(TM|KT|TL|TUQ|Q)\.\s/
const signatureLine = anyLine(120).refine((text) => !/^\p{Lu}{1,4}\.\s/u.test(text) || AUTHORITY.test(text), {
  ...said(
    'Chữ viết tắt ở đầu dòng phải là TM., KT., TL., TUQ. hoặc Q.',
    'The abbreviation must be TM., KT., TL., TUQ. or Q.',
  ),
})
const symbol = anyLine(40).refine((text) => text === '' || /^[\p{Lu}\d]+([-&.][\p{Lu}\d]+)*$/u.test(text), {
  ...said('Ký hiệu viết như BC-PNV.', 'Write the symbol like BC-PNV.'),
})
const lines = <S extends z.ZodType<string>>(one: S, max: number) =>
  z
    .array(one)
    .max(max)
    .transform((all) => all.filter((text) => text !== ''))

export const settingsBody = z.object({
  superior: anyLine(200).optional(),
  agency: anyLine(200).optional(),
  place: anyLine(100).optional(),
  symbol: symbol.optional(),
  signature_lines: lines(signatureLine, 5).optional(),
  signer: anyLine(100).optional(),
  recipients: lines(anyLine(200), 20).optional(),
  sentence_vi: template.optional(),
  sentence_en: template.optional(),
})

const text = z.string()
const templateAnswer = z.object({ whole: text, first: text, further: text })
export const settingsAnswer = z
  .object({
    superior: text,
    agency: text,
    place: text,
    symbol: text,
    signature_lines: z.array(text),
    signer: text,
    recipients: z.array(text),
    sentence_vi: templateAnswer,
    sentence_en: templateAnswer,
  })
  .openapi('ReportSettings')

export const settingsJson = (s: ReportSettings): z.output<typeof settingsAnswer> => ({
  superior: s.superior,
  agency: s.agency,
  place: s.place,
  symbol: s.symbol,
  signature_lines: [...s.signatureLines],
  signer: s.signer,
  recipients: [...s.recipients],
  sentence_vi: s.sentenceVi,
  sentence_en: s.sentenceEn,
})
export const settingsChange = (body: z.output<typeof settingsBody>): SettingsChange => ({
  superior: body.superior,
  agency: body.agency,
  place: body.place,
  symbol: body.symbol,
  signatureLines: body.signature_lines,
  signer: body.signer,
  recipients: body.recipients,
  sentenceVi: body.sentence_vi,
  sentenceEn: body.sentence_en,
})

export const sentenceAnswer = z
  .object({
    period: z.object({ key: text, from: text, to: text }),
    segment: text,
    vi: text.openapi({ example: 'Trong quý III năm 2020, … 237 lượt tuyên truyền trên sóng đài huyện, …' }),
    en: text,
  })
  .openapi('ReportSentence')
