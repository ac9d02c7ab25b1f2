export { type NewTarget, removeTarget, saveTarget } from './actions.ts'
export { type Completion, planCompletion } from './completion.ts'
export { planErrors } from './errors.ts'
export { planRoutes } from './routes.ts'
