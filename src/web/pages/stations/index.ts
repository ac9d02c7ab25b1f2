export { stationPages } from './routes.tsx'
