import { statements } from './migration.ts'

/**
 * When each periodic job last ended well (the row's other columns tell of its last run, which may have failed), and when
 * files were let go by a rule of retention, and their bytes erased a day later: rows and hashes stay for ever.
 */
export const operation = statements(`
alter table job_run add column succeeded_at :int
;
update job_run set succeeded_at = finished_at where error is null
;
alter table log_photo add column removed_at :int
;
alter table log_photo add column removed_reason text
;
alter table log_photo add column erased_at :int
;
alter table media_file add column erased_at :int
`)
