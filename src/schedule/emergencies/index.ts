export { cancelEmergency, dryRunEmergency, endWithdrawn, orderEmergency, StaleEmergency } from './actions.ts'
export type { EmergencyDryRun } from './dry-run.ts'
export { emergencyErrors } from './errors.ts'
export {
  type EmergencyOrder,
  type EmergencyWish,
  emergencyCancellation,
  emergencyOrder,
  emergencyWish,
  MAX_GAP_MINUTES,
  MAX_TIMES,
} from './input.ts'
export { PROGRESS, type Progress } from './progress.ts'
export {
  type EmergencyRead,
  type EmergencyState,
  listEmergencies,
  orderableEpisodes,
  readEmergency,
} from './queries.ts'
export { emergencyRoutes } from './routes.ts'
