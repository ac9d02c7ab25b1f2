import { ImageRun, Paragraph, type Table } from 'docx'
import { qrPng } from '../qr-png.ts'
import { sideBySide } from './table.ts'
import { paragraph, TEXT_WIDTH } from './type.ts'

const SIDE_MM = 24
/** Pixels of a length, as the package takes them: 96 to the inch. */
const px = (length: number): number => Math.round((length / 25.4) * 96)

/** By what the figures can be checked: the hash of the closing and, as a QR code and in words, the page that shows it. */
export function proof(hash: string, url: string): (Paragraph | Table)[] {
  const alt = { title: 'Mã QR', description: `Mã QR dẫn đến ${url}`, name: 'QR' }
  const size = { width: px(SIDE_MM), height: px(SIDE_MM) }
  const image = new ImageRun({ type: 'png', data: qrPng(url).bytes, transformation: size, altText: alt })
  const line = (text: string, more: { italic?: boolean; bold?: boolean; before?: number } = {}) =>
    paragraph(text, { size: 11, ...more })
  return [
    paragraph('', { size: 8 }),
    sideBySide([
      { width: SIDE_MM + 6, rows: [[new Paragraph({ children: [image] })]] },
      {
        width: TEXT_WIDTH - SIDE_MM - 6,
        rows: [
          [
            line('Kiểm tra số liệu đã chốt', { bold: true, before: 4 }),
            line(`Mã băm SHA-256: ${hash.slice(0, 32)} ${hash.slice(32)}`),
            line(url.replace(/([0-9a-f]{32})([0-9a-f]{32})$/, '$1\u200b$2'), { italic: true }),
          ],
        ],
      },
    ]),
  ]
}
