export {
  changeUnit,
  createUnit,
  demandUnit,
  listUnits,
  recordSuccession,
  type SuccessionInput,
  type UnitInput,
} from './actions.ts'
export { unitErrors } from './errors.ts'
export { changeLevel, createLevel, demandLevel, listLevels, removeLevel } from './levels.ts'
export { unitsRoutes } from './routes.ts'
export { codeInput } from './shapes.ts'
export { type Level, levels, type SuccessionRow, successions, type Unit, unitByCode, units } from './store.ts'
export { heirs, parentOn, type Succession, type SuccessionKind, unitThenToNow } from './succession.ts'
