import { createServer, type Server } from 'node:http'
import { lastStart } from './decide.ts'
import type { Listener } from './listen.ts'
import type { State } from './state.ts'

/** What the agent says of itself; instants in epoch ms. */
export type Status = {
  readonly station: string
  readonly server: string
  readonly device: string
  readonly player: string
  readonly now: { readonly at: number; readonly sure: boolean } | null
  /** By how much the machine's clock is ahead, ms; null: not yet compared. */
  readonly clockAheadMs: number | null
  readonly lastHeardSecondsAgo: number | null
  readonly listening: boolean
  readonly playing: { readonly id: string; readonly title: string } | null
  readonly coming: readonly {
    readonly id: string
    readonly title: string
    readonly start: number
    readonly priority: string
    readonly state: 'ready' | 'waiting' | 'no_audio' | 'elsewhere'
  }[]
  readonly unsent: number
  readonly notOnDisk: number
  readonly cacheBytes: number
  readonly noRoom: number
  readonly trouble: State['trouble']
}

const SHOWN = 20

export function statusOf(state: State, listener: Listener | null): Status {
  const { settings, journal, cache, clock, parts, heardMono } = state
  const now = clock.now()
  const coming = state.airings
    .filter((airing) => !state.told.has(airing.id) && (now === null || lastStart(airing, settings.lateMs) >= now.at))
    .sort((a, b) => a.start - b.start)
    .slice(0, SHOWN)
  return {
    station: settings.station,
    server: settings.server,
    device: journal.deviceId,
    player: parts.player.name,
    now,
    clockAheadMs: clock.wallError(),
    lastHeardSecondsAgo: heardMono === null ? null : Math.round((parts.clocks.mono() - heardMono) / 1000),
    listening: listener?.connected ?? false,
    playing: state.playing && { id: state.playing.id, title: state.playing.title },
    coming: coming.map(({ id, title, start, priority, audio, problem }) => {
      const none = problem === null ? 'elsewhere' : 'no_audio'
      return { id, title, start, priority, state: audio ? (cache.ready.has(audio.sha256) ? 'ready' : 'waiting') : none }
    }),
    unsent: journal.unsent,
    notOnDisk: journal.unwritten,
    cacheBytes: cache.bytes,
    noRoom: cache.noRoom.length,
    trouble: state.trouble,
  }
}

/** The status page, on loopback only. @throws Error when the port is taken: another agent may run here */
export async function serveStatus(port: number, status: () => Status): Promise<Server> {
  const server = createServer((request, response) => {
    // A page of somewhere else that was given our address by name learns nothing.
    const host = (request.headers.host ?? '').replace(/:\d+$/, '')
    if (!['localhost', '127.0.0.1', '[::1]'].includes(host)) return response.writeHead(421).end()
    const always = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }
    if (request.url === '/status.json')
      return response.writeHead(200, { ...always, 'Content-Type': 'application/json' }).end(JSON.stringify(status()))
    if (request.url !== '/') return response.writeHead(404).end()
    const csp = "default-src 'none'; style-src 'unsafe-inline'"
    const headers = { ...always, 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': csp }
    return response.writeHead(200, headers).end(statusPage(status()))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return server
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c)
const time = (at: number): string =>
  new Date(at).toLocaleString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'medium' })

const STATES = {
  ready: 'đã có tệp · ready',
  waiting: 'đang chờ tải · waiting for its file',
  no_audio: 'chưa có âm thanh được duyệt · no cleared audio',
  elsewhere: 'đài tự lấy (tiếp sóng, trực tiếp) · taken from elsewhere',
} as const

/** Sentences on what is not well, in Vietnamese and English. */
export function complaints(status: Status): { vi: string; en: string }[] {
  const { trouble, now, clockAheadMs, noRoom, notOnDisk } = status
  const said: ({ vi: string; en: string } | null)[] = [
    now === null
      ? { vi: 'Chưa biết giờ đúng: chưa phát được.', en: 'The time is not known: nothing is played.' }
      : null,
    now?.sure === false
      ? { vi: 'Chưa đối chiếu được giờ với máy chủ, tạm theo giờ của máy.', en: "Going by the machine's own clock." }
      : null,
    clockAheadMs !== null && Math.abs(clockAheadMs) > 30_000
      ? {
          vi: `Đồng hồ của máy lệch ${Math.round(clockAheadMs / 1000)} giây; vẫn phát theo giờ máy chủ.`,
          en: `The machine's clock is off by ${Math.round(clockAheadMs / 1000)} s; playing by the server's.`,
        }
      : null,
    trouble.key !== null
      ? {
          vi: 'Máy chủ không nhận khóa của đài này. Vẫn phát những gì đã tải.',
          en: 'The server refuses the key. What is here is still played.',
        }
      : null,
    trouble.line !== null
      ? {
          vi: 'Không liên lạc được với máy chủ. Vẫn phát những gì đã tải, báo cáo sau.',
          en: 'The server cannot be reached. What is here is played and reported later.',
        }
      : null,
    trouble.disk !== null || noRoom > 0
      ? {
          vi: `Thiếu chỗ trên đĩa: ${noRoom} tệp chưa tải được.`,
          en: `No room on the disk: ${noRoom} files not fetched.`,
        }
      : null,
    notOnDisk > 0
      ? {
          vi: `Không ghi được nhật ký phát (${notOnDisk} dòng): kiểm tra đĩa.`,
          en: `The journal cannot be written (${notOnDisk} lines): check the disk.`,
        }
      : null,
    trouble.player !== null
      ? { vi: `Trình phát có lỗi: ${trouble.player}`, en: `The player failed: ${trouble.player}` }
      : null,
  ]
  return said.flatMap((one) => one ?? [])
}

export function statusPage(status: Status): string {
  const rows = status.coming.map(
    (item) =>
      `<tr><td>${time(item.start)}</td><td>${escaped(item.title)}${item.priority === 'emergency' ? ' <b>KHẨN</b>' : ''}</td><td>${STATES[item.state]}</td></tr>`,
  )
  const faults = complaints(status).map(
    ({ vi, en }) => `<li>${escaped(vi)}<br><small lang="en">${escaped(en)}</small></li>`,
  )
  const heard = status.lastHeardSecondsAgo === null ? 'chưa lần nào · never' : `${status.lastHeardSecondsAgo} s`
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta http-equiv="refresh" content="10">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Máy phát ${escaped(status.station)}</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:1rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}
td,th{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ccc}.faults{background:#fff3d6;padding:.5rem 2rem}.now{font-size:1.5rem}</style></head><body>
<h1>Máy phát ${escaped(status.station)}</h1>
<p class="now">${status.playing ? `Đang phát · on air: <b>${escaped(status.playing.title)}</b>` : 'Đang chờ giờ phát · waiting'}</p>
${faults.length > 0 ? `<ul class="faults">${faults.join('')}</ul>` : '<p>Mọi thứ bình thường · all is well</p>'}
<table><tr><th>Giờ · time</th><th>Nội dung · what</th><th>Tệp · file</th></tr>${rows.join('')}</table>
<p>Giờ · time: ${status.now ? time(status.now.at) : '?'} · Chưa báo cáo · not yet reported: ${status.unsent} · Máy chủ trả lời cách đây · server heard: ${heard} ·
Âm thanh · audio: ${(status.cacheBytes / 1e6).toFixed(1)} MB · ${escaped(status.player)} · ${escaped(status.device)}</p></body></html>`
}
