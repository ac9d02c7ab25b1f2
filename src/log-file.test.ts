import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openLog } from './log.ts'
import { openLogFile } from './log-file.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'songque-log-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))
const read = (name: string): string => readFileSync(join(home, name), 'utf8')

it('puts a full file aside, keeps as many as it is told to, and breaks no line', () => {
  const file = openLogFile({ path: join(home, 'nhat-ky/songque.log'), maxBytes: 100, kept: 2 })
  for (let n = 1; n <= 12; n += 1) file.write(`dòng ${String(n).padStart(3, '0')} ${'x'.repeat(22)}\n`)
  file.close()
  const lines = ['.2', '.1', ''].map((tail) => read(`nhat-ky/songque.log${tail}`).match(/\d{3}/g))
  expect(lines).toEqual([
    ['004', '005', '006'],
    ['007', '008', '009'],
    ['010', '011', '012'],
  ])
  expect(existsSync(join(home, 'nhat-ky/songque.log.3'))).toBe(false)
  expect(statSync(join(home, 'nhat-ky/songque.log')).mode & 0o007).toBe(0)
})

it('goes on in the file that it finds, and counts what stands in it', () => {
  const path = join(home, 'songque.log')
  const first = openLogFile({ path, maxBytes: 60, kept: 3 })
  first.write(`${'a'.repeat(49)}\n`)
  first.close()
  const second = openLogFile({ path, maxBytes: 60, kept: 3 })
  second.write(`${'b'.repeat(19)}\n`)
  second.close()
  expect([read('songque.log.1').length, read('songque.log').length]).toEqual([50, 20])
})

it('is opened anew when logrotate has moved it away', () => {
  const path = join(home, 'songque.log')
  const file = openLogFile({ path, maxBytes: 10_000, kept: 3 })
  const log = openLog('info', file)
  log.info('trước')
  renameSync(path, join(home, 'songque.log-20261123'))
  log.info('vẫn vào tệp cũ')
  file.reopen()
  log.info({ password: 'bí mật' }, 'sau')
  file.close()
  expect(read('songque.log-20261123')).toMatch(/trước[\s\S]*vẫn vào tệp cũ/)
  expect(read('songque.log')).toContain('sau')
  expect(read('songque.log')).not.toContain('bí mật')
})

it('loses lines rather than the server when it can no longer be written', () => {
  const path = join(home, 'songque.log')
  const file = openLogFile({ path, maxBytes: 50, kept: 1 })
  file.write('một\n')
  rmSync(home, { recursive: true })
  expect(() => file.write(`${'x'.repeat(60)}\n`)).not.toThrow()
  expect(() => file.write('hai\n')).not.toThrow()
})
