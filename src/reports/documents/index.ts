export { spokenReport } from './report-data.ts'
export { documentRoutes } from './routes.ts'
