export { takeBundleReport } from './actions.ts'
export { bundleErrors } from './errors.ts'
export { bundleRoutes } from './routes.ts'
