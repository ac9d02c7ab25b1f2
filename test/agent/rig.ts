// First of all: the server's schemas, which the agent shares, are described for its API document as they are made.
import '@hono/zod-openapi'
import { type Agent, startAgent } from '../../src/agent/agent.ts'
import { readJournal } from '../../src/agent/journal-rows.ts'
import type { Fetch } from '../../src/agent/parts.ts'
import type { Settings } from '../../src/agent/settings.ts'
import type { AsRunEvent } from '../../src/protocol/index.ts'
import { TAMS_STATION } from '../story.ts'
import type { World } from '../world.ts'
import { chance, VirtualMachine, VirtualTime } from './virtual.ts'

export const settingsFor = (station: string, more: Partial<Settings> = {}): Settings => ({
  server: 'http://localhost',
  station,
  keyFile: 'key',
  stateDir: '.',
  diskLimit: 1_000_000_000,
  days: 7,
  lateMs: 10 * 60_000,
  player: 'virtual',
  device: null,
  volume: 100,
  ident: null,
  statusPort: 0,
  listen: false,
  pollAtLeastSeconds: 300,
  sleepAtMostSeconds: 20,
  ...more,
})

/** What a line does to a request: null lets it pass. */
export type Meddler = (url: string, init: RequestInit) => Response | Error | null

/** An agent of the story's station on a machine without wires, speaking to the real application. */
export class Rig {
  world: World
  readonly time: VirtualTime
  readonly machine: VirtualMachine
  readonly asked: string[] = []
  agent: Agent | null = null
  key: string
  down = false
  meddle: Meddler = () => null
  /** What becomes of an answer on its way back. */
  answered: (url: string, response: Response) => Response | Error = (_url, response) => response
  #ids = 0
  readonly #name: string
  readonly #settings: Settings

  private constructor(world: World, time: VirtualTime, key: string, name: string, settings: Settings) {
    this.world = world
    this.time = time
    this.key = key
    this.#name = name
    this.#settings = settings
    this.machine = new VirtualMachine(time, name)
  }

  static async open(
    world: World,
    more: Partial<Settings> & { name?: string; key?: string; time?: VirtualTime; station?: string } = {},
  ): Promise<Rig> {
    const { name = 'a', key, time, station = TAMS_STATION, ...settings } = more
    let rig: Rig | null = null
    const moved = (now: number): void => (rig?.world ?? world).clock.set(new Date(now).toISOString())
    const clock = time ?? new VirtualTime(world.clock.now(), moved)
    rig = new Rig(world, clock, key ?? (await world.station(station)).key, name, settingsFor(station, settings))
    return rig
  }

  readonly #fetch: Fetch = async (url, init) => {
    this.asked.push(`${init.method ?? 'GET'} ${new URL(url).pathname}`)
    if (this.down) throw new TypeError('fetch failed: ECONNREFUSED')
    const own = this.meddle(url, init)
    if (own instanceof Error) throw own
    const response = own ?? (await this.world.app.request(url, init))
    const back = this.answered(url, response)
    if (back instanceof Error) throw back
    return back
  }

  /** Starts the agent's process; done when it can play. */
  async start(): Promise<Agent> {
    const process = this.machine.process()
    const parts = {
      ...process,
      fetch: this.#fetch,
      random: chance(7),
      newId: () => {
        this.#ids += 1
        return `${this.#name}-${this.#ids}`
      },
    }
    const started = startAgent(this.#settings, () => this.key, parts)
    const agent = await Promise.race([started, this.machine.died])
    this.agent = agent ?? null
    if (!agent) throw new Error('killed before it was up')
    return agent
  }

  /** Lets time pass up to a local moment "2026-11-23 17:15:30" of Chợ Gạo. */
  until(local: string): Promise<void> {
    return this.time.runUntil(moment(local))
  }
  get heard() {
    return this.machine.speaker.heard
  }
  /** Every event of all journals on disk, as written. */
  written(): AsRunEvent[] {
    const paths = this.machine.disk.names('journal').filter((path) => path.endsWith('.ndjson'))
    return paths.flatMap((path) => readJournal(this.machine.disk.text(path)).events)
  }
}

export const moment = (local: string): number =>
  Date.parse(`${local.replace(' ', 'T')}${local.length === 16 ? ':00' : ''}+07:00`)
