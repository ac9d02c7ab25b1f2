export {
  backfillSlot,
  changeSlot,
  createClosure,
  createSlot,
  editSlot,
  endSlot,
  withdrawChange,
} from './actions.ts'
export { type Airing, type AiringEvidence, type AiringPlan, type AiringState, keyText, NO_EVIDENCE } from './airing.ts'
export { type AiringQuery, airingByKey, airingsBetween, airingsOfStation, markEvidence } from './airing-store.ts'
export { assignAirings, type Stretch } from './assign-store.ts'
export { isFrozen } from './difference.ts'
export {
  cancelEmergency,
  dryRunEmergency,
  type EmergencyDryRun,
  type EmergencyRead,
  type EmergencyState,
  type EmergencyWish,
  emergencyCancellation,
  emergencyErrors,
  emergencyOrder,
  emergencyWish,
  listEmergencies,
  MAX_GAP_MINUTES,
  MAX_TIMES,
  orderableEpisodes,
  orderEmergency,
  PROGRESS,
  type Progress,
  readEmergency,
  StaleEmergency,
} from './emergencies/index.ts'
export { scheduleErrors } from './errors.ts'
export { type Proposal, slotInput } from './input.ts'
export { listenToSchedule } from './listen.ts'
export { type Mark, markEvidenceOfMany } from './mark-store.ts'
export { extendHorizon, scheduleJobs } from './nightly.ts'
export { scheduleRoutes } from './routes.ts'
export { dryRun } from './settle.ts'
