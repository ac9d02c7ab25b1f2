export {
  assignStation,
  type CreateStation,
  changeStation,
  createStation,
  listStations,
  readStation,
  unassignStation,
} from './actions.ts'
export { type PartsOrigin, putSessions, readSessions, sessionsOfDay } from './broadcast-sessions.ts'
export { STATION_KEY_USAGE, stationKeyCommand } from './cli.ts'
export { enterClosure, MAX_CLOSURE_DAYS, type NewClosure, withdrawClosure } from './closures.ts'
export { type Closure, closureById, closuresBetween, inForce, stationsInTime, targetNames } from './closures-store.ts'
export { type DayPart, PARTS } from './day-parts.ts'
export { stationErrors } from './errors.ts'
export { type StationGroup, stationGroups } from './group-store.ts'
export { changeGroup, createGroup, listGroups } from './groups.ts'
export {
  type DeviceHeard,
  faultsOfDevice,
  HEALTH,
  type Health,
  type HealthFault,
  type HealthState,
  healthOf,
} from './health.ts'
export { devicesHeard, keysUsed } from './health-store.ts'
export type { StationKey } from './key-store.ts'
export { createStationKey, revokeStationKey, stationKeys } from './keys.ts'
export { pairingUrl } from './pairing-routes.ts'
export { createPairing } from './pairings.ts'
export { stationsRoutes } from './routes.ts'
export { type Assignment, assignmentOn, isActiveOn, type Station } from './station.ts'
export { stationByCode, stationIdByCode, stationsAll } from './store.ts'
export {
  type Closed,
  type ClosureInForce,
  closedOf,
  type Presence,
  presenceOf,
  type StationInTime,
  storedTarget,
  type Target,
} from './target.ts'
export { readTarget, type TargetInput, targetErrors, targetInput, writeTarget } from './target-input.ts'
