import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { environment, readConfig } from '../../src/config.ts'
import { dictionaries } from '../../src/web/words/index.ts'
import { lacking } from '../programs.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const home = join(root, 'docs/van-hanh')
const read = (path: string): string => readFileSync(path, 'utf8')
const pages = readdirSync(home)
  .filter((name) => name.endsWith('.md'))
  .map((name) => [name, join(home, name)] as const)
const settings = new Set(Object.keys(environment.shape))
const deploy = (path: string): string => read(join(root, 'deploy', path))

const anchors = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N} -]/gu, '')
      .trim()
      .replace(/ /g, '-'),
  )
const targets = (text: string): string[] => [...text.matchAll(/\]\(([^)]+)\)/g)].map((found) => found[1] ?? '')
/** What stands as code: in lines of their own and within sentences. */
const code = (text: string): string[] => [
  ...[...text.matchAll(/```\w*\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.split('\n')),
  ...[...text.replace(/```[\s\S]*?```/g, '').matchAll(/`([^`\n]+)`/g)].map(([, inline = '']) => inline),
]

describe('the guide for administrators', () => {
  // Told on the error output, as usage is.
  const { stderr: usage } = spawnSync(process.execPath, ['--import', 'tsx', join(root, 'src/main.ts'), 'help'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  })

  it.each(pages)('%s leads nowhere in vain', (_, page) => {
    const broken = targets(read(page)).filter((target) => {
      if (/^https?:/.test(target)) return false
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? page : resolve(dirname(page), path)
      return !existsSync(file) || (anchor !== undefined && !anchors(read(file)).includes(anchor))
    })
    expect(broken).toEqual([])
  })

  it.each(pages)('%s names only commands, settings, files and services that are there', (_, page) => {
    const lines = code(read(page))
    for (const line of lines) {
      for (const [, command = '', rest = ''] of line.matchAll(/(?:\bsudo songque|dist\/main\.js) ([\w-]+)([^|&#]*)/g)) {
        expect([line, new RegExp(`^${command}\\b`, 'm').test(usage)]).toEqual([line, true])
        for (const [option] of rest.matchAll(/--[\w-]+/g)) expect([line, usage.includes(option)]).toEqual([line, true])
      }
      for (const [path] of line.matchAll(/(?<![\w/.])(?:\/opt\/songque\/)?(?:deploy|docs|bin|src|test)\/[\w./-]+/g))
        expect([line, existsSync(join(root, path.replace('/opt/songque/', '')))]).toEqual([line, true])
      const setting = /^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=.*)?$/.exec(line)?.[1]
      if (setting) expect([line, settings.has(setting)]).toEqual([line, true])
      for (const [, unit = ''] of line.matchAll(/\b(songque[\w-]*\.(?:service|timer))\b/g))
        expect([unit, existsSync(join(root, 'deploy/systemd', unit))]).toEqual([unit, true])
    }
  })

  it('is reached page by page from its index; no page is long', () => {
    const index = targets(read(join(home, 'README.md'))).map((target) => basename(target.split('#')[0] ?? ''))
    for (const [name, page] of pages) {
      if (name !== 'README.md') expect(index).toContain(name)
      expect([name, read(page).split('\n').length < 160]).toEqual([name, true])
    }
    expect(targets(read(join(root, 'README.md')))).toContain('docs/van-hanh/README.md')
  })

  it.each(['su-co-may-chu.md', 'luu-tru.md'])('%s quotes only what the interface says', (name) => {
    const words = new Set(Object.values(dictionaries.vi))
    const quoted = [...read(join(home, name)).matchAll(/\*\*([^*]+)\*\*/g)].map((found) => found[1] ?? '')
    expect(quoted.filter((text) => !words.has(text))).toEqual([])
  })

  it('tells of every metric, and of none that is not there', () => {
    const source = read(join(root, 'src/metrics/registry.ts')) + read(join(root, 'src/metrics/requests.ts'))
    const told = new Set([...read(join(home, 'giam-sat.md')).matchAll(/`songque_(\w+)`/g)].map(([, name = '']) => name))
    const made = new Set(
      [...source.matchAll(/(?:gauge\('|name: 'songque_|TYPE songque_)(\w+)/g)].map(([, name = '']) => name),
    )
    expect([...told].sort()).toEqual([...made].sort())
  })
})

describe('the examples of deploy/', () => {
  it('hold settings that are read, and a unit that starts what the build makes', () => {
    const env = Object.fromEntries(
      [...deploy('songque.env').matchAll(/^#?([A-Z][A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [
        name,
        value,
      ]),
    )
    for (const name of Object.keys(env)) expect([name, settings.has(name)]).toEqual([name, true])
    expect(readConfig({ ...env, NOTICE_MAIL_TO: '' })).toMatchObject({ trustProxy: true, metrics: 'loopback' })
    const unit = deploy('systemd/songque.service')
    expect(unit).toContain('ExecStart=/usr/bin/node dist/main.js serve')
    expect(read(join(root, 'build.mjs'))).toContain("main: 'src/main.ts'")
    // Root owns the program and its settings; the service owns its data alone.
    expect(unit).toMatch(/^ProtectSystem=strict$/m)
    expect(deploy('systemd/songque.tmpfiles.conf')).toMatch(/songque\.env 0640 root songque/)
  })

  it.skipIf(lacking('systemd-analyze'))('pass systemd’s own check', () => {
    const folder = mkdtempSync(join(tmpdir(), 'songque-units-'))
    try {
      const units = readdirSync(join(root, 'deploy/systemd')).filter((name) => /\.(service|timer)$/.test(name))
      for (const name of units)
        writeFileSync(join(folder, name), deploy(`systemd/${name}`).replaceAll('/usr/bin/node', process.execPath))
      const check = () =>
        execFileSync('systemd-analyze', ['verify', '--man=no', ...units.map((name) => join(folder, name))], {
          encoding: 'utf8',
          stdio: 'pipe',
        })
      expect(check()).toBe('')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('for Docker name only files, commands and settings that are there', () => {
    const dockerfile = deploy('docker/Dockerfile')
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from = '']) => from.split(' '))
    expect(copied.length).toBeGreaterThan(6)
    for (const path of copied) expect([path, existsSync(join(root, path))]).toEqual([path, true])
    for (const [, name = ''] of dockerfile.matchAll(/\b([A-Z]+(?:_[A-Z]+)*)=\S/g))
      if (name !== 'NODE_ENV') expect([name, settings.has(name)]).toEqual([name, true])
    for (const [, name = ''] of deploy('docker/compose.yml').matchAll(/^ {6}([A-Z][A-Z_]+):/gm))
      expect([name, settings.has(name)]).toEqual([name, true])
    const context = resolve(root, 'deploy/docker', /context: (\S+)/.exec(deploy('docker/compose.yml'))?.[1] ?? '')
    expect(relative(root, context)).toBe('')
    // The two Caddyfiles differ in the name of the server alone.
    const rules = (text: string): string => text.replace(/^\s*#.*\n/gm, '')
    expect(rules(deploy('docker/Caddyfile'))).toBe(
      rules(deploy('caddy/Caddyfile')).replace('127.0.0.1:8080', 'songque:8080'),
    )
  })
})
