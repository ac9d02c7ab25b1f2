import { randomBytes } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { aboutTools, sandboxFor } from '../audio/index.ts'
import type { Config } from '../config.ts'
import { diskRooms, hasCode } from '../storage/index.ts'
import { bad, type Finding, GUIDE, good, skipped, warning } from './finding.ts'

const NODE = [20, 19] as const
const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`
const inVietnamese = (bytes: number): string => gigabytes(bytes).replace('.', ',')

export function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  const told = [`Node.js ${version}.`, `Node.js ${version}.`] as const
  if (major > NODE[0] || (major === NODE[0] && minor >= NODE[1])) return good('node', ...told)
  return bad('node', `Node.js ${version} quá cũ.`, `Node.js ${version} is too old.`, [
    'Cài Node.js 20.19 trở lên (docs/van-hanh/cai-dat.md).',
    'Install Node.js 20.19 or newer (docs/van-hanh/cai-dat.md).',
  ])
}

/** Writes and removes a small file. */
async function folder(id: string, path: string, name: readonly [vi: string, en: string]): Promise<Finding> {
  const file = join(path, `.doctor-${randomBytes(6).toString('hex')}`)
  try {
    await mkdir(path, { recursive: true })
    await writeFile(file, 'x')
    await rm(file)
    return good(id, `${name[0]} ${path}: ghi được.`, `${name[1]} ${path}: can be written.`)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const act = hasCode(error, 'EACCES', 'EPERM', 'EROFS')
      ? ([
          `Trao thư mục cho người dùng của dịch vụ: chown -R songque: ${path}`,
          `Give the folder to the service's user: chown -R songque: ${path}`,
        ] as const)
      : ([`Xem ${GUIDE}#đĩa-đầy`, `See ${GUIDE}#đĩa-đầy`] as const)
    return bad(
      id,
      `${name[0]} ${path}: không ghi được (${why}).`,
      `${name[1]} ${path}: cannot be written (${why}).`,
      act,
    )
  }
}

export async function folders(config: Config): Promise<Finding[]> {
  const found = [
    await folder('data-folder', config.dataDir, ['Thư mục dữ liệu', 'Data folder']),
    await folder('media-folder', config.mediaDir, ['Thư mục âm thanh', 'Audio folder']),
  ]
  if (config.logFile !== '')
    found.push(await folder('log-folder', dirname(config.logFile), ['Thư mục nhật ký', 'Log folder']))
  for (const { folder: which, free, total, level, path } of await diskRooms(config)) {
    const id = `disk-${which}`
    const told = [
      `Đĩa của ${path}: còn ${inVietnamese(free)} trên ${inVietnamese(total)}.`,
      `Disk of ${path}: ${gigabytes(free)} of ${gigabytes(total)} free.`,
    ] as const
    const act = [`Dọn bớt hay thêm đĩa: ${GUIDE}#đĩa-đầy`, `Make room: ${GUIDE}#đĩa-đầy`] as const
    if (level === 'good') found.push(good(id, ...told))
    else if (level === 'low') found.push(warning(id, ...told, act))
    else found.push(bad(id, `${told[0]} Máy chủ không nhận tệp tải lên nữa.`, `${told[1]} Uploads are refused.`, act))
  }
  return found
}

export async function tools(config: Config): Promise<Finding[]> {
  if (config.audioWorkers === 0)
    return [
      skipped(
        'ffmpeg',
        'Máy này không xử lý âm thanh (AUDIO_WORKERS=0).',
        'This machine works on no audio (AUDIO_WORKERS=0).',
      ),
    ]
  const { ffmpeg, ffprobe, lacks } = await aboutTools(config)
  const install = ['Cài bản của Debian: apt-get install ffmpeg', 'Install Debian’s: apt-get install ffmpeg'] as const
  if (ffmpeg === null || ffprobe === null) {
    const missing = ffmpeg === null ? config.ffmpegPath : config.ffprobePath
    return [bad('ffmpeg', `Không chạy được ${missing}.`, `${missing} does not start.`, install)]
  }
  if (lacks.length > 0)
    return [
      bad(
        'ffmpeg',
        `ffmpeg ${ffmpeg} thiếu: ${lacks.join(', ')}.`,
        `ffmpeg ${ffmpeg} lacks: ${lacks.join(', ')}.`,
        install,
      ),
    ]
  return [
    good(
      'ffmpeg',
      `ffmpeg ${ffmpeg}, ffprobe ${ffprobe}, đủ bộ lọc.`,
      `ffmpeg ${ffmpeg}, ffprobe ${ffprobe}, all filters.`,
    ),
    await sandbox(config),
  ]
}

async function sandbox(config: Config): Promise<Finding> {
  const box = await sandboxFor(config.ffmpegPath, 'auto')
  if (box !== 'none') return good('sandbox', `ffmpeg chạy trong khung kín (${box}).`, `ffmpeg is shut in (${box}).`)
  return warning(
    'sandbox',
    'ffmpeg chạy không có khung kín, chỉ có giới hạn bộ nhớ và thời gian.',
    'ffmpeg runs without a sandbox, under limits of memory and time alone.',
    ['Cài bubblewrap: apt-get install bubblewrap', 'Install bubblewrap: apt-get install bubblewrap'],
  )
}

/** @param newest the latest instant that the database knows, epoch ms; 0: none */
export function clock(config: Config, now: number, newest: number): Finding[] {
  const at = new Intl.DateTimeFormat('vi', {
    timeZone: config.timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(now)
  const told = [`Đồng hồ: ${at} (${config.timeZone}).`, `Clock: ${at} (${config.timeZone}).`] as const
  const act = [
    `Bật chỉnh giờ qua mạng: timedatectl set-ntp true (${GUIDE}#đồng-hồ-sai)`,
    `Let the network set it: timedatectl set-ntp true (${GUIDE}#đồng-hồ-sai)`,
  ] as const
  const behind = Math.round((newest - now) / 60_000)
  if (behind >= 2)
    return [
      bad(
        'clock',
        `${told[0]} Chậm hơn việc cuối đã ghi ${behind} phút.`,
        `${told[1]} ${behind} min behind what was last written.`,
        act,
      ),
    ]
  return [good('clock', ...told)]
}
