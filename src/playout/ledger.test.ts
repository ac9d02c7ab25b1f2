import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { chainFault, chainRows, EMPTY_HEAD, GENESIS_HASH, type LedgerRow } from './ledger.ts'

const STATION = { id: 7, code: 'dang-hung-phuoc', name: 'Đài Truyền thanh xã Đăng Hưng Phước' }
const AT = Date.parse('2026-11-23T10:25:03.120Z')
const drafts = [1, 2, 3].map((n) => ({ kind: 'event' as const, body: { z: n, a: 'Một cửa' } }))
const { rows, head } = chainRows(EMPTY_HEAD, STATION, AT, drafts)
const altered = (index: number, change: Partial<LedgerRow>): LedgerRow[] =>
  rows.map((row, i) => (i === index ? { ...row, ...change } : row))

describe('the ledger’s chain (rule 5)', () => {
  it('holds the RFC 8785 text of each row', () => {
    expect(rows[0]?.text).toBe(
      '{"body":{"a":"Một cửa","z":1},"kind":"event","position":1,"received_at":"2026-11-23T10:25:03.120Z",' +
        '"station":{"code":"dang-hung-phuoc","id":7,"name":"Đài Truyền thanh xã Đăng Hưng Phước"}}',
    )
  })
  it('hashes the previous hash and the text, from 64 zeros on', () => {
    expect(rows[0]?.previousHash).toBe(GENESIS_HASH)
    const expected = createHash('sha256')
      .update('0'.repeat(64) + (rows[0]?.text ?? ''))
      .digest('hex')
    expect(rows[0]?.hash).toBe(expected)
    expect(rows[1]?.previousHash).toBe(expected)
    expect(head).toEqual({ position: 3, hash: rows[2]?.hash })
  })
  it('holds when nothing was touched, also read in pages', () => {
    expect(chainFault(EMPTY_HEAD, 7, rows)).toBeNull()
    const [first, ...others] = rows
    if (first) expect(chainFault({ position: 1, hash: first.hash }, 7, others)).toBeNull()
  })
  it('names the first row whose text was changed', () => {
    expect(chainFault(EMPTY_HEAD, 7, altered(1, { text: (rows[1]?.text ?? '').replace('Một', 'Hai') }))).toEqual({
      position: 2,
      fault: 'changed',
    })
  })
  it('names a row taken out, and rows put in another order', () => {
    expect(
      chainFault(
        EMPTY_HEAD,
        7,
        rows.filter((row) => row.position !== 2),
      ),
    ).toEqual({ position: 2, fault: 'gap' })
    expect(chainFault(EMPTY_HEAD, 7, [...rows].reverse())).toEqual({ position: 1, fault: 'gap' })
  })
  it('names a row that follows another than the one before it', () => {
    expect(chainFault(EMPTY_HEAD, 7, altered(2, { previousHash: 'f'.repeat(64) }))).toEqual({
      position: 3,
      fault: 'previous',
    })
  })
  it('names a row that stands under another kind or in another station’s chain', () => {
    expect(chainFault(EMPTY_HEAD, 7, altered(0, { kind: 'correction' }))).toEqual({ position: 1, fault: 'mislabelled' })
    expect(chainFault(EMPTY_HEAD, 8, rows)).toEqual({ position: 1, fault: 'mislabelled' })
  })
})
