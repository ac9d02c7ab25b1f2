import { Hono, type Context as HonoContext } from 'hono'
import { can } from '../../../accounts/index.ts'
import { type AuditEntry, audit, auditTrail } from '../../../audit/index.ts'
import { type BackupState, backupState } from '../../../backup/index.ts'
import type { Context } from '../../../context.ts'
import { type DatabaseState, databaseState, type JobRun, jobRuns, transact } from '../../../db/index.ts'
import type { AppEnv } from '../../../http/index.ts'
import { type MediaState, mediaState } from '../../../library/index.ts'
import { programVersion } from '../../../program-version.ts'
import { proveBeside } from '../../../reports/index.ts'
import { type DiskRoom, diskRooms } from '../../../storage/index.ts'
import { page, send } from '../../answer.tsx'
import { Mark } from '../../components/status.tsx'
import { WideTable } from '../../components/table.tsx'
import { done } from '../../flash.ts'
import type { Status } from '../../status.ts'
import { ago, bytes } from '../../told.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { Backups, startBackup } from './backups.tsx'
import { AdminFrame, forAdmin } from './frame.tsx'
import { JOBS, jobWord } from './job-words.ts'

type Model = {
  readonly database: DatabaseState
  readonly media: MediaState
  readonly rooms: readonly DiskRoom[]
  readonly runs: ReadonlyMap<string, JobRun>
  readonly verified: AuditEntry | undefined
  readonly backups: BackupState
  readonly upSeconds: number
}
const said = (v: View, good: boolean, word: Word, params: Record<string, string | number> = {}) => (
  <span class={`status s-${good ? 'aired' : 'missed'}`}>
    <Mark status={good ? 'aired' : 'missed'} />
    {v.t(word, params)}
  </span>
)

const Room = ({ v, model }: { v: View; model: Model }) => {
  const { database, media, rooms } = model
  const { waiting, working, failed } = media.queue
  return (
    <section class="section first" aria-labelledby="room">
      <h2 id="room">{v.t('admin.room')}</h2>
      <dl class="facts num">
        {rooms.map(({ folder, free, total, level }) => (
          <>
            <dt>{v.t(folder === 'data' ? 'admin.disk_data' : 'admin.disk_free')}</dt>
            <dd>
              {v.t('admin.room_of', { free: bytes(v, free), total: bytes(v, total) })}{' '}
              {level !== 'good' && said(v, false, level === 'low' ? 'admin.little_room' : 'admin.no_room')}
            </dd>
          </>
        ))}
        <dt>{v.t('admin.database')}</dt>
        <dd>{bytes(v, database.bytes)}</dd>
        <dt>{v.t('admin.media')}</dt>
        <dd>{v.t('admin.media_size', { size: bytes(v, media.bytes), n: v.fmt.number(media.files) })}</dd>
        <dt>{v.t('admin.queue')}</dt>
        <dd>
          {v.t('admin.queue_size', { waiting: v.fmt.number(waiting), working: v.fmt.number(working) })}{' '}
          {failed > 0 && <a href="/ky">{v.t('admin.queue_failed', { n: v.fmt.number(failed) })}</a>}
        </dd>
      </dl>
    </section>
  )
}

const jobStatus = (run: JobRun | undefined): { status: Status; word: Word } => {
  if (!run) return { status: 'cancelled', word: 'admin.job_never' }
  if (run.error !== null) return { status: 'missed', word: 'admin.job_failed' }
  return run.finishedAt === null
    ? { status: 'open', word: 'admin.job_running' }
    : { status: 'aired', word: 'admin.job_good' }
}

