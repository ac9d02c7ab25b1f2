import { AlignmentType, Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx'
import { describe, expect, it } from 'vitest'
import { DomainError } from '../../kernel/errors.ts'
import { readDocx } from './docx.ts'
import { fileKind, readPlainText } from './plain-text.ts'
import { docxEntries, paragraph, zipOf } from './zip-fixture.ts'
import { readXmlParts } from './zip-parts.ts'

const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work()
    return 'accepted'
  } catch (error) {
    return error instanceof DomainError ? error.code : `not ours: ${String(error)}`
  }
}

describe('a Word script', () => {
  const numbered = { reference: 'so', level: 0 }
  const bold = (text: string): TextRun => new TextRun({ text, bold: true })
  const written = new Document({
    numbering: {
      config: [
        { reference: 'so', levels: [{ level: 0, format: 'decimal', text: '%1.', alignment: AlignmentType.START }] },
      ],
    },
    sections: [
      {
        children: [
          new Paragraph({ text: 'Một cửa liên thông'.normalize('NFD'), heading: HeadingLevel.HEADING_1 }),
          new Paragraph({
            children: [
              bold('PTV 1: '),
              new TextRun('Kính chào bà con xã '),
              bold('Đăng Hưng '),
              bold('Phước'),
              new TextRun('.'),
            ],
          }),
          new Paragraph(''),
          new Paragraph({ text: 'Hồ sơ', heading: HeadingLevel.HEADING_2 }),
          new Paragraph({ text: 'Giấy khai sinh', bullet: { level: 0 } }),
          new Paragraph({ text: 'Bản sao', bullet: { level: 1 } }),
          new Paragraph({ text: 'Hộ khẩu', bullet: { level: 0 } }),
          new Paragraph({ text: 'Nộp hồ sơ', numbering: numbered }),
          new Paragraph({ text: 'Nhận kết quả', numbering: numbered }),
          new Paragraph('Một dòng & <b>dấu</b>'),
          new Table({
            rows: [
              new TableRow({
                children: ['Thứ Hai', 'Sáng'].map((text) => new TableCell({ children: [new Paragraph(text)] })),
              }),
            ],
          }),
        ],
      },
    ],
  })

  it('keeps headings, paragraphs, lists and bold', async () => {
    const text = await readDocx(await Packer.toBuffer(written))
    expect(text.normalize('NFC')).toBe(
      [
        '# Một cửa liên thông',
        '**PTV 1:** Kính chào bà con xã **Đăng Hưng Phước**.',
        '## Hồ sơ',
        '- Giấy khai sinh\n  - Bản sao\n- Hộ khẩu\n1. Nộp hồ sơ\n2. Nhận kết quả',
        'Một dòng & <b>dấu</b>',
        'Thứ Hai | Sáng',
      ].join('\n\n'),
    )
  })
  it('may be the least of Word files', async () => {
    expect(await readDocx(zipOf(docxEntries(paragraph('Xin chào'))))).toBe('Xin chào')
  })
  it('is refused when it is damaged, or no Word file at all', async () => {
    const good = zipOf(docxEntries(paragraph('Xin chào')))
    expect(await codeOf(() => readDocx(good.subarray(0, good.length - 40)))).toBe('script_file_broken')
    const flipped = Buffer.from(good)
    flipped.fill(0xff, 60, 90)
    expect(await codeOf(() => readDocx(flipped))).toBe('script_file_broken')
    expect(await codeOf(() => readDocx(zipOf(docxEntries('<w:p><w:r></w:p>'))))).toBe('script_file_broken')
    expect(await codeOf(() => readDocx(zipOf([{ name: 'a.txt', data: 'hello' }])))).toBe('script_file_unknown')
  })
})

