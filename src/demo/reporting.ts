import { randomUUID } from 'node:crypto'
import type { LocalDate } from '../kernel/dates.ts'
import type { ApiClient, JsonValue } from './api.ts'

/** An item of a station's playlist, as far as a player needs it. */
export type Item = {
  readonly airingId: string
  readonly startsAt: number
  readonly audio: { readonly sha256: string; readonly seconds: number } | null
}

/** What a player did with an item. */
export type Play = 'aired' | 'cut_short' | 'failed' | 'started_only' | 'nothing'

/** Pulls a station's playlist. */
export async function pull(station: ApiClient, code: string, date: LocalDate, days: number): Promise<Item[]> {
  const answer = await station.get(`/api/v1/stations/${code}/playlist.json?date=${date}&days=${days}`)
  return answer.at('items').list.map((item) => ({
    airingId: item.at('airing_id').string,
    startsAt: item.at('start_unix').number * 1000,
    audio: item.at('audio').isNull
      ? null
      : { sha256: item.at('audio').at('sha256').string, seconds: item.at('audio').at('duration_seconds').number },
  }))
}

type Event = { [key: string]: JsonValue }

/** One player of a station: keeps the journal and sends it as the protocol says. */
export class DemoPlayer {
  readonly #client: ApiClient
  readonly #code: string
  readonly #device: string
  readonly #journal = randomUUID()
  readonly #boot = randomUUID()
  readonly #bootedAt: number
  #seq = 1
  #waiting: Event[] = []
  #sent: JsonValue | null = null

  /** @param bootedAt instant of its start (epoch ms): the zero of its monotonic clock */
  constructor(client: ApiClient, code: string, bootedAt: number) {
    this.#client = client
    this.#code = code
    this.#device = `may-phat-${code}`
    this.#bootedAt = bootedAt
  }

  #note(kind: string, item: Item, at: number, more: Event = {}): void {
    this.#waiting.push({
      event_id: randomUUID(),
      seq: this.#seq,
      kind,
      airing_id: item.airingId,
      ...(item.audio ? { sha256: item.audio.sha256 } : {}),
      at: new Date(at).toISOString(),
      mono_ms: at - this.#bootedAt,
      ...more,
    })
    this.#seq += 1
  }

  /** Plays an item, or fails to. @param delay seconds after the planned start */
  play(item: Item, how: Play, delay = 1): void {
    const start = item.startsAt + delay * 1000
    const seconds = item.audio?.seconds ?? 0
    if (how === 'nothing' || !item.audio) return
    if (how === 'failed') {
      this.#note('failed', item, start, { detail: 'Mất điện lúc đến giờ phát' })
      return
    }
    this.#note('started', item, start)
    if (how === 'aired') this.#note('finished', item, start + seconds * 1000, { played_seconds: seconds })
    if (how === 'cut_short') {
      const played = Math.round(seconds * 0.4)
      this.#note('stopped', item, start + played * 1000, {
        played_seconds: played,
        detail: 'Bị cắt để phát thông báo của xã',
      })
    }
  }

  /** Sends what waits. @param now the server's present instant, which this machine's clock shows too */
  async send(now: number): Promise<void> {
    if (this.#waiting.length === 0) return
    this.#sent = {
      device_id: this.#device,
      journal_id: this.#journal,
      boot_id: this.#boot,
      sent_at: new Date(now).toISOString(),
      sent_mono_ms: now - this.#bootedAt,
      events: this.#waiting,
    }
    this.#waiting = []
    await this.#post(this.#sent)
  }

  /** Sends the last batch once more, as after a lost answer. */
  async sendAgain(): Promise<void> {
    if (this.#sent) await this.#post(this.#sent)
  }

  /** Tells that it lives. */
  async heartbeat(now: number): Promise<void> {
    await this.#client.post(`/api/v1/stations/${this.#code}/heartbeat`, {
      device_id: this.#device,
      sent_at: new Date(now).toISOString(),
      player: 'mpv',
      version: '1.0',
      disk_free: 12_000_000_000,
    })
  }

  async #post(batch: JsonValue): Promise<void> {
    const answer = await this.#client.post(`/api/v1/stations/${this.#code}/as-run`, batch)
    const refused = answer
      .at('events')
      .list.filter((event) => !['accepted', 'duplicate'].includes(event.at('status').string))
    if (refused.length > 0) throw new Error(`${this.#code}: ${JSON.stringify(refused.map((event) => event.raw))}`)
  }
}
