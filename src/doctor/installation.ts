import { existsSync } from 'node:fs'
import { accountsAll } from '../accounts/index.ts'
import { lastBackup } from '../backup/index.ts'
import type { Config } from '../config.ts'
import { checkDatabase, type Db, jobRuns, openReader, type Reader } from '../db/index.ts'
import { openZone } from '../kernel/time.ts'
import { mediaState } from '../library/index.ts'
import { devicesHeard, healthOf, isActiveOn, keysUsed, stationsAll } from '../stations/index.ts'
import { bad, type Finding, GUIDE, good, skipped, warning } from './finding.ts'

const NIGHTLY = ['extend-horizon', 'reports.recount', 'tidy-sign-ins']
const NIGHTLY_MS = 26 * 3_600_000
const NAMED = 5

/** What stands in the database; `newest` is the latest instant in it, epoch ms. */
export async function installation(config: Config, now: number): Promise<{ findings: Finding[]; newest: number }> {
  const file = config.databaseUrl.startsWith('sqlite:') ? config.databaseUrl.slice('sqlite:'.length) : null
  if (file !== null && !existsSync(file)) {
    const none = warning('database', `Chưa có cơ sở dữ liệu ở ${file}.`, `There is no database at ${file} yet.`, [
      'Lần khởi động đầu tự tạo. Nếu trước đây đã có, xem DATA_DIR và DATABASE_URL.',
      'The first start makes it. If there was one, look at DATA_DIR and DATABASE_URL.',
    ])
    return { findings: [none], newest: 0 }
  }
  const damaged = [`${GUIDE}#cơ-sở-dữ-liệu-hỏng`, `${GUIDE}#cơ-sở-dữ-liệu-hỏng`] as const
  let db: Db | undefined
  try {
    db = await openReader(config.databaseUrl)
    const findings = await schema(db)
    if (findings.some(({ state }) => state === 'bad') || findings.some(({ id }) => id === 'migrations'))
      return { findings, newest: 0 }
    const runs = [...(await jobRuns(db)).values()]
    return {
      findings: [
        ...findings,
        ...(await people(db)),
        ...(await backups(config, db, now)),
        ...jobs(runs, now),
        ...(await stations(config, db, now)),
        ...(await recordings(db)),
      ],
      newest: Math.max(0, ...runs.map(({ startedAt }) => startedAt)),
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const told = bad(
      'database',
      `Không đọc được cơ sở dữ liệu (${why}).`,
      `The database cannot be read (${why}).`,
      damaged,
    )
    return { findings: [told], newest: 0 }
  } finally {
    await db?.close().catch(() => undefined)
  }
}

async function schema(db: Db): Promise<Finding[]> {
  const { toCome, unknown, damage } = await checkDatabase(db)
  if (damage !== null && damage.length > 0)
    return [
      bad('database', `Tệp cơ sở dữ liệu bị hỏng: ${damage[0]}`, `The database file is damaged: ${damage[0]}`, [
        `Dừng máy chủ, giữ nguyên tệp, phục hồi từ sao lưu: ${GUIDE}#cơ-sở-dữ-liệu-hỏng`,
        `Stop the server, keep the file, restore a backup: ${GUIDE}#cơ-sở-dữ-liệu-hỏng`,
      ]),
    ]
  if (unknown.length > 0)
    return [
      bad(
        'database',
        `Cơ sở dữ liệu mới hơn chương trình (${unknown.join(', ')}).`,
        `The database is newer than this program (${unknown.join(', ')}).`,
        [
          'Chạy lại bản chương trình mới (docs/van-hanh/nang-cap.md).',
          'Run the newer program again (docs/van-hanh/nang-cap.md).',
        ],
      ),
    ]
  const whole = damage === null ? 'PostgreSQL' : 'SQLite'
  const read = good(
    'database',
    `Cơ sở dữ liệu ${whole}: đọc được, không hỏng.`,
    `Database ${whole}: readable and whole.`,
  )
  if (toCome.length === 0) return [read]
  return [
    read,
    warning(
      'migrations',
      `Cấu trúc còn thiếu ${toCome.length} bước; lần khởi động tới sẽ tự làm.`,
      `${toCome.length} migrations are still to run, at the next start.`,
      ['Sao lưu rồi khởi động lại máy chủ.', 'Make a backup and restart the server.'],
    ),
  ]
}

async function people(reader: Reader): Promise<Finding[]> {
  const able = (await accountsAll(reader)).filter(({ active, roles }) => active && roles.includes('administrator'))
  if (able.length === 0)
    return [
      bad('administrator', 'Không có người quản trị nào đang hoạt động.', 'There is no active administrator.', [
        'Máy mới: mở liên kết mà máy chủ in ra lúc khởi động. Không thì: account create TÊN --name "HỌ TÊN" --role administrator',
        'A new machine: open the link that the server prints at its start. Otherwise: account create NAME --name "FULL NAME" --role administrator',
      ]),
    ]
  if (able.length > 1)
    return [good('administrator', `${able.length} người quản trị.`, `${able.length} administrators.`)]
  return [
    warning(
      'administrator',
      'Chỉ có một người quản trị: người ấy vắng hay quên mật khẩu thì không ai thay.',
      'There is one administrator alone.',
      ['Thêm một người nữa ở trang Quản trị.', 'Add another on the page of administration.'],
    ),
  ]
}

async function backups({ backup }: Config, reader: Reader, now: number): Promise<Finding[]> {
  const last = await lastBackup(reader)
  const act = ['docs/van-hanh/sao-luu.md', 'docs/van-hanh/sao-luu.md'] as const
  if (!last) return [warning('backup', 'Chưa có bản sao lưu nào.', 'No backup was ever made.', act)]
  const age = now - (last.finished_at ?? last.started_at)
  const hours = Math.round(age / 3_600_000)
  const told = [`Bản sao lưu tốt cuối cùng: ${hours} giờ trước.`, `The last good backup: ${hours} hours ago.`] as const
  return [age > backup.maxAgeMs ? bad('backup', ...told, act) : good('backup', ...told)]
}

function jobs(
  runs: readonly { name: string; error: string | null; startedAt: number; succeededAt: number | null }[],
  now: number,
): Finding[] {
  const act = [`${GUIDE}#việc-định-kỳ-không-chạy`, `${GUIDE}#việc-định-kỳ-không-chạy`] as const
  if (runs.length === 0)
    return [skipped('jobs', 'Chưa có việc định kỳ nào chạy: máy chủ mới.', 'No periodic job ever ran: a new server.')]
  const failed = runs.filter(({ error }) => error !== null)
  const late = runs.filter(({ name, succeededAt }) => NIGHTLY.includes(name) && now - (succeededAt ?? 0) > NIGHTLY_MS)
  return [
    ...failed.map(({ name, error }) => bad('jobs', `Việc ${name} lỗi: ${error}`, `Job ${name} failed: ${error}`, act)),
    ...late.map(({ name }) =>
      bad(
        'jobs',
        `Việc hằng đêm ${name} hơn 26 giờ chưa chạy xong.`,
        `The nightly job ${name} has not ended well for 26 hours.`,
        act,
      ),
    ),
    ...(failed.length + late.length === 0
      ? [good('jobs', `${runs.length} việc định kỳ chạy đều.`, `${runs.length} periodic jobs run well.`)]
      : []),
  ]
}

async function stations(config: Config, reader: Reader, now: number): Promise<Finding[]> {
  const today = openZone(config.timeZone).localDate(now)
  const [devices, keys] = [await devicesHeard(reader), await keysUsed(reader)]
  const all = (await stationsAll(reader)).filter((station) => isActiveOn(station, today))
  const silent = all.filter(({ id }) => healthOf(devices.get(id) ?? [], keys.get(id) ?? null, now).state === 'silent')
  if (all.length === 0) return [skipped('stations', 'Chưa có đài nào.', 'There is no station yet.')]
  if (silent.length === 0)
    return [
      good('stations', `${all.length} đài, không đài nào im lặng.`, `${all.length} stations, none of them silent.`),
    ]
  const names = silent
    .slice(0, NAMED)
    .map(({ name }) => name)
    .join('; ')
  const rest = silent.length > NAMED ? '…' : ''
  return [
    warning(
      'stations',
      `${silent.length} trên ${all.length} đài im lặng hơn sáu giờ: ${names}${rest}`,
      `${silent.length} of ${all.length} stations silent for six hours: ${names}${rest}`,
      [`${GUIDE}#đài-im-lặng`, `${GUIDE}#đài-im-lặng`],
    ),
  ]
}

async function recordings(reader: Reader): Promise<Finding[]> {
  const { waiting, working } = (await mediaState(reader)).queue
  if (waiting + working === 0) return []
  return [
    good(
      'queue',
      `Bản ghi âm: ${waiting} chờ, ${working} đang làm.`,
      `Recordings: ${waiting} wait, ${working} at work.`,
    ),
  ]
}
