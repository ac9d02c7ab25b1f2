import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import type { BenchRow } from './row.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const ASKED_HTML_MS = 50
const ASKED_VIEW_MS = 1500
const ASKED_SCRIPT_KB = 120
const TIMES = 50
const WARM_UP = 5
const VIEWS = 3
const CPU_SLOW_DOWN = 6
/** "Slow 4G" as the browser's own tools have it: 1.44 Mbit/s down, 675 kbit/s up, 562.5 ms to every first byte. */
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 }

/** Who looks at which page of the sample district; each sees as much on it as anybody does. */
const PAGES: readonly (readonly [who: string, path: string])[] = [
  ['thuha', '/'],
  ['thuha', '/ky'],
  ['thuha', '/ky/1'],
  ['thuha', '/lich-phat'],
  ['thuha', '/lich-phat/ngay'],
  ['thuha', '/lich-phat/tuan?dai=xuan-dong'],
  ['thuha', '/lich-phat/in'],
  ['thuha', '/nhat-ky'],
  ['bich', '/bao-cao?period=2020-Q3'],
  ['bao', '/dai'],
  ['bao', '/dai/xuan-dong'],
  ['thuha', '/khan-cap'],
  ['thuha', '/tim?q=mot+cua'],
  ['bao', '/quan-tri'],
  ['bao', '/quan-tri/nhat-ky'],
]

type Demo = { url: string; accounts: { username: string; password: string }[]; stop(): Promise<void> }

/** The built program with the sample district, told anew in a folder of its own. */
async function startDemo(): Promise<Demo> {
  const data = mkdtempSync(join(tmpdir(), 'songque-bench-pages-'))
  const args = [join(root, 'dist', 'main.js'), 'demo', '--home', root, '--data', data, '--port', '0']
  const env = { ...process.env, HOST: '127.0.0.1', DATA_DIR: data }
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'], env })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const told = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.trimEnd().endsWith('}')) resolve(said)
    })
    void gone.then(() => reject(new Error(`the sample district was not told: ${said}`)))
  })
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await gone
    rmSync(data, { recursive: true, force: true })
  }
  // What the demo prints is its own JSON.
  return { ...(JSON.parse(told.slice(told.indexOf('{'))) as Omit<Demo, 'stop'>), stop }
}

async function signIn({ url, accounts }: Demo, who: string): Promise<string> {
  const password = accounts.find(({ username }) => username === who)?.password
  const answer = await fetch(new URL('/api/v1/session', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: who, password }),
  })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (!cookie) throw new Error(`${who} cannot sign in: ${answer.status}`)
  return cookie
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0

