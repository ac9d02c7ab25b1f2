export {
  createRoute,
  dateRange,
  idParam,
  json,
  jsonBody,
  line,
  localDate,
  localTime,
  newApi,
  pageQuery,
  priority,
  problems,
  text,
  z,
} from './api.ts'
export type { AppEnv, Lang } from './env.ts'
export { asDomainError, invalidInput, parseInput, problem, problemSchema } from './problem.ts'
