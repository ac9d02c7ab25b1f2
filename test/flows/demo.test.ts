import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const home = fileURLToPath(new URL('../..', import.meta.url))
type Secrets = {
  url: string
  accounts: { username: string; roles: string[] }[]
  stationKeys: Record<string, string>
  reportKey: string
}
type Demo = { readonly secrets: Secrets; readonly stop: () => Promise<number | null> }

/** Runs the command until it has printed its secrets, as a person sees it come up. */
function start(folder: string): Promise<Demo> {
  // The built program, as bin/demo runs it: bundling can break what runs well from source.
  if (!existsSync(join(home, 'dist/main.js'))) throw new Error('build first: npm run build')
  const args = ['dist/main.js', 'demo', '--home', home, '--data', folder, '--port', '0']
  const child: ChildProcess = spawn(process.execPath, args, { cwd: home, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return new Promise((resolve, reject) => {
    let out = ''
    let err = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      err += chunk.toString()
    })
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      if (!out.trimEnd().endsWith('}')) return
      const stop = (): Promise<number | null> => {
        child.kill('SIGTERM')
        return ended
      }
      resolve({ secrets: JSON.parse(out) as Secrets, stop })
    })
    ended.then((code) => reject(new Error(`the demo ended with ${code}: ${err}`)))
  })
}

describe('the sample district', () => {
  const folder = mkdtempSync(join(tmpdir(), 'songque-demo-'))
  const data = join(folder, 'cho-gao')
  let demo: Demo
  const ask = async (path: string) =>
    (
      await fetch(`${demo.secrets.url}${path}`, { headers: { authorization: `Bearer ${demo.secrets.reportKey}` } })
    ).json()
  beforeAll(async () => {
    demo = await start(data)
  }, 240_000)
  afterAll(async () => {
    await demo.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('counts what was published for quarter III/2020: 237 and 3.002, 158 on each of the 19', async () => {
    const { totals } = await ask('/api/v1/reports/airings.json?period=2020-Q3&by=level')
    expect([totals.district.aired, totals.commune.aired]).toEqual([237, 3002])
    expect(totals.commune.by_evidence.attested).toBeGreaterThan(0)
    const { rows } = await ask('/api/v1/reports/airings.json?period=2020-Q3&by=station')
    expect(rows.map((row: { aired: number }) => row.aired).sort((a: number, b: number) => a - b)).toEqual([
      ...Array(19).fill(158),
      237,
    ])
  })

  test('by month adds up, and nothing differs from the ledger', async () => {
    const { rows } = await ask('/api/v1/reports/airings.json?period=2020-Q3&by=month')
    expect(rows.reduce((sum: number, row: { aired: number }) => sum + row.aired, 0)).toBe(237 + 3002)
    expect(await ask('/api/v1/ledger/verify')).toMatchObject({ ok: true, stations: 20, differences: [] })
  })

  test('shows work in every state, and airings that were missed or without word', async () => {
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
    const { totals } = await ask(`/api/v1/reports/airings.json?from=${day(28)}&to=${day(0)}`)
    for (const figure of ['aired', 'partial', 'missed', 'no_word'])
      expect(totals.commune[figure], figure).toBeGreaterThan(0)
    const cookie = await signIn(demo.secrets)
    const { items } = await (
      await fetch(`${demo.secrets.url}/api/v1/episodes?limit=100`, { headers: { cookie } })
    ).json()
    const states = new Set(
      items.map((item: { script_state: string; cleared: boolean }) => (item.cleared ? 'cleared' : item.script_state)),
    )
    expect([...states].sort()).toEqual(['approved', 'cleared', 'none', 'returned', 'submitted'])
  })

  test('keeps its secrets for the owner alone, with an account of every role', () => {
    expect(statSync(join(data, 'demo.json')).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(join(data, 'demo.json'), 'utf8'))).toEqual(demo.secrets)
    expect(new Set(demo.secrets.accounts.flatMap((account) => account.roles)).size).toBe(7)
    expect(Object.keys(demo.secrets.stationKeys)).toHaveLength(20)
  })

  test('starts a second time as it was left', async () => {
    const first = demo.secrets
    expect(await demo.stop()).toBe(0)
    demo = await start(data)
    expect(demo.secrets.stationKeys).toEqual(first.stationKeys)
    const { totals } = await ask('/api/v1/reports/airings.json?period=2020-Q3')
    expect([totals.district.aired, totals.commune.aired]).toEqual([237, 3002])
  })

  test('leaves a folder alone that is not its own', async () => {
    const foreign = mkdtempSync(join(folder, 'khac-'))
    writeFileSync(join(foreign, 'quan-trong.txt'), 'x')
    await expect(start(foreign)).rejects.toThrow(/not made by the demo/)
    expect(readFileSync(join(foreign, 'quan-trong.txt'), 'utf8')).toBe('x')
  })
})

async function signIn({ url, accounts }: Secrets & { accounts: { password?: string }[] }): Promise<string> {
  const lan = accounts.find((account) => account.username === 'lan')
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'lan', password: lan && 'password' in lan ? lan.password : '' }),
  })
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}
