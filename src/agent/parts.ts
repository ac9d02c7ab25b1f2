/** What the agent stands on. Each part has a real form for a station and a simulated one for tests and the simulation. */

/** Runs something later. What runs is awaited by nobody but the timers, which report its failure. */
export type Timers = {
  /** @returns the function that takes it back */
  after(ms: number, run: () => Promise<void>): () => void
}

export type Clocks = {
  /** What the machine's clock shows, epoch ms. May be wrong by years and jump. */
  wall(): number
  /** Milliseconds since the machine started; never goes back, goes on while the process is down. */
  mono(): number
  /** Another one after each start of the machine. */
  readonly bootId: string
}

/** An open file that only grows. */
export type Appender = {
  write(data: string | Uint8Array): Promise<void>
  /** Resolves once everything written is on disk. */
  sync(): Promise<void>
  close(): Promise<void>
}

export type Entry = { readonly name: string; readonly bytes: number; readonly changedAt: number }

/** The folder of the agent. Paths are relative to it, with "/" between. */
export type Disk = {
  /** Null when there is no such file. */
  read(path: string): Promise<string | null>
  /** All or nothing, also at a loss of power. */
  replace(path: string, text: string): Promise<void>
  /** In place and at once on disk; a loss of power may leave it torn. */
  overwrite(path: string, text: string): Promise<void>
  append(path: string): Promise<Appender>
  /** SHA-256 of the content, in hex; null when there is no such file. */
  hash(path: string): Promise<string | null>
  list(folder: string): Promise<Entry[]>
  remove(path: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** Free bytes of the file system. */
  free(): Promise<number>
  /** The path as a player needs it. */
  absolute(path: string): string
}

export type SoundRequest = {
  readonly airingId: string
  readonly file: string
  readonly seconds: number
  /** Where in the file to begin, for what is taken up again after an interruption. */
  readonly fromSeconds: number
  readonly gainDb: number
  /** A file to be played before, or null. */
  readonly ident: string | null
}
/** `seconds` of the item that were heard in this stretch; null when the player does not tell. */
export type SoundEnd = {
  readonly how: 'finished' | 'failed'
  readonly seconds: number | null
  readonly detail: string | null
}
export type Sound = {
  start(): Promise<void>
  /** Silence at once; `onEnd` is not called any more. @returns seconds of the item heard, if known */
  stop(): Promise<number | null>
  /** Seconds of the item heard so far, if known. */
  heard(): number | null
}
export type Player = {
  readonly name: string
  /** True when it can begin in the middle of a file. */
  readonly seeks: boolean
  /** Makes ready to play, in silence. `onEnd` is called once when the sound ends by itself. */
  load(request: SoundRequest, onEnd: (end: SoundEnd) => Promise<void>): Promise<Sound>
}

export type Log = (level: 'info' | 'warn', text: string) => void
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** Everything together. */
export type Parts = {
  readonly timers: Timers
  readonly clocks: Clocks
  readonly disk: Disk
  readonly player: Player
  readonly fetch: Fetch
  /** 0 ≤ r < 1 */
  readonly random: () => number
  readonly newId: () => string
  readonly log: Log
}
