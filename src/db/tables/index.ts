import type { AccountsTables } from './accounts.ts'
import type { BackupsTables } from './backups.ts'
import type { ClosingsTables } from './closings.ts'
import type { EmergenciesTables } from './emergencies.ts'
import type { ImportsTables } from './imports.ts'
import type { LibraryTables } from './library.ts'
import type { LogsTables } from './logs.ts'
import type { NoticesTables } from './notices.ts'
import type { PairingsTables } from './pairings.ts'
import type { PlansTables } from './plans.ts'
import type { PlaylistsTables } from './playlists.ts'
import type { PlayoutTables } from './playout.ts'
import type { ReportExportsTables } from './report-exports.ts'
import type { ScheduleTables } from './schedule.ts'
import type { StationsTables } from './stations.ts'

/** Every table of the database: one file for each migration's slice. Full-text search keeps its own (library/search). */
export type Tables = AccountsTables &
  BackupsTables &
  StationsTables &
  LibraryTables &
  ScheduleTables &
  PlaylistsTables &
  PlayoutTables &
  NoticesTables &
  PairingsTables &
  ClosingsTables &
  EmergenciesTables &
  PlansTables &
  ImportsTables &
  LogsTables &
  ReportExportsTables
