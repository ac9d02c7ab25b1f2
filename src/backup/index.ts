export { type BackupRun, backupRuns, lastBackup } from './run-store.ts'
