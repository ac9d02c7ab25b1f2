import { type Block, type Inline, notesOf } from '../../../kernel/script-markup.ts'

/** A stretch of text; how its words are read stands out. */
const Spoken = ({ text }: { text: string }) => {
  const notes = text.includes('[') ? notesOf(text) : []
  if (notes.length === 0) return <>{text}</>
  let from = 0
  return (
    <>
      {notes.map(({ at, length }) => {
        const before = text.slice(from, at)
        from = at + length
        return (
          <>
            {before}
            <span class="note">{text.slice(at, from)}</span>
          </>
        )
      })}
      {text.slice(from)}
    </>
  )
}

const Inlines = ({ parts }: { parts: readonly Inline[] }) => (
  <>
    {parts.map(({ text, bold }) =>
      bold ? (
        <strong>
          <Spoken text={text} />
        </strong>
      ) : (
        <Spoken text={text} />
      ),
    )}
  </>
)

/** A block of a script as it is read. @param voices on paper who speaks stands in the line, on the page above it */
export const ShownBlock = ({ block, voices = 'above' }: { block: Block; voices?: 'above' | 'inline' }) => {
  switch (block.kind) {
    case 'heading': {
      const Tag = (['h3', 'h4', 'h5'] as const)[block.level - 1] ?? 'h5'
      return (
        <Tag>
          <Inlines parts={block.inlines} />
        </Tag>
      )
    }
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li>
              <Inlines parts={item} />
            </li>
          ))}
        </ul>
      )
    case 'paragraph':
      return (
        <p>
          {block.voice !== null &&
            (voices === 'above' ? <span class="voice">{block.voice}</span> : <strong>{block.voice}: </strong>)}
          {block.lines.map((line, i) => (
            <>
              {i > 0 && <br />}
              <Inlines parts={line} />
            </>
          ))}
        </p>
      )
  }
}
