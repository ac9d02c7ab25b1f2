import type { Config } from '../config.ts'
import { backupErrors } from './errors.ts'
import { folderTarget } from './folder-target.ts'
import { s3Target } from './s3-target.ts'

export type Held = { readonly key: string; readonly bytes: number; readonly changedAt: number }

/** A place that holds objects by key ("objects/ab/ab12…"). */
export type Target = {
  /** As it may be shown: no secret in it. */
  readonly shown: string
  /** Stores an object: it is there whole once this resolves, or not at all. */
  put(key: string, bytes: Buffer): Promise<void>
  /** Null when it is not there. */
  get(key: string): Promise<Buffer | null>
  /** Everything below a prefix that ends in a slash. `changedAt` in epoch ms. */
  list(prefix: string): AsyncIterable<Held>
  /** No error when it is gone already. */
  remove(key: string): Promise<void>
}

/**
 * Opens the place that `--to`, `--from` or BACKUP_TO names: a folder, or `s3://bucket/prefix` at BACKUP_S3_ENDPOINT.
 * @throws DomainError backup_no_target, backup_target_unknown
 */
export function openTarget({ backup }: Pick<Config, 'backup'>, named?: string): Target {
  const text = named ?? backup.to
  if (text === '') throw backupErrors.backup_no_target()
  if (!text.startsWith('s3://')) return folderTarget(text)
  const found = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(text)
  if (!found?.[1] || !backup.s3) throw backupErrors.backup_target_unknown({ target: text })
  return s3Target(backup.s3, found[1], (found[2] ?? '').replace(/^\/+|\/+$/g, ''))
}
