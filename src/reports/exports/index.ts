export {
  clearExports,
  type ExportInput,
  exportFile,
  getExport,
  isFormat,
  listExports,
  requestExport,
  serveExports,
  workExports,
} from './actions.ts'
export type { ReportExport } from './exports-store.ts'
export { exportRoutes } from './routes.ts'
