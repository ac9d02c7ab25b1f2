/** The page's words come with it, in its language: the island has none of its own. */
export type Say = (word: string, params?: Readonly<Record<string, string | number>>) => string

export function readWords(text: string): Say {
  const words: Readonly<Record<string, string>> = JSON.parse(text)
  return (word, params = {}) =>
    (words[word] || word).replace(/\{(\w+)\}/g, (whole, name: string) =>
      params[name] === undefined ? whole : String(params[name]),
    )
}
