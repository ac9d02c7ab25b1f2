export { addPhoto, airingPhotos, attestAirings, type BroughtFile, PHOTO_MAX, readPhoto } from './actions.ts'
export type { LogPhoto } from './store.ts'
