export { schedulePages } from './routes.tsx'
