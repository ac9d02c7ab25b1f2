export {
  backfillSlot,
  changeSlot,
  createClosure,
  createSlot,
  editSlot,
  endSlot,
  type Saved,
  saveProposal,
  withdrawChange,
} from './actions.ts'
export { type ActRead, lastAct, readAct, undoAct } from './acts.ts'
export { airedCounts } from './aired-counts-store.ts'
export { type Airing, type AiringEvidence, type AiringPlan, type AiringState, keyText, NO_EVIDENCE } from './airing.ts'
export {
  type AiringQuery,
  airingByKey,
  airingsBetween,
  airingsOfStation,
  markEvidence,
  toAiring,
} from './airing-store.ts'
export {
  type AiringWish,
  proposalFor,
  SCOPES,
  type Scope,
  scopesFor,
} from './airing-wish.ts'
export { assignAirings, type Stretch } from './assign-store.ts'
export type { Choice, Conflict } from './conflicts.ts'
export { isFrozen } from './difference.ts'
export type { DryRun, Silence } from './dry-run.ts'
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
export { type HolidayProposal, holidayProposals } from './holidays.ts'
export {
  backfillInput,
  CHOICES,
  closureInput,
  type Decision,
  dryRunInput,
  type EditInput,
  editInput,
  type Proposal,
  slotInput,
} from './input.ts'
export { listenToSchedule } from './listen.ts'
export { type Mark, markEvidenceOfMany } from './mark-store.ts'
export { extendHorizon, scheduleJobs } from './nightly.ts'
export { listSlots, readSlot } from './queries.ts'
export { scheduleRoutes } from './routes.ts'
export { dryRun, StaleDryRun } from './settle.ts'
export { type Slot, type SlotChange, type SlotVersion, versionOn } from './slot.ts'
export { copyWeek, dryRunWeekCopy, mondayOf, type WeekCopy } from './week-copy.ts'
