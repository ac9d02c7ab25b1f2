import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'

export type Nginx = { readonly url: string; readonly pid: number; stop(): Promise<void> }

/** A loopback port that nothing listens on now. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return address && typeof address === 'object' ? address.port : 0
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const say = (yes: boolean) => () => {
      socket.destroy()
      resolve(yes)
    }
    socket.once('connect', say(true)).once('error', say(false))
  })

/** docs/van-hanh/nginx-x-accel.conf for a server at this address with this media folder. */
export function accelSnippet(server: string, mediaDir: string): string {
  const file = new URL('../docs/van-hanh/nginx-x-accel.conf', import.meta.url)
  return readFileSync(file, 'utf8')
    .replace('http://127.0.0.1:8080', server)
    .replace('/var/lib/songque/media/', `${mediaDir}/`)
}

/**
 * The real nginx on a random loopback port, with one server block that holds these lines; its files stand in `home`.
 * @param beside lines outside of the server block
 * @throws Error with what nginx said when it does not come up
 */
export async function startNginx(home: string, inside: string, beside = ''): Promise<Nginx> {
  const port = await freePort()
  mkdirSync(join(home, 'temp'), { recursive: true })
  const temps = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const conf = `${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1; daemon off; pid ${home}/nginx.pid; error_log ${home}/error.log;
events { worker_connections 2048; }
http {
  ${temps.map((name) => `${name}_temp_path ${home}/temp/${name};`).join(' ')}
  access_log off; default_type application/octet-stream;
  ${beside}
  server { listen 127.0.0.1:${port} backlog=1024; ${inside} }
}`
  writeFileSync(join(home, 'nginx.conf'), conf)
  const program = existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx'
  const child = spawn(program, ['-p', home, '-c', join(home, 'nginx.conf'), '-e', join(home, 'error.log')], {
    stdio: 'ignore',
  })
  let ended = false
  const gone = new Promise<void>((resolve) => {
    const end = () => {
      ended = true
      resolve()
    }
    child.once('exit', end).once('error', end)
  })
  while (!(await answers(port))) {
    if (ended) throw new Error(`nginx did not start: ${readFileSync(join(home, 'error.log'), 'utf8')}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await gone
  }
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop }
}
