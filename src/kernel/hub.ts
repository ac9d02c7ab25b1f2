/** A live event for the listeners of one station, or of all when `stationId` is null. `id` resumes a broken line. */
export type LiveEvent = {
  readonly id: number
  readonly stationId: number | null
  readonly kind: 'playlist' | 'emergency' | 'wall'
  readonly data: string
}
type Subscriber = {
  readonly stationId: number | null
  readonly receive: (event: LiveEvent) => void
  readonly closed?: (() => void) | undefined
}

/** Hands live events to open connections of this process. Publish after the commit only. */
export class LiveHub {
  readonly #subscribers = new Set<Subscriber>()

  /**
   * @param stationId that station's events and those for all; null hears everything
   * @param closed called when the server stops: end the connection
   * @returns the unsubscribe function
   */
  subscribe(stationId: number | null, receive: (event: LiveEvent) => void, closed?: () => void): () => void {
    const subscriber = { stationId, receive, closed }
    this.#subscribers.add(subscriber)
    return () => this.#subscribers.delete(subscriber)
  }

  publish(event: LiveEvent): void {
    for (const s of this.#subscribers) {
      if (s.stationId === null || event.stationId === null || s.stationId === event.stationId) s.receive(event)
    }
  }

  /** Tells every listener that the server stops. */
  close(): void {
    for (const s of [...this.#subscribers]) s.closed?.()
    this.#subscribers.clear()
  }

  get size(): number {
    return this.#subscribers.size
  }
}
