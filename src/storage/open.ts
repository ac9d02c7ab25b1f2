import type { Config } from '../config.ts'
import { openDiskStorage } from './disk.ts'
import { openS3Storage } from './s3.ts'
import type { Storage } from './storage.ts'

/** Opens the store that the configuration names: a bucket of S3, else MEDIA_DIR. @throws DomainError disk_full */
export function openStorage({ mediaDir, s3 }: Pick<Config, 'mediaDir' | 's3'>): Promise<Storage> {
  return s3 === undefined ? openDiskStorage(mediaDir) : openS3Storage(mediaDir, s3)
}
