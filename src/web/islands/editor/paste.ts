/**
 * The script in pasted HTML: headings, lists, bold and paragraphs stay; fonts, colours, comments, tracked deletions,
 * hidden text and Word's own marks fall away. Nothing of the HTML gets onto the page.
 */
type Piece = { text: string; bold: boolean }

const SKIPPED = /^(STYLE|SCRIPT|HEAD|META|LINK|TITLE|XML|DEL|IMG|SVG|OBJECT|TEMPLATE|NOSCRIPT|INPUT|BUTTON)$/
const BLOCKS =
  /^(P|DIV|H[1-6]|LI|UL|OL|TABLE|TR|BLOCKQUOTE|SECTION|ARTICLE|PRE|HR|BODY|HEADER|FOOTER|MAIN|DL|DT|DD|FIGURE)$/

const styleOf = (element: Element): string => (element.getAttribute('style') || '').toLowerCase().replace(/\s+/g, '')
/** Comments, footnotes, hidden runs, and the bullet that Word writes as text. */
const isHidden = (style: string): boolean =>
  /mso-list:ignore|display:none|mso-hide:all|mso-element:(comment|footnote|endnote)/.test(style)
const isNoise = (element: Element): boolean =>
  SKIPPED.test(element.tagName.toUpperCase()) ||
  isHidden(styleOf(element)) ||
  /MsoCommentReference|MsoFootnoteReference/.test(element.className.toString()) ||
  /^#_(msocom|ftn|edn)/.test(element.getAttribute('href') || '')

const clean = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .replace(/\s+/g, ' ')

function isBold(element: Element, outer: boolean): boolean {
  const weight = /font-weight:(\w+)/.exec(styleOf(element))
  if (weight) return /^(bold|bolder|[6-9]00)$/.test(weight[1] || '')
  return outer || /^(B|STRONG)$/.test(element.tagName)
}

function pieces(node: Node, bold: boolean, out: Piece[]): Piece[] {
  for (const child of Array.from(node.childNodes)) {
    if (child.nodeType === 3) out.push({ text: clean(child.nodeValue || ''), bold })
    else if (child instanceof Element && !isNoise(child)) {
      if (child.tagName === 'BR') out.push({ text: '\n', bold: false })
      else pieces(child, isBold(child, bold), out)
    }
  }
  return out
}

const marked = (text: string): string => {
  const inner = text.trim()
  const at = text.indexOf(inner)
  return inner === '' ? text : `${text.slice(0, at)}**${inner}**${text.slice(at + inner.length)}`
}

/** The text of a block in one or more lines. */
function inlineText(element: Element, keepBold = true): string {
  const joined: Piece[] = []
  for (const piece of pieces(element, false, [])) {
    const last = joined[joined.length - 1]
    const bold = keepBold && piece.bold
    const isSpace = piece.text.trim() === '' && piece.text !== '\n'
    if (last && (last.bold === bold || (last.bold && isSpace))) last.text += piece.text
    else joined.push({ text: piece.text, bold })
  }
  return joined
    .map(({ text, bold }) => (bold ? text.split('\n').map(marked).join('\n') : text))
    .join('')
    .replace(/[^\S\n]+/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim()
}

function headingLevel(element: Element): number {
  const tag = /^H([1-6])$/.exec(element.tagName)
  if (tag) return Math.min(3, Number(tag[1]))
  const name = element.className.toString()
  if (/\bMsoTitle\b/.test(name)) return 1
  if (/\bMsoSubtitle\b/.test(name)) return 2
  const outline = /mso-outline-level:(\d)/.exec(styleOf(element))
  return outline ? Math.min(3, Number(outline[1])) : 0
}

/** What Word writes as the bullet or the number of a list paragraph, and how deep it stands; null: no list. */
function wordList(element: Element): { mark: string; depth: number } | null {
  const list = /mso-list:(?!ignore)[^;]*?level(\d)/.exec(styleOf(element).replace('mso-list:none', ''))
  if (!list && !/\bMsoListParagraph/.test(element.className.toString())) return null
  const bullet = Array.from(element.querySelectorAll('[style]')).find((span) => /mso-list:ignore/.test(styleOf(span)))
  if (!list && !bullet) return null
  const mark = clean(bullet?.textContent || '').trim()
  return { mark: /^[\da-z]{1,4}[.)]$/i.test(mark) ? mark : '-', depth: list ? Number(list[1]) - 1 : 0 }
}

