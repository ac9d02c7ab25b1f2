export { libraryPages } from './routes.tsx'
