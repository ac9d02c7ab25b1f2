/** What was written and not yet saved, kept in this browser for this person: a lost line or a closed tab loses nothing. */
export type Draft = {
  /** The revision that the writer started from; 0: there was none. */
  readonly base: number
  readonly text: string
  readonly at: number
}

const keyOf = (who: string, episode: string): string => `sq:draft:${who}:${episode}`

export class Drafts {
  readonly #key: string
  constructor(who: string, episode: string) {
    this.#key = keyOf(who, episode)
  }

  read(): Draft | null {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#key) || 'null')
      if (typeof kept !== 'object' || kept === null || !('text' in kept) || typeof kept.text !== 'string') return null
      const base = 'base' in kept ? Number(kept.base) : 0
      return { base, text: kept.text, at: 'at' in kept ? Number(kept.at) : 0 }
    } catch {
      return null
    }
  }

  /** @returns whether the browser keeps it: a full or forbidden store does not */
  write(draft: Draft): boolean {
    try {
      localStorage.setItem(this.#key, JSON.stringify(draft))
      return true
    } catch {
      return false
    }
  }

  drop(): void {
    try {
      localStorage.removeItem(this.#key)
    } catch {
      // Nothing was kept then.
    }
  }
}

/** As the server keeps a text, so that a draft that was saved is known as such. */
export const asKept = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .replace(/\s+$/, '')