describe('a ZIP bomb', () => {
  const limits = { entries: 20, inflatedBytes: 100_000, xmlBytes: 50_000 }
  const zeros = (bytes: number): Buffer => Buffer.alloc(bytes)
  it('is stopped by the bytes that really come out, in one entry or over all', async () => {
    expect(await codeOf(() => readXmlParts(zipOf([{ name: 'word/media/a.png', data: zeros(100_001) }]), limits))).toBe(
      'script_file_bomb',
    )
    const many = Array.from({ length: 11 }, (_, i) => ({ name: `word/media/${i}.png`, data: zeros(10_000) }))
    expect(await codeOf(() => readXmlParts(zipOf(many), limits))).toBe('script_file_bomb')
    expect(await codeOf(() => readXmlParts(zipOf(many.slice(1)), limits))).toBe('accepted')
    expect(await codeOf(() => readXmlParts(zipOf([{ name: 'word/document.xml', data: zeros(50_001) }]), limits))).toBe(
      'script_file_bomb',
    )
  })
  it('is not believed when it claims to be small', async () => {
    const liar = [{ name: 'word/media/a.png', data: zeros(10_000_000), claims: 10 }]
    expect(await codeOf(() => readXmlParts(zipOf(liar), limits))).toBe('script_file_broken')
  })
  it('of too many entries is not opened', async () => {
    const many = Array.from({ length: 21 }, (_, i) => ({ name: `${i}.bin`, data: '' }))
    expect(await codeOf(() => readXmlParts(zipOf(many), limits))).toBe('script_file_bomb')
  })
  it('of 61 MB in less than 200 KB is stopped at the real limits', async () => {
    const bomb = zipOf(docxEntries(paragraph(' '.repeat(61 * 1_048_576))))
    expect(bomb.length).toBeLessThan(200_000)
    expect(await codeOf(() => readDocx(bomb))).toBe('script_file_bomb')
  })
})

describe('XML entities', () => {
  it('are refused with any document type: billion laughs, or a file of the server', async () => {
    const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    expect(await codeOf(() => readDocx(zipOf(docxEntries(paragraph('&b;'), laughs))))).toBe('script_file_unsafe')
    const file = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    expect(await codeOf(() => readDocx(zipOf(docxEntries(paragraph('&a;'), file))))).toBe('script_file_unsafe')
  })
  it('of XML itself are read as the characters they are', async () => {
    expect(await readDocx(zipOf(docxEntries(paragraph('a &lt; b &amp; c &#272;'))))).toBe('a < b & c Đ')
  })
})

describe('a plain text script', () => {
  const utf16 = (text: string, swap: boolean): Buffer => {
    const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le')
    return swap ? bytes.swap16() : bytes
  }
  it('is UTF-8, with or without a mark, or UTF-16 with one', () => {
    const text = 'Kính chào bà con Đăng Hưng Phước'
    for (const bytes of [Buffer.from(text), Buffer.from(`\uFEFF${text}`), utf16(text, false), utf16(text, true)]) {
      expect(fileKind(bytes)).toBe('text')
      expect(readPlainText(bytes)).toBe(text)
    }
  })
  it('in another encoding is refused, not guessed', async () => {
    const tcvn3 = Buffer.from([0x4b, 0xdd, 0x6e, 0x68, 0x20, 0x63, 0x68, 0xb5, 0x6f])
    expect(await codeOf(() => readPlainText(tcvn3))).toBe('script_encoding_unknown')
    expect(await codeOf(() => readPlainText(Buffer.concat([utf16('a', false), Buffer.from([0x41])])))).toBe(
      'script_encoding_unknown',
    )
  })
  it('has its bullets as list items', () => {
    expect(readPlainText(Buffer.from('• một\n  ▪ hai\n- ba\n5 * 6'))).toBe('- một\n  - hai\n- ba\n5 * 6')
  })
})

describe('what a file is', () => {
  it('is told by its bytes', () => {
    expect(fileKind(Buffer.from('PK\x03\x04'))).toBe('docx')
    expect(fileKind(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toBe('old_word')
    expect(fileKind(Buffer.from('%PDF-1.7'))).toBe('unknown')
    expect(fileKind(Buffer.from('{\\rtf1'))).toBe('unknown')
    expect(fileKind(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]))).toBe('unknown')
    expect(fileKind(Buffer.from('Kính chào'))).toBe('text')
  })
})
