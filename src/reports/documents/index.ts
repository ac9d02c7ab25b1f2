export { spoken as spokenReport } from './report-data.ts'
export { documentRoutes } from './routes.ts'
export { type ReportSettings, reportSettings } from './settings-store.ts'
