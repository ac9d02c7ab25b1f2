import { accounts } from './0001-accounts.ts'
import { stations } from './0002-stations.ts'
import { library } from './0003-library.ts'
import { schedule } from './0004-schedule.ts'
import { playout } from './0005-playout.ts'
import { playlists } from './0006-playlists.ts'
import { closings } from './0007-closings.ts'
import { emergencies } from './0008-emergencies.ts'
import { imports } from './0009-imports.ts'
import { pairings } from './0010-pairings.ts'
import { logs } from './0011-logs.ts'
import { reports } from './0012-reports.ts'
import { plans } from './0013-plans.ts'
import { scheduleActs } from './0014-schedule-acts.ts'
import { trims } from './0015-trims.ts'
import { deskAdmin } from './0016-desk-admin.ts'
import { lists } from './0018-lists.ts'
import { notices } from './0019-notices.ts'
import { tallySpans } from './0021-tally-spans.ts'
import { backups } from './0023-backups.ts'
import { secondFactor } from './0024-second-factor.ts'
import { operation } from './0025-operation.ts'
import { deviceWaiting } from './0026-device-waiting.ts'
import type { Migration } from './migration.ts'

/** Every migration in the order in which it is run. Names never change once landed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-accounts': accounts,
  '0002-stations': stations,
  '0003-library': library,
  '0004-schedule': schedule,
  '0005-playout': playout,
  '0006-playlists': playlists,
  '0007-closings': closings,
  '0008-emergencies': emergencies,
  '0009-imports': imports,
  '0010-pairings': pairings,
  '0011-logs': logs,
  '0012-reports': reports,
  '0013-plans': plans,
  '0014-schedule-acts': scheduleActs,
  '0015-trims': trims,
  '0016-desk-admin': deskAdmin,
  '0018-lists': lists,
  '0019-notices': notices,
  '0021-tally-spans': tallySpans,
  '0023-backups': backups,
  '0024-second-factor': secondFactor,
  '0025-operation': operation,
  '0026-device-waiting': deviceWaiting,
}
export type { AnyDb, Dialect, Migration } from './migration.ts'
