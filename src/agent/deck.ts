import type { Sound, SoundEnd } from './parts.ts'
import type { Airing } from './programme.ts'
import type { State } from './state.ts'

/** Loads sounds into the player; keeps one ready for what starts in a few seconds. */
export class Deck {
  readonly #state: State
  readonly #ended: (airing: Airing, end: SoundEnd) => Promise<void>
  #ready: { readonly airing: Airing; readonly sound: Sound } | null = null

  /** @param ended called when a sound ends by itself */
  constructor(state: State, ended: (airing: Airing, end: SoundEnd) => Promise<void>) {
    this.#state = state
    this.#ended = ended
  }

  /** Takes what is ready out of the player, unless it is one of these: it is not to be played after all. */
  async clear(...but: readonly (Airing | null | undefined)[]): Promise<void> {
    const ready = this.#ready
    if (!ready || but.some((one) => one?.id === ready.airing.id)) return
    this.#ready = null
    await ready.sound.stop()
  }

  async prepare(airing: Airing): Promise<void> {
    if (this.#ready?.airing.id === airing.id) return
    await this.clear()
    const sound = await this.#load(airing, 0)
    this.#ready = sound && { airing, sound }
  }

  /** The sound of an airing, ready to start; null when the player refuses (`trouble.player` says why) or no file is here. */
  async take(airing: Airing, fromSeconds: number): Promise<Sound | null> {
    const ready = this.#ready
    if (ready?.airing.id !== airing.id) return this.#load(airing, fromSeconds)
    this.#ready = null
    // Its audio may have changed since it was made ready.
    if (fromSeconds === 0 && ready.airing.audio?.sha256 === airing.audio?.sha256) return ready.sound
    await ready.sound.stop()
    return this.#load(airing, fromSeconds)
  }

  /** What was ready has ended without being started. */
  forget(airing: Airing): void {
    if (this.#ready?.airing.id === airing.id) this.#ready = null
  }

  async #load(airing: Airing, fromSeconds: number): Promise<Sound | null> {
    const { cache, parts, settings, trouble } = this.#state
    const path = airing.audio && cache.pathOf(airing.audio.sha256)
    if (!airing.audio || !path) return null
    // One prepared sound may be told of its end before its start is through: the airing alone is named.
    const onEnd = (end: SoundEnd): Promise<void> => this.#ended(airing, end)
    try {
      const ident = airing.priority === 'emergency' || fromSeconds > 0 ? null : settings.ident
      const { seconds, gainDb } = airing.audio
      const file = parts.disk.absolute(path)
      const sound = await parts.player.load({ airingId: airing.id, file, seconds, fromSeconds, gainDb, ident }, onEnd)
      trouble.player = null
      return sound
    } catch (error) {
      trouble.player = error instanceof Error ? error.message : String(error)
      parts.log('warn', `player: ${trouble.player}`)
      return null
    }
  }
}
