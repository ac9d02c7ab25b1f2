import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { environment, readConfig } from './config.ts'

test('every variable stands in docs/van-hanh/cau-hinh.md, and nothing else does', () => {
  const document = readFileSync(new URL('../docs/van-hanh/cau-hinh.md', import.meta.url), 'utf8')
  const described = [...document.matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map((match) => match[1])
  expect(described.sort()).toEqual(Object.keys(environment.shape).sort())
})

test('without any variable it is a small server on this machine, in Viet Nam', () => {
  const config = readConfig({})
  expect(config).toMatchObject({ port: 8080, host: '127.0.0.1', timeZone: 'Asia/Ho_Chi_Minh', targetLufs: -16 })
  expect(config.databaseUrl).toMatch(/^sqlite:\/.*\/data\/songque\.db$/)
})

test('an empty variable is as if not set', () => expect(readConfig({ PORT: '' }).port).toBe(8080))

test('all wrong variables are named at once', () => {
  const wrong = () => readConfig({ PORT: '99999', TIME_ZONE: 'Asia/Saigonn', LOG_LEVEL: 'loud' })
  expect(wrong).toThrow(/PORT[\s\S]*TIME_ZONE[\s\S]*LOG_LEVEL|LOG_LEVEL[\s\S]*PORT/)
})

test('a public address is kept without its last slash', () => {
  expect(readConfig({ PUBLIC_URL: 'https://song.example/' }).publicUrl).toBe('https://song.example')
})
