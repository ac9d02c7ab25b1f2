/** No honest event is nested this deeply; what is, the stack of the usual functions might not hold. */
const MAX_DEPTH = 100

const membersOf = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : []

/** Whether a value of JSON.parse is nested deeper than an event may be. */
export function isDeep(value: unknown): boolean {
  let level = membersOf(value)
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= MAX_DEPTH) return true
    level = level.flatMap(membersOf)
  }
  return false
}

/** JSON text of a value of JSON.parse, however deeply it is nested: JSON.stringify runs out of stack. */
export function deepText(value: unknown): string {
  const out: string[] = []
  // What is still to be written, the next on top: text as it is, or a value.
  const rest: ({ readonly text: string } | { readonly value: unknown })[] = [{ value }]
  for (let next = rest.pop(); next; next = rest.pop()) {
    if ('text' in next) out.push(next.text)
    else if (typeof next.value !== 'object' || next.value === null) out.push(JSON.stringify(next.value))
    else {
      const isList = Array.isArray(next.value)
      rest.push({ text: isList ? ']' : '}' })
      const parts = Object.entries(next.value).map(([key, member], index) => {
        const before = `${index > 0 ? ',' : ''}${isList ? '' : `${JSON.stringify(key)}:`}`
        return [{ text: before }, { value: member }]
      })
      // The top is the end of the list: the last part goes in first.
      for (const [before, member] of parts.reverse()) if (before && member) rest.push(member, before)
      out.push(isList ? '[' : '{')
    }
  }
  return out.join('')
}
