export { playoutErrors } from './errors.ts'
export { playoutRoutes } from './routes.ts'
