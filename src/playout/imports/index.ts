export { type ImportAnswer, type ImportFile, importEvents } from './actions.ts'
export * from './logs/index.ts'
