/** A live event for the listeners of one station, or of all when `stationId` is null. `id` resumes a broken line. */
export type LiveEvent = {
  readonly id: number
  readonly stationId: number | null
  readonly kind: 'playlist' | 'emergency' | 'wall'
  readonly data: string
}
type Subscriber = {
  readonly receive: (event: LiveEvent) => void
  readonly closed?: (() => void) | undefined
}

/** Hands live events to open connections of this process. Publish after the commit only. */
export class LiveHub {
  /** By station, as one change may tell thousands of stations, each of which has one or two listeners; null: those of all. */
  readonly #subscribers = new Map<number | null, Set<Subscriber>>()

  /**
   * @param stationId that station's events and those for all; null hears everything
   * @param closed called when the server stops: end the connection
   * @returns the unsubscribe function; harmless when called again
   */
  subscribe(stationId: number | null, receive: (event: LiveEvent) => void, closed?: () => void): () => void {
    const subscriber = { receive, closed }
    const group = this.#subscribers.get(stationId) ?? new Set()
    this.#subscribers.set(stationId, group)
    group.add(subscriber)
    return () => {
      group.delete(subscriber)
      if (group.size === 0 && this.#subscribers.get(stationId) === group) this.#subscribers.delete(stationId)
    }
  }

  publish(event: LiveEvent): void {
    const groups =
      event.stationId === null
        ? [...this.#subscribers.values()]
        : [this.#subscribers.get(event.stationId), this.#subscribers.get(null)]
    for (const group of groups) for (const { receive } of group ?? []) receive(event)
  }

  /** Tells every listener that the server stops. */
  close(): void {
    const groups = [...this.#subscribers.values()]
    this.#subscribers.clear()
    for (const { closed } of groups.flatMap((group) => [...group])) closed?.()
  }

  get size(): number {
    let size = 0
    for (const group of this.#subscribers.values()) size += group.size
    return size
  }
}
