/** A cell of a table for Excel. */
export type Cell = string | number | null

// What Excel and LibreOffice take for the beginning of a formula, also after white space.
const FORMULA = /^\s*[=+\-@]|^[\t\r\n]/

/** Quoted; a text that a spreadsheet would run as a formula is led by an apostrophe. */
function cellText(cell: Cell): string {
  if (cell === null) return '""'
  if (typeof cell === 'number') return String(cell)
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell
  return `"${harmless.replaceAll('"', '""')}"`
}

/** CSV as Excel opens it without asking: UTF-8 with byte order mark, CRLF, commas, texts quoted (RFC 4180). */
export const toCsv = (rows: readonly (readonly Cell[])[]): string =>
  `\ufeff${rows.map((row) => row.map(cellText).join(',')).join('\r\n')}\r\n`
