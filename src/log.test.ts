import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { openLog, withoutToken } from './log.ts'

test('passwords, keys, tokens and links never reach the log', () => {
  let written = ''
  const sink = new Writable({
    write: (chunk, _, done) => {
      written += String(chunk)
      done()
    },
  })
  const log = openLog('info', sink)
  const secret = 'qT7bZ-bi-mat'
  log.info(
    {
      password: secret,
      body: { token: secret, key: secret },
      headers: { authorization: secret, cookie: secret },
      link: secret,
    },
    'x',
  )
  expect(written).not.toContain(secret)
  expect(written).toContain('…')
})

test('a token in a URL is taken out', () => {
  expect(withoutToken('http://h/p.m3u?date=2026-11-25&token=abc-_9&x=1')).toBe(
    'http://h/p.m3u?date=2026-11-25&token=…&x=1',
  )
})
