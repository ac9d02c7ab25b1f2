export {
  bringLog,
  confirmLog,
  dropLog,
  type LogPreview,
  listLogs,
  logFile,
  mapLog,
  type NewLog,
  previewLog,
} from './actions.ts'
export { fieldsOf, type LogField, type LogKind, type LogMapping, logMapping, unmapped } from './columns.ts'
export { LOG_MAX } from './file.ts'
export { FINDINGS, type Finding, type FindingCode, type Weight, weightOf } from './findings.ts'
export type { ClosedDays, GoodRow } from './judge.ts'
export type { GoodTotal } from './judge-totals.ts'
export { logImportRoutes } from './routes.ts'
export { placeOf, reasonOf, sentenceOf } from './sentence.ts'
export { importRows as importedRows, type LogImport } from './store.ts'
