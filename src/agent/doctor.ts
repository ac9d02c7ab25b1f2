import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { Line, LineError } from './line.ts'
import type { Disk, Fetch, Timers } from './parts.ts'
import { words } from './player/command.ts'
import type { Settings } from './settings.ts'

export type Finding = { readonly grade: 'good' | 'warning' | 'bad'; readonly vi: string; readonly en: string }
export type DoctorNeeds = {
  readonly settings: Settings
  readonly key: string
  readonly disk: Disk
  readonly fetch: Fetch
  readonly timers: Timers
  readonly wall: () => number
  readonly mono: () => number
  /** Runs a program; its exit code and what it said. Code null: there is no such program. */
  readonly run: (command: string, args: readonly string[]) => Promise<{ code: number | null; said: string }>
}

const good = (vi: string, en: string): Finding => ({ grade: 'good', vi, en })
const warning = (vi: string, en: string): Finding => ({ grade: 'warning', vi, en })
const bad = (vi: string, en: string): Finding => ({ grade: 'bad', vi, en })

/** Looks at sound, disk, key, line and clock, and says what is wrong in words that help. */
export async function examine(needs: DoctorNeeds): Promise<Finding[]> {
  return [...(await sound(needs)), ...(await disk(needs)), ...(await keyFile(needs)), ...(await lineAndClock(needs))]
}

async function sound({ settings, run }: DoctorNeeds): Promise<Finding[]> {
  const [command = 'mpv', ...own] = words(settings.player)
  const version = await run(command, command.includes('ffplay') ? ['-version'] : ['--version'])
  if (version.code === null)
    return [
      bad(
        `Âm thanh: chưa có trình phát "${command}". Cài bằng: sudo apt-get install --no-install-recommends mpv`,
        `Sound: there is no player "${command}". Install it: sudo apt-get install --no-install-recommends mpv`,
      ),
    ]
  const there = good(`Âm thanh: có trình phát ${command}.`, `Sound: the player ${command} is there.`)
  if (!command.endsWith('mpv')) return [there]
  const device = settings.device === null ? [] : [`--audio-device=${settings.device}`]
  const silence = ['--no-config', '--no-video', '--no-terminal', '--length=0.3', 'av://lavfi:anullsrc']
  const played = await run(command, [...own, ...device, ...silence])
  if (played.code === 0)
    return [there, good('Âm thanh: mở được thiết bị loa.', 'Sound: the output device can be opened.')]
  return [
    there,
    bad(
      `Âm thanh: không mở được thiết bị loa${settings.device ? ` "${settings.device}"` : ''}. Xem danh sách: mpv --audio-device=help; người chạy máy phát cần thuộc nhóm "audio".`,
      `Sound: the output device${settings.device ? ` "${settings.device}"` : ''} cannot be opened. List them: mpv --audio-device=help; the agent's user must be in the group "audio".`,
    ),
  ]
}

const SMALL_BYTES = 500_000_000
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`

async function disk({ settings, disk: folder }: DoctorNeeds): Promise<Finding[]> {
  try {
    await folder.replace('doctor.tmp', 'ok')
    await folder.remove('doctor.tmp')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return [
      bad(
        `Đĩa: không ghi được vào ${settings.stateDir} (${why}).`,
        `Disk: ${settings.stateDir} cannot be written (${why}).`,
      ),
    ]
  }
  const free = await folder.free()
  return free < Math.min(SMALL_BYTES, settings.diskLimit)
    ? [warning(`Đĩa: chỉ còn trống ${megabytes(free)}.`, `Disk: only ${megabytes(free)} are free.`)]
    : [good(`Đĩa: còn trống ${megabytes(free)}.`, `Disk: ${megabytes(free)} are free.`)]
}

async function keyFile({ settings, key }: DoctorNeeds): Promise<Finding[]> {
  if (key === '')
    return [
      bad(
        `Khóa: chưa có. Lấy khóa ở trang "Đài" của hệ thống rồi chạy lại với --key KHÓA (hoặc ghi vào ${settings.keyFile}).`,
        `Key: there is none. Make one on the station's page and run again with --key KEY (or write it to ${settings.keyFile}).`,
      ),
    ]
  const found = await stat(settings.keyFile).catch(() => null)
  if (found && (found.mode & 0o077) !== 0)
    return [
      warning(
        `Khóa: người khác trên máy đọc được ${settings.keyFile}. Chạy: chmod 600 ${settings.keyFile}`,
        `Key: others on this machine can read ${settings.keyFile}. Run: chmod 600 ${settings.keyFile}`,
      ),
    ]
  return [good('Khóa: có.', 'Key: there is one.')]
}