/** Milliseconds from asking to the last byte of the page, over the loopback; and its length in kB, not compressed. */
async function html(url: string, cookie: string): Promise<{ ms: number; kb: number; scripts: string[] }> {
  const times: number[] = []
  let text = ''
  for (let i = 0; i < WARM_UP + TIMES; i += 1) {
    const begun = performance.now()
    const answer = await fetch(url, { headers: { cookie } })
    text = await answer.text()
    if (i >= WARM_UP) times.push(performance.now() - begun)
    if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`)
  }
  const scripts = [...text.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, src = '']) => src)
  return { ms: median(times), kb: Buffer.byteLength(text) / 1000, scripts }
}

async function scriptKb(url: string, scripts: readonly string[]): Promise<number> {
  let bytes = 0
  for (const src of scripts) {
    const answer = await fetch(new URL(src, url), { headers: { 'accept-encoding': 'gzip' } })
    bytes += Number(answer.headers.get('content-length'))
    await answer.arrayBuffer()
  }
  return bytes / 1000
}

/** Milliseconds to the first and to the largest paint, first without anything kept, then with the files of a visit. */
const PAINTS = `new Promise((resolve) => {
  const told = { first: 0, largest: 0 }
  new PerformanceObserver((list) => { for (const one of list.getEntries()) told.first = one.startTime }).observe({ type: 'paint', buffered: true })
  new PerformanceObserver((list) => { for (const one of list.getEntries()) told.largest = one.startTime }).observe({ type: 'largest-contentful-paint', buffered: true })
  setTimeout(() => resolve(told), 1000)
})`
type Paints = { readonly first: number; readonly largest: number }
async function views(browser: Browser, url: string, cookie: string): Promise<{ cold: Paints; warm: Paints }> {
  const [cold, warm]: [Paints[], Paints[]] = [[], []]
  for (let i = 0; i < VIEWS; i += 1) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, url }])
    for (const visit of [cold, warm]) {
      const page = await context.newPage()
      const cdp = await context.newCDPSession(page)
      await cdp.send('Network.enable')
      await cdp.send('Network.emulateNetworkConditions', SLOW_4G)
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOW_DOWN })
      await page.goto(url, { timeout: 60_000 })
      // What PAINTS resolves to.
      visit.push((await page.evaluate(PAINTS)) as Paints)
      await page.close()
    }
    await context.close()
  }
  const of = (list: readonly Paints[]): Paints => ({
    first: median(list.map(({ first }) => first)),
    largest: median(list.map(({ largest }) => largest)),
  })
  return { cold: of(cold), warm: of(warm) }
}

type PageRow = { path: string; ms: number; kb: number; script: number; cold: Paints; warm: Paints }
const line = ({ path, ms, kb, script, cold, warm }: PageRow): string =>
  `| ${path} | ${ms.toFixed(1)} | ${kb.toFixed(0)} | ${script.toFixed(1)} | ${[cold, warm].map((p) => `${p.first.toFixed(0)} / ${p.largest.toFixed(0)}`).join(' | ')} |`

/** Each main page on the sample district: the server's time, its scripts, and when something is seen on a slow machine. */
export async function pagesBench(): Promise<{ rows: BenchRow[]; table: string }> {
  const demo = await startDemo()
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const found: PageRow[] = []
  try {
    for (const [who, path] of PAGES) {
      const cookie = await signIn(demo, who)
      const url = new URL(path, demo.url).href
      const { ms, kb, scripts } = await html(url, cookie)
      const script = await scriptKb(demo.url, scripts)
      found.push({ path, ms, kb, script, ...(await views(browser, url, cookie)) })
      process.stderr.write(`${line(found.at(-1) ?? found[0] ?? never())}\n`)
    }
  } finally {
    await browser.close()
    await demo.stop()
  }
  return { rows: summary(found), table: tableOf(found) }
}
const never = (): never => {
  throw new Error('no page')
}

function summary(found: readonly PageRow[]): BenchRow[] {
  const worst = (what: string, limit: number, of: (row: PageRow) => number): BenchRow => {
    const row = found.toSorted((a, b) => of(b) - of(a))[0] ?? never()
    return { what: `${what} (${row.path})`, figure: of(row), limit, ratio: of(row) / limit, aim: 1, sense: 'at most' }
  }
  return [
    worst('slowest page at the server, median of 50, ms, against what is asked', ASKED_HTML_MS, (row) => row.ms),
    worst('latest first paint, slow 4G and CPU ÷ 6, ms, against what is asked', ASKED_VIEW_MS, (row) => row.cold.first),
    worst('most JavaScript on a page, gzip, kB, against what is asked', ASKED_SCRIPT_KB, (row) => row.script),
  ]
}

const tableOf = (found: readonly PageRow[]): string =>
  [
    `Pages of the sample district. First and largest paint in Chromium with the CPU slowed ${CPU_SLOW_DOWN} times and slow 4G`,
    '(1.44 Mbit/s, 562 ms to each first byte): on the first visit ever, and on the next page with the files kept. Median of 3.',
    '',
    '| page | at the server, ms | HTML, kB | JavaScript, gzip kB | first / largest paint, ms | the same, files kept |',
    '|---|---:|---:|---:|---:|---:|',
    ...found.map(line),
  ].join('\n')
