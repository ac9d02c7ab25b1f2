import { statements } from './migration.ts'

/**
 * When each periodic job last ended well (the row's other columns tell of its last run, which may have failed), and when
 * and by which rule a photograph's file was removed: its row and its hashes stay.
 */
export const operation = statements(`
alter table job_run add column succeeded_at :int
;
update job_run set succeeded_at = finished_at where error is null
;
alter table log_photo add column removed_at :int
;
alter table log_photo add column removed_reason text
`)