const OFF_MS = 2000

async function lineAndClock(needs: DoctorNeeds): Promise<Finding[]> {
  const { settings, key, wall, mono } = needs
  const line = new Line({ server: settings.server, station: settings.station, key: () => key }, needs)
  const sent = mono()
  try {
    const beat = { device_id: 'doctor', sent_at: new Date(wall()).toISOString(), player: settings.player.slice(0, 100) }
    const answer = await line.heartbeat(beat)
    const way = mono() - sent
    const ahead = wall() - (answer.server_unix_ms + way / 2)
    return [
      good(
        `Đường truyền: máy chủ trả lời sau ${Math.round(way)} mili giây.`,
        `Line: the server answers in ${Math.round(way)} ms.`,
      ),
      good(`Khóa: đúng là của đài ${settings.station}.`, `Key: it is the station ${settings.station}'s.`),
      clockFinding(ahead),
    ]
  } catch (error) {
    return [lineFinding(error, settings)]
  }
}

function clockFinding(ahead: number): Finding {
  const seconds = (Math.abs(ahead) / 1000).toFixed(1)
  if (Math.abs(ahead) <= OFF_MS)
    return good(`Đồng hồ: đúng (lệch ${seconds} giây).`, `Clock: right (off by ${seconds} s).`)
  return warning(
    `Đồng hồ của máy ${ahead > 0 ? 'nhanh' : 'chậm'} ${seconds} giây. Khi có mạng vẫn phát đúng giờ máy chủ, nhưng khi mất mạng và khởi động lại thì có thể sai. Bật đồng bộ giờ: sudo timedatectl set-ntp true`,
    `The machine's clock is ${seconds} s ${ahead > 0 ? 'fast' : 'slow'}. With a line the server's time is used, but not after a restart without one. Turn synchronisation on: sudo timedatectl set-ntp true`,
  )
}

function lineFinding(error: unknown, { server, station }: Settings): Finding {
  const said = error instanceof Error ? error.message : String(error)
  const status = error instanceof LineError ? error.status : null
  if (status === 401)
    return bad(
      'Khóa: máy chủ không nhận khóa này (sai hoặc đã bị thu hồi).',
      'Key: the server refuses it (wrong or revoked).',
    )
  if (status === 403) return bad(`Khóa: không phải của đài ${station}.`, `Key: it is not the station ${station}'s.`)
  if (status === 404)
    return bad(`Không có đài nào mang mã "${station}".`, `There is no station with the code "${station}".`)
  if (status !== null) return bad(`Máy chủ trả lời lỗi: ${said}`, `The server answers with an error: ${said}`)
  return bad(
    `Đường truyền: không tới được ${server} (${said}). Kiểm tra mạng và địa chỉ máy chủ.`,
    `Line: ${server} cannot be reached (${said}). Check the network and the server's address.`,
  )
}

/** Runs a program for at most ten seconds. */
export const runProgram: DoctorNeeds['run'] = (command, args) =>
  new Promise((resolve) => {
    const child = spawn(command, [...args], { stdio: ['ignore', 'pipe', 'pipe'], timeout: 10_000 })
    let said = ''
    const hear = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-500)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('error', () => resolve({ code: null, said }))
    child.once('close', (code) => resolve({ code: code ?? 1, said }))
  })
