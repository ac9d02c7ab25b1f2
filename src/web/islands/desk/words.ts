type Params = Readonly<Record<string, string | number>>
type Desk = {
  readonly lang: 'vi' | 'en'
  /** The installation's day, "YYYY-MM-DD": the browser's clock may be wrong, or elsewhere. */
  readonly today: string
  /** Whose page it is; empty before signing in. */
  readonly who: string
  readonly words: Readonly<Record<string, string>>
}

const read = (): Desk => {
  const block = document.getElementById('desk-data')
  return block ? JSON.parse(block.textContent || '{}') : { lang: 'vi', today: '', who: '', words: {} }
}

/** What the page tells its scripts: language, day, person, and the words they say. */
export const desk: Desk = read()

export const say = (word: string, params: Params = {}): string =>
  (desk.words[word] || word).replace(/\{(\w+)\}/g, (whole, name: string) =>
    params[name] === undefined ? whole : String(params[name]),
  )
