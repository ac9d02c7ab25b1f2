export { openDiskStorage, syncPath } from './disk.ts'
export { asDiskFull, hasCode, orDiskFull } from './faults.ts'
export { type FileHashes, hashFile } from './hashes.ts'
export type { ByteRange, MediaRef, Storage, StoredFile, WorkFolder } from './storage.ts'
