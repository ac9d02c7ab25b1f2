import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { accelSnippet } from '../nginx.ts'

const example = (path: string): string => readFileSync(new URL(`../../deploy/${path}`, import.meta.url), 'utf8')

/** A proxy that runs; `url` begins with https. */
export type RunningProxy = {
  readonly url: string
  readonly plainUrl: string
  readonly ca: string
  stop(): Promise<void>
}
export type Start = (home: string, upstream: string, mediaDir: string) => Promise<RunningProxy>

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return address && typeof address === 'object' ? address.port : 0
}

const opens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const say = (yes: boolean) => () => {
      socket.destroy()
      resolve(yes)
    }
    socket.once('connect', say(true)).once('error', say(false))
  })

/** Replaces what an administrator replaces too; what is not there to be replaced is a fault of the example. */
export function adapted(text: string, pairs: readonly (readonly [was: string, is: string])[]): string {
  return pairs.reduce((done, [was, is]) => {
    if (!done.includes(was)) throw new Error(`the example does not hold: ${was}`)
    return done.replaceAll(was, is)
  }, text)
}

/** Starts a program and waits until it is ready. @throws Error with what it said, when it ends instead */
async function run(program: string, args: string[], isReady: () => Promise<boolean>): Promise<() => Promise<void>> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (said = `${said}${chunk}`.slice(-4000)))
  let ended = false
  const gone = new Promise<void>((resolve) => {
    const end = () => {
      ended = true
      resolve()
    }
    child.once('exit', end).once('error', end)
  })
  while (!(await isReady())) {
    if (ended) throw new Error(`${program} did not start: ${said}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return async () => {
    child.kill('SIGTERM')
    await gone
  }
}

/** The real Caddy with deploy/caddy/Caddyfile; its internal authority stands in for the public one. */
export const startCaddy: Start = async (home, upstream) => {
  const [port, plainPort] = [await freePort(), await freePort()]
  const globals = `grace_period 1s
  admin off
  http_port ${plainPort}
  https_port ${port}
  default_bind 127.0.0.1
  skip_install_trust
  storage file_system ${home}/caddy`
  const text = adapted(example('caddy/Caddyfile'), [
    ['grace_period 10s', globals],
    ['song.example.vn {', 'localhost {\n  tls internal'],
    ['127.0.0.1:8080', upstream.replace('http://', '')],
  ])
  writeFileSync(join(home, 'Caddyfile'), text)
  const root = join(home, 'caddy/pki/authorities/local/root.crt')
  const certificate = join(home, 'caddy/certificates/local/localhost/localhost.crt')
  const stop = await run(
    'caddy',
    ['run', '--adapter', 'caddyfile', '--config', join(home, 'Caddyfile')],
    async () => existsSync(root) && existsSync(certificate) && opens(port),
  )
  return {
    url: `https://localhost:${port}`,
    plainUrl: `http://localhost:${plainPort}`,
    ca: readFileSync(root, 'utf8'),
    stop,
  }
}

/** The real nginx with deploy/nginx/songque.conf, and the audio sent by itself (docs/van-hanh/nginx-x-accel.conf). */
export const startNginxExample: Start = async (home, upstream, mediaDir) => {
  const [port, plainPort] = [await freePort(), await freePort()]
  const [key, cert] = [join(home, 'key.pem'), join(home, 'cert.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      ...subject,
      '-keyout',
      key,
      '-out',
      cert,
    ],
    { stdio: 'pipe' },
  )
  const text = adapted(example('nginx/songque.conf'), [
    ['listen 80;', `listen 127.0.0.1:${plainPort};`],
    ['listen 443 ssl http2;', `listen 127.0.0.1:${port} ssl http2;`],
    ['listen [::]:80;', ''],
    ['listen [::]:443 ssl http2;', ''],
    ['server_name song.example.vn;', 'server_name localhost;'],
    ['/etc/letsencrypt/live/song.example.vn/fullchain.pem', cert],
    ['/etc/letsencrypt/live/song.example.vn/privkey.pem', key],
    ['http://127.0.0.1:8080', upstream],
    ['# include /opt/songque/docs/van-hanh/nginx-x-accel.conf;', accelSnippet(upstream, mediaDir)],
  ])
  mkdirSync(join(home, 'temp'), { recursive: true })
  const temps = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const conf = `${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1; daemon off; pid ${home}/nginx.pid; error_log ${home}/error.log;
events { worker_connections 512; }
http { ${temps.map((name) => `${name}_temp_path ${home}/temp/${name};`).join(' ')} access_log off; ${text} }`
  writeFileSync(join(home, 'nginx.conf'), conf)
  const program = existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx'
  const args = ['-p', home, '-c', join(home, 'nginx.conf'), '-e', join(home, 'error.log')]
  execFileSync(program, ['-t', ...args], { stdio: 'pipe' })
  const stop = await run(program, args, () => opens(port))
  return {
    url: `https://localhost:${port}`,
    plainUrl: `http://localhost:${plainPort}`,
    ca: readFileSync(cert, 'utf8'),
    stop,
  }
}

export type Asked = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer }
type Init = { method?: string; headers?: Record<string, string>; body?: string | Buffer; ca?: string }

/** Opens an answer without reading it to its end. The certificate must be good for the name. */
export function open(url: string, { method = 'GET', headers = {}, body, ca }: Init = {}): Promise<IncomingMessage> {
  const { hostname, port, pathname, search } = new URL(url)
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  // "localhost" may be ::1 first; the examples listen on 127.0.0.1 here.
  const to = {
    host: '127.0.0.1',
    servername: hostname,
    port,
    path: `${pathname}${search}`,
    method,
    agent: false as const,
  }
  const all = { host: `${hostname}:${port}`, ...length, ...headers }
  return new Promise((resolve, reject) => {
    const request = url.startsWith('https:') ? secure({ ...to, ca, headers: all }) : plain({ ...to, headers: all })
    request.once('response', resolve).once('error', reject)
    request.end(body)
  })
}

export async function ask(url: string, init: Init = {}): Promise<Asked> {
  const answer = await open(url, init)
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }
}
