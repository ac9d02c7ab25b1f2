export { stationErrors } from './errors.ts'
export { createStationKey, revokeStationKey, stationKeys } from './keys.ts'
export { type Assignment, assignmentOn, isActiveOn, type Station } from './station.ts'
export { stationByCode, stationIdByCode, stationsAll } from './store.ts'
