export { countLog, type LogAsked, type LogPage, loggedStations, readCursor, readLog, wholeLog } from './log.ts'
export { LOG_STATUSES, type LogCount, type LogStatus } from './log-store.ts'
