export { changeSettings, readSettings } from './actions.ts'
export { settingsBody, settingsRoutes } from './routes.ts'
export { type Settings, settings } from './settings-store.ts'