type Block = { readonly text: string; readonly list: boolean }

function listItems(list: Element, depth: number, out: Block[]): void {
  let n = Number(list.getAttribute('start') || 1)
  for (const child of Array.from(list.children)) {
    if (/^(UL|OL)$/.test(child.tagName)) listItems(child, depth + 1, out)
    if (child.tagName !== 'LI' || isNoise(child)) continue
    const own = child.cloneNode(true)
    if (!(own instanceof Element)) continue
    for (const inner of Array.from(own.querySelectorAll('ul, ol'))) inner.remove()
    const text = inlineText(own).replace(/\n+/g, ' ')
    const mark = list.tagName === 'OL' ? `${n++}.` : '-'
    if (text !== '') out.push({ text: `${'  '.repeat(depth)}${mark} ${text}`, list: true })
    for (const inner of Array.from(child.children))
      if (/^(UL|OL)$/.test(inner.tagName)) listItems(inner, depth + 1, out)
  }
}

function blocksOf(parent: Element, out: Block[]): void {
  /** Text between blocks is a paragraph of its own. */
  let loose = parent.ownerDocument.createElement('p')
  const flush = (): void => {
    const text = inlineText(loose)
    if (text !== '') out.push({ text, list: false })
    loose = parent.ownerDocument.createElement('p')
  }
  for (const child of Array.from(parent.childNodes)) {
    if (!(child instanceof Element) || (!BLOCKS.test(child.tagName) && !child.querySelector('p,h1,h2,h3,li,tr'))) {
      loose.append(child.cloneNode(true))
      continue
    }
    flush()
    if (!isNoise(child)) blockOf(child, out)
  }
  flush()
}

function blockOf(element: Element, out: Block[]): void {
  const level = headingLevel(element)
  const list = wordList(element)
  if (level > 0) {
    const text = inlineText(element, false).replace(/\n+/g, ' ')
    if (text !== '') out.push({ text: `${'#'.repeat(level)} ${text}`, list: false })
  } else if (list) {
    const text = inlineText(element).replace(/\n+/g, ' ')
    if (text !== '') out.push({ text: `${'  '.repeat(list.depth)}${list.mark} ${text}`, list: true })
  } else if (/^(UL|OL)$/.test(element.tagName)) listItems(element, 0, out)
  else if (element.tagName === 'TABLE') {
    const rows = Array.from(element.querySelectorAll('tr')).map((row) =>
      Array.from(row.children)
        .map((cell) => inlineText(cell).replace(/\n+/g, ' '))
        .filter(Boolean)
        .join(' | '),
    )
    out.push({ text: rows.filter(Boolean).join('\n'), list: false })
  } else if (element.tagName === 'P' || !element.querySelector('p,h1,h2,h3,h4,h5,h6,li,tr,div')) {
    const text = inlineText(element)
    if (text !== '') out.push({ text, list: false })
  } else blocksOf(element, out)
}

/** HTML from Word, a browser or a mail as the text of a script. */
export function textOfHtml(html: string): string {
  const blocks: Block[] = []
  blocksOf(new DOMParser().parseFromString(html, 'text/html').body, blocks)
  return blocks
    .filter(({ text }) => text !== '')
    .map(({ text, list }, i) => (i === 0 ? '' : list && blocks[i - 1]?.list ? '\n' : '\n\n') + text)
    .join('')
}

/** Plain text as a script keeps it: composed, no control characters, every bullet a dash. */
export const textOfPlain = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) =>
      line
        .normalize('NFC')
        .replace(/[\u00a0\t]/g, ' ')
        .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
        // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
        .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
        .replace(/^(\s*)[•·▪◦●‣*][^\S\n]+/u, '$1- ')
        .replace(/\s+$/, ''),
    )
    .join('\n')
