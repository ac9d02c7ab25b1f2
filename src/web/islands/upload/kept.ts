/** Uploads that were begun in this browser and are not whole yet, so that choosing the same file goes on with them. */
export type Kept = {
  readonly url: string
  readonly name: string
  readonly size: number
  readonly modified: number
  /** Per cent that had arrived. */
  readonly sent: number
}

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' && value !== null && 'url' in value && 'name' in value && 'size' in value

export class KeptUploads {
  readonly #key: string
  constructor(who: string, episode: string) {
    this.#key = `sq:upload:${who}:${episode}`
  }

  all(): Kept[] {
    try {
      const list: unknown = JSON.parse(localStorage.getItem(this.#key) || '[]')
      return Array.isArray(list) ? list.filter(isKept) : []
    } catch {
      return []
    }
  }

  /** The upload of this very file. */
  of(file: File): Kept | undefined {
    return this.all().find(
      (one) => one.name === file.name && one.size === file.size && one.modified === file.lastModified,
    )
  }

  put(file: File, url: string, sent: number): void {
    const one = { url, name: file.name, size: file.size, modified: file.lastModified, sent }
    this.#write([...this.all().filter((other) => other.url !== url), one])
  }

  drop(url: string): void {
    this.#write(this.all().filter((one) => one.url !== url))
  }

  #write(list: readonly Kept[]): void {
    try {
      localStorage.setItem(this.#key, JSON.stringify(list))
    } catch {
      // Nothing is kept then: the upload goes on as long as the page stays.
    }
  }
}
