import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Db } from './db/index.ts'
import type { LiveHub } from './kernel/hub.ts'
import type { Clock, Zone } from './kernel/time.ts'
import type { Storage } from './storage/index.ts'

/** What actions and routes are given: one of each, made at start, none global. */
export type Context = {
  readonly config: Config
  readonly log: Logger
  readonly clock: Clock
  readonly zone: Zone
  readonly db: Db
  readonly storage: Storage
  readonly hub: LiveHub
}
