import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Config } from '../config.ts'
import { DAY_MS } from '../kernel/dates.ts'
import { bad, type Finding, GUIDE, good, skipped, warning } from './finding.ts'

const LIMIT_MS = 5000
const CERTIFICATE_DAYS = 14
const codeOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (cause instanceof Error && 'code' in cause) return String(cause.code)
  return cause instanceof Error ? cause.message : String(cause)
}
const isLocal = (host: string): boolean => /^(localhost|127\.|\[?::1)/.test(host)

/** Opens and closes a line. @throws Error with the system's code */
function reach(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: LIMIT_MS })
    socket.once('connect', () => {
      socket.destroy()
      resolve()
    })
    socket.once('timeout', () => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })))
    socket.once('error', reject)
  })
}

/** Whether our own server answers on its port, or nobody, or somebody else. */
export async function port(config: Config): Promise<Finding> {
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host
  if (config.port === 0) return skipped('port', 'Cổng 0: cổng trống bất kỳ.', 'Port 0: any free one.')
  const where = `${host}:${config.port}`
  try {
    const answer = await fetch(`http://${host.includes(':') ? `[${host}]` : host}:${config.port}/healthz`, {
      signal: AbortSignal.timeout(LIMIT_MS),
      redirect: 'manual',
    })
    if (answer.ok && (await answer.text()) === 'ok')
      return good('port', `Máy chủ đang chạy ở ${where}.`, `The server runs at ${where}.`)
    return bad('port', `Chương trình khác chiếm ${where}.`, `Another program holds ${where}.`, [
      `Tìm nó: ss -ltnp 'sport = :${config.port}'; hay đặt PORT khác.`,
      `Find it: ss -ltnp 'sport = :${config.port}'; or set another PORT.`,
    ])
  } catch (error) {
    if (codeOf(error) === 'ECONNREFUSED')
      return warning(
        'port',
        `Không có gì chạy ở ${where}: máy chủ đang tắt.`,
        `Nothing runs at ${where}: the server is off.`,
        [
          `systemctl start songque (${GUIDE}#máy-chủ-không-khởi-động)`,
          `systemctl start songque (${GUIDE}#máy-chủ-không-khởi-động)`,
        ],
      )
    return bad('port', `${where} không trả lời (${codeOf(error)}).`, `${where} does not answer (${codeOf(error)}).`, [
      'systemctl restart songque',
      'systemctl restart songque',
    ])
  }
}

/** Days that a server's certificate is good for still. @throws Error when there is no good one */
function certificateDays(host: string, tlsPort: number, now: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ host, port: tlsPort, servername: host, timeout: LIMIT_MS }, () => {
      const until = Date.parse(socket.getPeerCertificate().valid_to)
      socket.destroy()
      resolve(Math.floor((until - now) / DAY_MS))
    })
    socket.once('timeout', () => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })))
    socket.once('error', reject)
  })
}

/** What does not go together in the settings of the address. */
export function addressSense(config: Config): Finding[] {
  const found: Finding[] = []
  const isOpen = !isLocal(config.host)
  if (config.trustProxy && isOpen)
    found.push(
      warning(
        'proxy',
        `TRUST_PROXY=1 nhưng ai cũng vào thẳng được ${config.host}: người gọi tự ghi được địa chỉ của mình.`,
        `TRUST_PROXY=1, but ${config.host} is open to all: callers may write their own address.`,
        ['Đặt HOST=127.0.0.1 khi có proxy trên cùng máy.', 'Set HOST=127.0.0.1 where the proxy is on this machine.'],
      ),
    )
  if (!config.trustProxy && !isOpen && config.publicUrl !== undefined && !isLocal(new URL(config.publicUrl).hostname))
    found.push(
      warning(
        'proxy',
        'Có PUBLIC_URL và chỉ nghe trong máy, tức là có proxy đứng trước, mà TRUST_PROXY chưa bật: mọi người gọi có cùng một địa chỉ.',
        'PUBLIC_URL with a server that listens on this machine alone: a proxy stands before it, but TRUST_PROXY is off, so all callers have one address.',
        ['Đặt TRUST_PROXY=1.', 'Set TRUST_PROXY=1.'],
      ),
    )
  if (config.publicUrl === undefined)
    found.push(
      warning(
        'public-url',
        'Chưa đặt PUBLIC_URL: địa chỉ trong thư và danh sách phát lấy theo từng yêu cầu.',
        'PUBLIC_URL is not set: addresses are taken from each request.',
        ['Đặt PUBLIC_URL=https://tên-miền-của-trung-tâm', 'Set PUBLIC_URL=https://your-name'],
      ),
    )
  else if (config.publicUrl.startsWith('http:') && !isLocal(new URL(config.publicUrl).hostname))
    found.push(
      warning(
        'public-url',
        'PUBLIC_URL là http: mật khẩu và khóa đi trần trên mạng.',
        'PUBLIC_URL is http: passwords and keys travel bare.',
        [
          'Đặt Caddy hay nginx phía trước (docs/van-hanh/cai-dat.md) và đổi sang https.',
          'Put Caddy or nginx before it (docs/van-hanh/cai-dat.md) and change to https.',
        ],
      ),
    )
  return found
}

