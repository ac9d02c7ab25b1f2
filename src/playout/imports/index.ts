export { type ImportAnswer, type ImportFile, importEvents } from './actions.ts'
