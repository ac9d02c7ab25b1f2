export { countAirings, listEvidence } from './actions.ts'
export type { Answer, AnswerRow } from './answer.ts'
export type { BehindRow } from './behind-row.ts'
export { heavily, proveBeside } from './beside/index.ts'
export { REPORT_USAGE, reportCommand, restoredCommand, verifyCommand } from './cli.ts'
export {
  type ClosedPeriod,
  closableFrom,
  closedDays,
  closedTotals,
  closePeriod,
  headsPublishedOn,
  issueSupplement,
  listClosings,
  markRestored,
  pendingSupplement,
  reopenClosing,
} from './closings/index.ts'
export { addMonths, type Change, periodBefore, periodYearAgo } from './comparison.ts'
export type { Counted } from './counting.ts'
export { toCsv } from './csv.ts'
export {
  type Book,
  type BookCell,
  type BookSheet,
  changeReportSettings,
  demandLevels,
  previewSentence,
  type ReportSettings,
  readReportSettings,
  reportSettingsBody,
  reportSettingsChange,
  spokenReport,
  writeBook,
} from './documents/index.ts'
export { reportErrors } from './errors.ts'
export {
  exportFile,
  getExport,
  isFormat,
  listExports,
  type ReportExport,
  requestExport,
  workExports,
} from './exports/index.ts'
export type { Figures } from './figures.ts'
export { foldSpans } from './fold.ts'
export { reportsJobs } from './jobs.ts'
export type { ListQuestion } from './listing.ts'
export { FIGURES, type Figure } from './listing-store.ts'
export {
  type Chase,
  type Compared,
  type Comparison,
  type Heat,
  type Line,
  type MonthFigures,
  needsAsking,
  type PlainQuestion,
  STATION_ORDERS,
  type StationOrder,
  type Stations,
} from './overview.ts'
export { freePeriod, type Period, periodOf, shortDate } from './periods.ts'
export { type Completion, planCompletion, planErrors, removeTarget, saveTarget } from './plans/index.ts'
export { countsJson, countsTable, fileName, periodHeading } from './present.ts'
export type { Grouping, Question } from './question.ts'
export { reportsRoutes } from './routes.ts'
export { RULES_VERSION, type Standing, standingAt } from './rules.ts'
export { compareTallies, listenToTallies, recountAll } from './tally.ts'
export { type Fault, type Verification, verifyHash } from './verification.ts'
export { verifyAll } from './verify.ts'