const Jobs = ({ v, runs }: { v: View; runs: Model['runs'] }) => (
  <section class="section" aria-labelledby="jobs">
    <h2 id="jobs">{v.t('admin.jobs')}</h2>
    <WideTable name={v.t('admin.jobs')}>
      <table class="table stack">
        <thead>
          <tr>
            <th scope="col">{v.t('admin.job')}</th>
            <th scope="col">{v.t('admin.last_run')}</th>
            <th scope="col">{v.t('admin.result')}</th>
          </tr>
        </thead>
        <tbody>
          {[...new Set([...JOBS, ...runs.keys()])].map((name) => {
            const run = runs.get(name)
            const { status, word } = jobStatus(run)
            const known = jobWord(name)
            return (
              <tr>
                <th scope="row">{known ? v.t(known) : name}</th>
                <td class="num">{run ? ago(v, run.startedAt) : '–'}</td>
                <td>
                  <span class={`status s-${status}`}>
                    <Mark status={status} />
                    {v.t(word)}
                  </span>
                  {run?.error && <span class="block small wrap">{run.error}</span>}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </WideTable>
  </section>
)

const isOk = (entry: AuditEntry): boolean =>
  typeof entry.after === 'object' && entry.after !== null && 'ok' in entry.after && entry.after.ok === true

const Proof = ({ v, verified }: { v: View; verified: Model['verified'] }) => (
  <section class="section" aria-labelledby="proof">
    <h2 id="proof">{v.t('admin.proof')}</h2>
    <p class="measure quiet spaced-s">{v.t('admin.proof_lead')}</p>
    <p class="spaced-s">
      {verified ? (
        <>
          {said(v, isOk(verified), isOk(verified) ? 'admin.proof_good' : 'admin.proof_bad')}{' '}
          <span class="quiet">
            {v.t('admin.proof_by', { when: v.fmt.moment(verified.at), who: verified.actorName })}
          </span>
        </>
      ) : (
        v.t('admin.proof_never')
      )}
    </p>
    <form method="post" action="/quan-tri/kiem-tra">
      <button class="button" type="submit">
        {v.t('admin.proof_now')}
      </button>
    </form>
  </section>
)

const Versions = ({ v, model }: { v: View; model: Model }) => {
  const { database, upSeconds } = model
  const newest = database.migrations.at(-1) ?? '–'
  return (
    <section class="section" aria-labelledby="versions">
      <h2 id="versions">{v.t('admin.versions')}</h2>
      <dl class="facts num">
        <dt>{v.t('app.name')}</dt>
        <dd>{v.t('admin.running_since', { version: programVersion(), hours: v.fmt.number(upSeconds / 3600, 1) })}</dd>
        <dt>{v.t('admin.platform')}</dt>
        <dd>{process.version}</dd>
        <dt>{v.t('admin.database')}</dt>
        <dd>
          {database.dialect} {database.version}
        </dd>
        <dt>{v.t('admin.migrations')}</dt>
        <dd>{v.t('admin.migrations_run', { n: database.migrations.length, newest })}</dd>
      </dl>
    </section>
  )
}

const System = ({ v, model }: { v: View; model: Model }) => (
  <AdminFrame v={v} tab="/quan-tri">
    <Room v={v} model={model} />
    <Backups v={v} state={model.backups} />
    <Jobs v={v} runs={model.runs} />
    {can(v.actor, 'ledger.verify') && <Proof v={v} verified={model.verified} />}
    <Versions v={v} model={model} />
  </AdminFrame>
)

/** One line where one disk holds both. */
async function shownRooms(ctx: Context): Promise<readonly DiskRoom[]> {
  const [data, media] = await diskRooms(ctx.config)
  return data.free === media.free && data.total === media.total ? [media] : [media, data]
}

async function load(ctx: Context): Promise<Model> {
  const { items } = await auditTrail(ctx.db, { noun: 'ledger' }, 1)
  return {
    database: await databaseState(ctx.db),
    media: await mediaState(ctx.db),
    rooms: await shownRooms(ctx),
    runs: await jobRuns(ctx.db),
    verified: items[0],
    backups: await backupState(ctx),
    upSeconds: process.uptime(),
  }
}

/** Proves the ledger and the figures now, and keeps in the audit trail what came of it. */
async function verify(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  forAdmin(v.actor, 'setting.manage')
  const { ok, differing, stations, rows } = await proveBeside(ctx, v.actor)
  const after = { ok, differing, stations, rows: rows.ledger }
  const subject = ['ledger', 'all'] as const
  await transact(ctx.db, (tx) =>
    audit(tx, { at: ctx.clock.now(), actor: v.actor, action: 'ledger.verify', subject, after }),
  )
  return done(c, '/quan-tri', ok ? 'admin.proof_good' : 'admin.proof_bad')
}

/** "Quản trị": how the installation is. */
export const systemPages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get(
      '/quan-tri',
      page(ctx, async (c, v) => {
        forAdmin(v.actor, 'setting.manage')
        return send(c, <System v={v} model={await load(ctx)} />)
      }),
    )
    .post(
      '/quan-tri/sao-luu',
      page(ctx, (c, v) => startBackup(ctx, c, v)),
    )
    .post(
      '/quan-tri/kiem-tra',
      page(ctx, (c, v) => verify(ctx, c, v)),
    )
