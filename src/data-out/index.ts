export { EXPORT_USAGE, exportCommand } from './cli.ts'
export { exportAllRoutes, publicTotalsRoutes } from './routes.ts'