/** Asks our own public address, as a station does. */
export async function publicAddress(config: Config, now: number): Promise<Finding[]> {
  if (config.publicUrl === undefined) return []
  const url = new URL(config.publicUrl)
  const act = [`${GUIDE}#đài-im-lặng`, `${GUIDE}#đài-im-lặng`] as const
  const renew = [`${GUIDE}#chứng-chỉ-hết-hạn`, `${GUIDE}#chứng-chỉ-hết-hạn`] as const
  const found: Finding[] = []
  if (url.protocol === 'https:') {
    try {
      const days = await certificateDays(url.hostname, Number(url.port || 443), now)
      const told = [
        `Chứng chỉ của ${url.host} còn ${days} ngày.`,
        `The certificate of ${url.host} is good for ${days} days.`,
      ] as const
      found.push(days < CERTIFICATE_DAYS ? warning('certificate', ...told, renew) : good('certificate', ...told))
    } catch (error) {
      const code = codeOf(error)
      const isOurs = /CERT|SELF_SIGNED|ISSUER|ALTNAME/.test(code)
      const told = [`${url.host}: ${code}.`, `${url.host}: ${code}.`] as const
      return [isOurs ? bad('certificate', ...told, renew) : bad('public-url', ...told, act)]
    }
  }
  try {
    const answer = await fetch(`${config.publicUrl}/healthz`, {
      signal: AbortSignal.timeout(LIMIT_MS),
      redirect: 'manual',
    })
    const isOk = answer.ok && (await answer.text()) === 'ok'
    found.push(
      isOk
        ? good('public-url', `${config.publicUrl} trả lời.`, `${config.publicUrl} answers.`)
        : bad(
            'public-url',
            `${config.publicUrl} trả lời ${answer.status}, không phải Sóng Quê.`,
            `${config.publicUrl} answers ${answer.status}, not as Sóng Quê does.`,
            act,
          ),
    )
    const told = Date.parse(answer.headers.get('date') ?? '')
    if (isOk && Math.abs(told - now) > 120_000)
      found.push(
        warning(
          'clock-proxy',
          'Đồng hồ của proxy lệch hơn hai phút.',
          'The proxy’s clock is more than two minutes off.',
        ),
      )
  } catch (error) {
    found.push(
      bad(
        'public-url',
        `${config.publicUrl} không tới được (${codeOf(error)}).`,
        `${config.publicUrl} cannot be reached (${codeOf(error)}).`,
        act,
      ),
    )
  }
  return found
}

async function line(
  id: string,
  name: readonly [string, string],
  url: string,
  ports: Readonly<Record<string, number>>,
): Promise<Finding> {
  const { hostname, port: told, protocol } = new URL(url)
  const number = Number(told || ports[protocol])
  try {
    await reach(hostname.replace(/^\[|\]$/g, ''), number)
    return good(id, `${name[0]} ${hostname}:${number} tới được.`, `${name[1]} ${hostname}:${number} can be reached.`)
  } catch (error) {
    return bad(
      id,
      `${name[0]} ${hostname}:${number} không tới được (${codeOf(error)}).`,
      `${name[1]} ${hostname}:${number} cannot be reached (${codeOf(error)}).`,
      [`${GUIDE}#không-gửi-được-thư`, `${GUIDE}#không-gửi-được-thư`],
    )
  }
}

/** Whether mail and webhook can be reached; nothing is sent. */
export async function channels({ smtpUrl, webhookUrl }: Config): Promise<Finding[]> {
  const found: Finding[] = []
  if (smtpUrl) found.push(await line('smtp', ['Máy chủ thư', 'Mail server'], smtpUrl, { 'smtp:': 587, 'smtps:': 465 }))
  else
    found.push(
      skipped('smtp', 'Không đặt SMTP_URL: không gửi thư nhắc.', 'SMTP_URL is not set: no reminders are sent.'),
    )
  if (webhookUrl) found.push(await line('webhook', ['Webhook', 'Webhook'], webhookUrl, { 'http:': 80, 'https:': 443 }))
  return found
}
