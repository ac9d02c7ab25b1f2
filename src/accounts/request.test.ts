import { describe, expect, it } from 'vitest'
import { offeredKey } from './request.ts'

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

describe('the key that a request offers', () => {
  it('comes as Bearer, as ?token=, or as the password of Basic', () => {
    expect(offeredKey('Bearer KEY', undefined)).toEqual({ proof: 'bearer', key: 'KEY' })
    expect(offeredKey('bearer KEY', undefined)).toEqual({ proof: 'bearer', key: 'KEY' })
    expect(offeredKey(undefined, 'KEY')).toEqual({ proof: 'token', key: 'KEY' })
    expect(offeredKey(basic('anyone:KEY'), undefined)).toEqual({ proof: 'basic', key: 'KEY' })
    expect(offeredKey(basic(':KEY:with:colons'), undefined)).toEqual({ proof: 'basic', key: 'KEY:with:colons' })
  })
  it('in the header goes before the one in the address', () => {
    expect(offeredKey('Bearer ONE', 'TWO')?.key).toBe('ONE')
  })
  it('that cannot be read is a wrong key, not none', () => {
    for (const header of ['Bearer', 'Bearer ', 'Digest abc', 'KEY', basic('no colon'), '']) {
      expect(offeredKey(header, undefined)?.key).toBe('')
    }
    expect(offeredKey(undefined, '')?.key).toBe('')
  })
  it('is none when nothing is offered', () => {
    expect(offeredKey(undefined, undefined)).toBeNull()
  })
})
