import type { Word } from '../../words/index.ts'

const words: Readonly<Record<string, Word>> = {
  'tidy-sign-ins': 'admin.job_tidy',
  'reports.recount': 'admin.job_recount',
  'reports.publish-heads': 'admin.job_heads',
  'forget-live-events': 'admin.job_live',
  recordings: 'admin.job_recordings',
  uploads: 'admin.job_uploads',
  'extend-horizon': 'admin.job_horizon',
  'end-revoked-streams': 'admin.job_streams',
  'recordings-wake': 'admin.job_recordings_wake',
  'reports.exports': 'admin.job_exports',
  'reports.fold': 'admin.job_fold',
  'reports.clear-exports': 'admin.job_clear_exports',
  'notices.watch': 'admin.job_watch',
  'notices.supplements': 'admin.job_supplements',
  'notices.deliver': 'admin.job_deliver',
  'backup.daily': 'admin.job_backup',
  'disk-room': 'admin.job_room',
  retention: 'admin.job_retention',
}
/** What a periodic job is called; undefined: it goes by its own name. */
export const jobWord = (name: string): Word | undefined => words[name]

/** The jobs that are told of even before they ever ran. */
export const JOBS = Object.keys(words)
