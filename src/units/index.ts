export { unitErrors } from './errors.ts'
export { type Level, levels, type SuccessionRow, successions, type Unit, unitByCode, units } from './store.ts'
export { heirs, parentOn, type Succession, type SuccessionKind, unitThenToNow } from './succession.ts'
