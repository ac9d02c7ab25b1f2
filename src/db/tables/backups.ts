import type { Generated } from 'kysely'

/** A run of a backup. Instants in epoch ms, sizes in bytes. */
export type BackupRunTable = {
  id: Generated<number>
  /** What the backup holds stands as of this moment or shortly after. */
  started_at: number
  finished_at: number | null
  state: 'running' | 'good' | 'failed'
  /** Folder or bucket, without secrets. */
  target: string
  /** Its name at the target, once its manifest is there. */
  backup_id: string | null
  /** A run that did not say so until then was cut off. */
  lease_until: number
  rows_held: number | null
  files_held: number | null
  bytes_held: number | null
  /** What had to be stored anew. */
  bytes_added: number | null
  tested_at: number | null
  /** What the test found, as JSON; its shape is with the slice. */
  test: string | null
  error: string | null
}

export type BackupsTables = { backup_run: BackupRunTable }
