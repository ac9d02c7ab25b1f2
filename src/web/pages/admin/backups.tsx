import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import { audit } from '../../../audit/index.ts'
import { type BackupRun, type BackupState, runBackup } from '../../../backup/index.ts'
import type { Context } from '../../../context.ts'
import { transact } from '../../../db/index.ts'
import type { AppEnv } from '../../../http/index.ts'
import { Mark } from '../../components/status.tsx'
import { WideTable } from '../../components/table.tsx'
import { done } from '../../flash.ts'
import type { Status } from '../../status.ts'
import { ago, bytes } from '../../told.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { forAdmin } from './frame.tsx'

const tested = z.object({
  stations: z.number(),
  ledgerRows: z.number(),
  filesRead: z.number(),
  files: z.number(),
  missing: z.number(),
})
/** What the test of a run found; null where it did not come to that. */
function testOf({ test }: BackupRun): z.output<typeof tested> | null {
  const read = tested.safeParse(test === null ? null : JSON.parse(test))
  return read.success ? read.data : null
}

const Said = ({ v, status, word }: { v: View; status: Status; word: Word }) => (
  <span class={`status s-${status}`}>
    <Mark status={status} />
    {v.t(word)}
  </span>
)
const STATES = {
  good: ['aired', 'admin.backup_good'],
  failed: ['missed', 'admin.backup_failed'],
  running: ['open', 'admin.backup_running'],
} as const satisfies Record<BackupRun['state'], readonly [Status, Word]>

const LastGood = ({ v, run, tooOld }: { v: View; run: BackupRun; tooOld: boolean }) => {
  const found = testOf(run)
  const n = (value: number | null): string => v.fmt.number(value ?? 0)
  return (
    <>
      <dt>{v.t('admin.backup_last')}</dt>
      <dd>
        {ago(v, run.started_at)}{' '}
        <Said v={v} status={tooOld ? 'missed' : 'aired'} word={tooOld ? 'admin.backup_old' : 'admin.backup_fresh'} />
        <span class="block small quiet wrap">
          {v.t('admin.backup_holds', {
            rows: n(run.rows_held),
            files: n(run.files_held),
            size: bytes(v, run.bytes_held),
            added: bytes(v, run.bytes_added),
          })}
        </span>
        {found && (
          <span class="block small quiet wrap">
            {v.t('admin.backup_tested', {
              stations: n(found.stations),
              rows: n(found.ledgerRows),
              read: n(found.filesRead),
              files: n(found.files),
            })}
          </span>
        )}
        {found && found.missing > 0 && (
          <span class="block small wrap">{v.t('admin.backup_missing', { n: n(found.missing) })}</span>
        )}
      </dd>
    </>
  )
}

const Runs = ({ v, runs }: { v: View; runs: readonly BackupRun[] }) => (
  <WideTable name={v.t('admin.backup_runs')}>
    <table class="table stack">
      <thead>
        <tr>
          <th scope="col">{v.t('admin.backup_when')}</th>
          <th scope="col">{v.t('admin.backup_result')}</th>
          <th scope="col" class="end">
            {v.t('admin.backup_added')}
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => {
          const [status, word] = STATES[run.state]
          return (
            <tr>
              <th scope="row" class="num">
                {v.fmt.moment(run.started_at)}
              </th>
              <td>
                <Said v={v} status={status} word={word} />
                {run.error && <span class="block small wrap">{run.error}</span>}
              </td>
              <td class="num end">{bytes(v, run.bytes_added)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  </WideTable>
)

/** How it stands with the backups, and a button for one more. */
export const Backups = ({ v, state }: { v: View; state: BackupState }) => (
  <section class="section" aria-labelledby="backups">
    <h2 id="backups">{v.t('admin.backup')}</h2>
    {state.to === null ? (
      <p class="measure">
        <span class="status s-missed">
          <Mark status="missed" />
          {v.t('admin.backup_nowhere')}
        </span>
      </p>
    ) : (
      <>
        <dl class="facts num spaced-s">
          <dt>{v.t('admin.backup_place')}</dt>
          <dd class="wrap">
            {state.to} <span class="quiet">· {v.t(state.encrypted ? 'admin.backup_sealed' : 'admin.backup_open')}</span>
          </dd>
          {state.lastGood ? (
            <LastGood v={v} run={state.lastGood} tooOld={state.tooOld} />
          ) : (
            <>
              <dt>{v.t('admin.backup_last')}</dt>
              <dd>{v.t('admin.backup_none')}</dd>
            </>
          )}
        </dl>
        {state.runs.length > 0 && (
          <div class="spaced-s">
            <Runs v={v} runs={state.runs} />
          </div>
        )}
        <form method="post" action="/quan-tri/sao-luu">
          <button class="button" type="submit">
            {v.t('admin.backup_now')}
          </button>
        </form>
      </>
    )}
  </section>
)

/** Begins a backup; what comes of it stands on the page later. */
export async function startBackup(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  forAdmin(v.actor, 'setting.manage')
  const at = ctx.clock.now()
  await transact(ctx.db, (tx) =>
    audit(tx, { at, actor: v.actor, action: 'backup.start', subject: ['setting', 'backup'] }),
  )
  runBackup(ctx).catch((err: unknown) => ctx.log.error({ err }, 'a backup failed'))
  return done(c, '/quan-tri', 'admin.backup_started')
}
