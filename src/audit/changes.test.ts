import { describe, expect, it } from 'vitest'
import { changesOf } from './changes.ts'

describe('what an entry of the audit trail changed', () => {
  it('is told member by member, those alone that differ', () => {
    expect(
      changesOf({ name: 'Tâm', active: true, roles: ['a'] }, { name: 'Tâm', active: false, roles: ['a'] }),
    ).toEqual([{ name: 'active', before: true, after: false }])
  })
  it('of something made or removed is all of it', () => {
    expect(changesOf(null, { name: 'Máy 1' })).toEqual([{ name: 'name', before: undefined, after: 'Máy 1' }])
    expect(changesOf({ name: 'Máy 1' }, null)).toEqual([{ name: 'name', before: 'Máy 1', after: undefined }])
  })
  it('also tells lists and members that came and went; nothing where nothing was kept', () => {
    expect(changesOf([1], [2])).toEqual([{ name: '', before: [1], after: [2] }])
    expect(changesOf({ a: 1 }, { b: [1] })).toEqual([
      { name: 'a', before: 1, after: undefined },
      { name: 'b', before: undefined, after: [1] },
    ])
    expect(changesOf(null, null)).toEqual([])
  })
})
