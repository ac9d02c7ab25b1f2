import { expect, test } from 'vitest'
import { canonicalJson, sha256 } from './canonical.ts'

test('keys are ordered by UTF-16 code units, at every depth (RFC 8785, 3.2.3)', () => {
  expect(canonicalJson({ '\ufb33': 1, '\u{1f600}': 2, b: { z: 1, a: [] }, '€': 3, '\r': 4 })).toBe(
    '{"\\r":4,"b":{"a":[],"z":1},"€":3,"\u{1f600}":2,"\ufb33":1}',
  )
})
test('numbers have their ECMAScript form', () => {
  expect(canonicalJson([1e21, 1e-7, -0, 0.1, JSON.parse('333333333.33333329')])).toBe(
    '[1e+21,1e-7,0,0.1,333333333.3333333]',
  )
})
test('members that are undefined are left out, null stays', () =>
  expect(canonicalJson({ a: undefined, b: null })).toBe('{"b":null}'))
test('what has no canonical form is refused', () => {
  expect(() => canonicalJson(Number.NaN)).toThrow(TypeError)
  expect(() => canonicalJson('\ud800')).toThrow(TypeError)
})
test('SHA-256 of text is that of its UTF-8 bytes', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
