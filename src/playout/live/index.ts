export { listenToLive } from './changes.ts'
export { liveJobs } from './jobs.ts'
export { storedPlaylistVersion } from './live-store.ts'
export { liveRoutes } from './routes.ts'
