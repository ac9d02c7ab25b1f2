export { type ImportAnswer, type ImportFile, importEvents } from './actions.ts'
export { decideTotal, seenTotals, type TotalDecision, type TotalSeen } from './conflicts.ts'
export * from './logs/index.ts'
