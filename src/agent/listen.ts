import { backoffMs, REFUSED_MS } from './backoff.ts'
import { LineError } from './line.ts'
import type { State } from './state.ts'

export type LiveEvent = { readonly id: string | null; readonly event: string; readonly data: string }

/** Cuts a stream of text/event-stream into events; feed it what comes, in whatever pieces. */
export function eventReader(): (text: string) => LiveEvent[] {
  let rest = ''
  return (text) => {
    rest += text.replaceAll('\r\n', '\n')
    const blocks = rest.split('\n\n')
    rest = blocks.pop() ?? ''
    return blocks.flatMap((block) => {
      const field = (name: string): string | null => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? null
      const event = field('event')
      return event === null ? [] : [{ id: field('id'), event, data: field('data') ?? '' }]
    })
  }
}

/**
 * Listens to the station's live events for as long as the agent runs. Everything that it hears is also found by polling,
 * only later, so a line that cannot be held open costs nothing but time.
 */
export class Listener {
  readonly #state: State
  readonly #heard: (event: LiveEvent) => void
  #lastId: string | null = null
  #failures = 0
  #stopper: AbortController | null = null
  #cancel: () => void = () => {}
  #ended = false
  /** True while the line is open. */
  connected = false

  constructor(state: State, heard: (event: LiveEvent) => void) {
    this.#state = state
    this.#heard = heard
  }

  start(): void {
    this.#again(0)
  }
  end(): void {
    this.#ended = true
    this.#cancel()
    this.#stopper?.abort()
  }

  #again(ms: number): void {
    // It lasts as long as the line: no timer waits for it. It handles its failures itself.
    if (!this.#ended) this.#cancel = this.#state.parts.timers.after(ms, async () => void this.#listen())
  }

  async #listen(): Promise<void> {
    const { line, parts } = this.#state
    this.#stopper = new AbortController()
    try {
      const read = eventReader()
      const decoder = new TextDecoder()
      for await (const chunk of await line.events(this.#lastId, this.#stopper)) {
        this.connected = true
        this.#failures = 0
        for (const event of read(decoder.decode(chunk, { stream: true }))) {
          if (event.id !== null) this.#lastId = event.id
          this.#heard(event)
        }
      }
      throw new LineError(null, 'the live line was closed')
    } catch (error) {
      this.connected = false
      this.#failures += 1
      const refused = error instanceof LineError && error.refused
      this.#again(refused ? REFUSED_MS : backoffMs(this.#failures, parts.random()))
    }
  }
}
