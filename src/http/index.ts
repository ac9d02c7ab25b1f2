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
export { baseUrl, baseUrlOf } from './base-url.ts'
export { BODY_MAX, boundedBody } from './bounded-body.ts'
export { cleanAddress } from './clean-address.ts'
export { ifRangeHolds, noneMatchHolds, type RangeAnswer, rangeAsked } from './conditions.ts'
export { docsRoutes } from './docs.ts'
export { apiDocument, type DocumentPart } from './document.ts'
export type { AppEnv, Lang } from './env.ts'
export { methodsAt } from './methods.ts'
export { minuteThrottle } from './minute-throttle.ts'
export { asDomainError, invalidInput, parseInput, problem, problemHeaders, problemSchema } from './problem.ts'
export { sendStream } from './send-stream.ts'
export { faultsOf, inputFaults } from './sentences.ts'
