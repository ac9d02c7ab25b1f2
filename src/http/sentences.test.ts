import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { commonErrors } from '../kernel/errors.ts'
import { line, localDate, pageQuery } from './api.ts'
import { asDomainError } from './problem.ts'
import { inputFaults } from './sentences.ts'

const union = z.union([z.string().max(3), z.number().int()])
const shapes = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('week'), day: z.number() }),
  z.object({ kind: z.literal('once') }),
])

describe('What is wrong with an input', () => {
  it.each<[string, z.ZodType, unknown, string, string, string]>([
    ['missing', z.object({ name: z.string() }), {}, 'name', 'Còn thiếu mục này.', 'This is missing.'],
    [
      'missing, deeper',
      z.object({ a: z.array(z.object({ n: z.number() })) }),
      { a: [{}] },
      'a.0.n',
      'Còn thiếu mục này.',
      'This is missing.',
    ],
    ['no text', z.object({ name: line() }), { name: 5 }, 'name', 'Cần một chuỗi ký tự.', 'A text is needed.'],
    ['null for a number', z.object({ n: z.number() }), { n: null }, 'n', 'Cần một số.', 'A number is needed.'],
    [
      'not whole',
      z.object({ n: z.number().int() }),
      { n: 1.5 },
      'n',
      'Cần một số nguyên.',
      'A whole number is needed.',
    ],
    ['a number that is none', pageQuery, { limit: 'x' }, 'limit', 'Cần một số.', 'A number is needed.'],
    ['no boolean', z.object({ b: z.boolean() }), { b: 1 }, 'b', 'Cần true hoặc false.', 'True or false is needed.'],
    ['no list', z.object({ l: z.array(z.string()) }), { l: {} }, 'l', 'Cần một danh sách.', 'A list is needed.'],
    ['no object', z.object({}), [], '', 'Cần một đối tượng JSON.', 'A JSON object is needed.'],
    ['no record', z.record(z.string(), z.number()), 5, '', 'Cần một đối tượng JSON.', 'A JSON object is needed.'],
    ['too few', pageQuery, { limit: '0' }, 'limit', 'Ít nhất là 1.', 'At least 1.'],
    ['too many', z.object({ n: z.number().max(1000) }), { n: 1001 }, 'n', 'Nhiều nhất là 1.000.', 'At most 1,000.'],
    ['not more', z.object({ n: z.number().positive() }), { n: 0 }, 'n', 'Phải lớn hơn 0.', 'More than 0.'],
    ['not less', z.object({ n: z.number().lt(5) }), { n: 5 }, 'n', 'Phải nhỏ hơn 5.', 'Less than 5.'],
    ['empty', z.object({ name: line() }), { name: '  ' }, 'name', 'Không được để trống.', 'Must not be empty.'],
    [
      'too short',
      z.object({ s: z.string().min(3) }),
      { s: 'a' },
      's',
      'Cần ít nhất 3 ký tự.',
      'Needs at least 3 characters.',
    ],
    [
      'too long',
      z.object({ s: z.string().max(2) }),
      { s: 'abc' },
      's',
      'Cần nhiều nhất 2 ký tự.',
      'Needs at most 2 characters.',
    ],
    [
      'of another length',
      z.object({ s: z.string().length(1) }),
      { s: 'ab' },
      's',
      'Cần đúng 1 ký tự.',
      'Needs exactly 1 character.',
    ],
    [
      'no items',
      z.object({ l: z.array(z.string()).min(1) }),
      { l: [] },
      'l',
      'Cần ít nhất 1 mục.',
      'Needs at least 1 item.',
    ],
    [
      'a pattern',
      z.object({ h: z.string().regex(/^[0-9a-f]{64}$/) }),
      { h: 'x' },
      'h',
      'Chưa đúng dạng cần có.',
      'Not in the form that is needed.',
    ],
    [
      'an instant',
      z.object({ at: z.iso.datetime({ offset: true }) }),
      { at: '25/11' },
      'at',
      'Cần một thời điểm có thật như 2026-11-25T10:00:00Z.',
      'A real instant like 2026-11-25T10:00:00Z is needed.',
    ],
    [
      'a step',
      z.object({ n: z.number().multipleOf(5) }),
      { n: 7 },
      'n',
      'Phải là bội số của 5.',
      'Must be a multiple of 5.',
    ],
    [
      'another word',
      z.object({ k: z.enum(['a', 'b']) }),
      { k: 'c' },
      'k',
      'Chỉ nhận một trong: a, b.',
      'Must be one of: a, b.',
    ],
    ['the only word', z.object({ k: z.literal('a') }), { k: 'c' }, 'k', 'Chỉ nhận a.', 'Only a is taken.'],
    [
      'an unknown member',
      z.object({ o: z.strictObject({}) }),
      { o: { x: 1 } },
      'o.x',
      'Không có mục nào tên như vậy.',
      'There is no member of this name.',
    ],
    [
      'neither type',
      z.object({ u: union }),
      { u: true },
      'u',
      'Cần một chuỗi ký tự hoặc một số.',
      'A text or a number is needed.',
    ],
    [
      'the type that was meant',
      z.object({ u: union }),
      { u: 'long' },
      'u',
      'Cần nhiều nhất 3 ký tự.',
      'Needs at most 3 characters.',
    ],
    [
      'no such kind',
      z.object({ s: shapes }),
      { s: { kind: 'x' } },
      's.kind',
      'Chỉ nhận một trong: week, once.',
      'Must be one of: week, once.',
    ],
    [
      'our own words',
      z.object({ d: localDate }),
      { d: '2026-02-30' },
      'd',
      'Ngày không có thật, cần dạng 2026-11-25.',
      'Not a real date; expected like 2026-11-25.',
    ],
  ])('%s', (_what, schema, input, path, vi, en) => {
    const parsed = schema.safeParse(input)
    expect(parsed.error && inputFaults(parsed.error, input)).toEqual([{ path, vi, en }])
  })

  it('where the input is not at hand, says what is needed', () => {
    const parsed = z.object({ name: z.string() }).safeParse({})
    expect(parsed.error && inputFaults(parsed.error)).toMatchObject([{ path: 'name', en: 'A text is needed.' }])
  })

  it('names each unknown member, and no more faults than a person reads', () => {
    const parsed = z.strictObject({}).safeParse(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i])))
    const faults = parsed.error ? inputFaults(parsed.error) : []
    expect(faults.slice(0, 2).map((fault) => fault.path)).toEqual(['k0', 'k1'])
    expect(faults).toHaveLength(50)
  })
})

describe('Errors of the database', () => {
  it.each(['22021', '22P05'])('%s: text that it cannot keep is the fault of the input', (code) => {
    expect(asDomainError(Object.assign(new Error('invalid byte sequence'), { code })).status).toBe(400)
  })
  it('that nobody foresaw stay ours', () => {
    expect(asDomainError(Object.assign(new Error('x'), { code: '22003' })).code).toBe(commonErrors.internal().code)
  })
})
