import { z } from 'zod'
import { Cache } from './cache.ts'
import { NO_MEMORY, TrueClock } from './clock.ts'
import { Journal } from './journal.ts'
import { Keeper, PROGRAMME_FILE } from './keeper.ts'
import { Line } from './line.ts'
import { Listener, type LiveEvent } from './listen.ts'
import type { Disk, Parts } from './parts.ts'
import { Playout } from './playout.ts'
import { airingsOf, keptProgramme, NO_PROGRAMME } from './programme.ts'
import { recover } from './recover.ts'
import { Reporter } from './reporter.ts'
import type { Settings } from './settings.ts'
import type { State } from './state.ts'

const DEVICE_FILE = 'device.json'
const deviceSchema = z.object({ device_id: z.string().min(1).max(100) })
const memorySchema = z.object({
  bootId: z.string(),
  base: z.number().nullable(),
  floor: z.number(),
  wallError: z.number(),
})

/** What a file says; `fallback` when it is missing or damaged: all of these can be had again. */
async function kept<T>(disk: Disk, path: string, schema: z.ZodType<T>, fallback: T): Promise<T> {
  try {
    return schema.parse(JSON.parse((await disk.read(path)) ?? ''))
  } catch {
    return fallback
  }
}

async function deviceId({ disk, newId }: Parts): Promise<string> {
  const known = await kept(disk, DEVICE_FILE, deviceSchema, { device_id: '' })
  if (known.device_id !== '') return known.device_id
  const fresh = { device_id: `agent-${newId()}` }
  await disk.replace(DEVICE_FILE, JSON.stringify(fresh))
  return fresh.device_id
}

export type Agent = {
  readonly state: State
  readonly listener: Listener | null
  /** Ends what is on air, writes it down, stops calling. Nothing that is not yet reported is lost. */
  stop(): Promise<void>
}

/**
 * Starts an agent on its folder. It returns as soon as it can play from what is on disk; the line is waited for by
 * nobody.
 */
export async function startAgent(settings: Settings, key: () => string, parts: Parts): Promise<Agent> {
  const { disk, clocks, log, newId } = parts
  const clock = new TrueClock(clocks, await kept(disk, 'clock.json', memorySchema, NO_MEMORY))
  const now = (): number | null => clock.now()?.at ?? null
  const journal = await Journal.open({ disk, newId, log, now }, await deviceId(parts))
  const line = new Line({ server: settings.server, station: settings.station, key }, parts)
  const programme = await kept(disk, PROGRAMME_FILE, keptProgramme, NO_PROGRAMME)
  const state: State = {
    parts,
    settings,
    clock,
    journal,
    line,
    cache: new Cache({ disk, line, log, limit: settings.diskLimit }),
    programme,
    airings: airingsOf(programme),
    told: new Set(),
    playing: null,
    trouble: { line: null, key: null, disk: null, player: null },
    heardMono: null,
  }
  return run(state)
}

async function run(state: State): Promise<Agent> {
  const playout: Playout = new Playout(
    state,
    () => reporter.kick(),
    () => keeper.kick(),
  )
  const keeper: Keeper = new Keeper(state, () => playout.kick())
  const reporter: Reporter = new Reporter(
    state,
    () => keeper.pull(),
    () => playout.kick(),
  )
  const heard = ({ event, data }: LiveEvent): void => {
    if (event === 'emergency') keeper.pull(true)
    else if (event === 'playlist' && versionIn(data) !== state.programme.version) keeper.pull()
  }
  const listener = state.settings.listen ? new Listener(state, heard) : null
  await recover(state)
  playout.start()
  keeper.start()
  reporter.start()
  listener?.start()
  return {
    state,
    listener,
    stop: async () => {
      listener?.end()
      keeper.end()
      await playout.end()
      reporter.end()
      await state.journal.close()
    },
  }
}

const versionData = z.object({ version: z.number() })
function versionIn(data: string): number | null {
  try {
    return versionData.parse(JSON.parse(data)).version
  } catch {
    return null
  }
}
