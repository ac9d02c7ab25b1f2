import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Context } from '../context.ts'
import { asRunCounts } from '../playout/index.ts'
import { programVersion } from '../program-version.ts'
import { type Gauges, HEALTH, keptGauges } from './gauges.ts'
import { RequestCounts } from './requests.ts'

const POLLS = /\/stations\/:code\/[^/]*playlist/
/** How a poll ended, by the status of its answer. */
const POLL_ANSWERS = { sent: 200, unchanged: 304, refused: 403, unknown_key: 401 } as const
const STATUSES = ['accepted', 'duplicate', 'quarantined', 'rejected'] as const
const QUEUES = { recordings: ['waiting', 'working'], exports: ['waiting', 'working'], notices: ['waiting'] } as const

export type Metrics = {
  readonly requests: RequestCounts
  /** Everything in Prometheus' text format. Never fails: what could not be read is left out and told by a gauge. */
  readonly text: () => Promise<string>
}

const seconds = (ms: number): number => ms / 1000

/** Gauges of what stands in rows and on disks: set anew each time from one reading. */
function rowGauges(registry: Registry): (found: Gauges, now: number) => void {
  const registers = [registry]
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]): Gauge<Label> =>
    new Gauge({ name: `songque_${name}`, help, labelNames, registers })
  const items = gauge('work_queue_items', 'Work that stands in rows, by kind and state.', 'queue', 'state')
  const oldest = gauge('work_queue_oldest_seconds', 'Age of the oldest work that waits or is at work.', 'queue')
  const failed = gauge('recordings_failed', 'Recordings that could not be analysed or were refused.')
  const mediaBytes = gauge('media_stored_bytes', 'Audio that is kept.')
  const mediaFiles = gauge('media_stored_files', 'Files of audio that are kept.')
  const database = gauge('database_size_bytes', 'What the database takes on disk.')
  const stations = gauge('stations', 'Broadcasting stations by state; silent: no word for six hours.', 'state')
  const quarantined = gauge('as_run_quarantined_events', 'Reports set aside until a person settles them.')
  const ran = gauge('job_last_run_timestamp_seconds', 'When a periodic job last began.', 'job')
  const succeeded = gauge('job_last_success_timestamp_seconds', 'When a periodic job last ended well.', 'job')
  const jobFailed = gauge('job_last_run_failed', '1: the last run of a periodic job failed.', 'job')
  const free = gauge('disk_free_bytes', 'Room on the disk under the database and under the audio.', 'folder')
  const size = gauge('disk_size_bytes', 'Size of these disks.', 'folder')
  const reserve = gauge('disk_reserve_bytes', 'Free room below which uploads are refused.', 'folder')
  const backupKnown = gauge('backup_exists', '0: no backup was ever made.')
  const backupAt = gauge('backup_last_success_timestamp_seconds', 'When the last good backup was made; none: absent.')
  return (found, now) => {
    for (const one of [items, oldest, stations, ran, succeeded, jobFailed, backupAt]) one.reset()
    backupAt.remove()
    for (const [queue, states] of Object.entries(QUEUES)) {
      for (const state of states) items.set({ queue, state }, 0)
      const ages = found.queues.flatMap((one) => (one.queue === queue && one.oldest !== null ? now - one.oldest : []))
      oldest.set({ queue }, seconds(Math.max(0, ...ages)))
    }
    for (const { queue, state, n } of found.queues) items.set({ queue, state }, n)
    failed.set(found.failedRecordings)
    mediaBytes.set(found.media.bytes)
    mediaFiles.set(found.media.files)
    database.set(found.databaseBytes)
    for (const state of HEALTH) stations.set({ state }, found.stations[state])
    quarantined.set(found.quarantined)
    for (const { name: job, failed: bad, startedAt, succeededAt } of found.jobs) {
      ran.set({ job }, seconds(startedAt))
      jobFailed.set({ job }, bad ? 1 : 0)
      if (succeededAt !== null) succeeded.set({ job }, seconds(succeededAt))
    }
    for (const disk of found.disks) {
      free.set({ folder: disk.folder }, disk.free)
      size.set({ folder: disk.folder }, disk.total)
      reserve.set({ folder: disk.folder }, disk.reserve)
    }
    backupKnown.set(found.backupAt === null ? 0 : 1)
    if (found.backupAt !== null) backupAt.set(seconds(found.backupAt))
  }
}

/** Counters that the slices keep for themselves as plain numbers: taken over when asked for. */
function ownCounters(ctx: Context, registry: Registry, requests: RequestCounts): void {
  const registers = [registry]
  new Counter({
    name: 'songque_playlist_polls_total',
    help: 'Playlists asked for, by answer.',
    labelNames: ['answer'],
    registers,
    collect() {
      this.reset()
      for (const [answer, status] of Object.entries(POLL_ANSWERS))
        this.inc({ answer }, requests.answered(POLLS, status))
    },
  })
  new Counter({
    name: 'songque_as_run_events_total',
    help: 'Events of as-run reports, by what became of them.',
    labelNames: ['status'],
    registers,
    collect() {
      this.reset()
      const counts = asRunCounts(ctx.db)
      for (const status of STATUSES) this.inc({ status }, counts[status])
    },
  })
  new Gauge({
    name: 'songque_live_listeners',
    help: 'Open connections that wait for live events.',
    registers,
    collect() {
      this.set(ctx.hub.size)
    },
  })
  const info = new Gauge({
    name: 'songque_build_info',
    help: 'Always 1.',
    labelNames: ['version', 'database'],
    registers,
  })
  info.set({ version: programVersion(), database: ctx.db.dialect }, 1)
}

/** The metrics of one running server. */
export function openMetrics(ctx: Context): Metrics {
  const registry = new Registry()
  const requests = new RequestCounts()
  // CPU, memory, event loop delay, garbage collection, open files of the process.
  collectDefaultMetrics({ register: registry })
  // Against the naming rules: gauges that end in _total. Each is there by kind as well.
  for (const kind of ['handles', 'requests', 'resources']) registry.removeSingleMetric(`nodejs_active_${kind}_total`)
  ownCounters(ctx, registry, requests)
  const fill = rowGauges(registry)
  const complete = new Gauge({
    name: 'songque_metrics_complete',
    help: '0: the database or a disk could not be asked, and what they tell is of an earlier moment or absent.',
    registers: [registry],
  })
  const gauges = keptGauges(ctx)
  return {
    requests,
    text: async () => {
      try {
        fill(await gauges(), ctx.clock.now())
        complete.set(1)
      } catch (error) {
        ctx.log.warn({ err: error }, 'metrics could not be read')
        complete.set(0)
      }
      return `${await registry.metrics()}\n${requests.text()}`
    },
  }
}
