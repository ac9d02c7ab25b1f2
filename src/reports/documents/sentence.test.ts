import { expect, test } from 'vitest'
import { DEFAULT_SENTENCES, type SentenceFacts, sentence, templateFaults } from './sentence.ts'

const facts: SentenceFacts = {
  period: 'quý III năm 2020',
  segment: 'tiết mục “Cải cách hành chính”',
  from: '01/7/2020',
  to: '30/9/2020',
  levels: [
    { code: 'district', name: 'đài huyện', aired: 237, planned: 240 },
    { code: 'commune', name: 'đài truyền thanh xã, thị trấn', aired: 3002, planned: 3010 },
  ],
}

test('the sentence of the quarter', () => {
  expect(sentence(facts, DEFAULT_SENTENCES.vi, 'vi')).toBe(
    'Trong quý III năm 2020, tiết mục “Cải cách hành chính” đã có 237 lượt tuyên truyền trên sóng đài huyện, 3.002 lượt trên đài truyền thanh xã, thị trấn.',
  )
})

test('in English numbers are written the English way', () => {
  const english = { ...facts, period: 'the third quarter of 2020', segment: '“Cải cách hành chính”' }
  expect(sentence(english, DEFAULT_SENTENCES.en, 'en')).toBe(
    'In the third quarter of 2020, airings of “Cải cách hành chính”: 237 on the đài huyện, 3,002 on the đài truyền thanh xã, thị trấn.',
  )
})

test('where there is no district level any more, the first level there is takes its place', () => {
  const now = { ...facts, levels: [{ code: 'commune', name: 'đài truyền thanh xã', aired: 0, planned: 12 }] }
  expect(sentence(now, DEFAULT_SENTENCES.vi, 'vi')).toContain(
    'đã có 0 lượt tuyên truyền trên sóng đài truyền thanh xã.',
  )
})

test('an office may write its own', () => {
  const own = { whole: '{period}: {levels} (cộng {total}/{planned}).', first: '{level} {n}', further: '{level} {n}' }
  expect(sentence(facts, own, 'vi')).toBe(
    'quý III năm 2020: đài huyện 237, đài truyền thanh xã, thị trấn 3.002 (cộng 3.239/3.250).',
  )
})

test('a blank that a name happens to hold stays as it is', () => {
  const named = { ...facts, segment: '{total}', levels: [{ code: 'x', name: 'đài {n} $& $1', aired: 1, planned: 1 }] }
  expect(sentence(named, DEFAULT_SENTENCES.vi, 'vi')).toContain(
    '{total} đã có 1 lượt tuyên truyền trên sóng đài {n} $& $1',
  )
})

test('a template is refused with what is wrong with it', () => {
  const wrong = (part: 'whole' | 'first', text: string): string[] => templateFaults(part, text).map(({ en }) => en)
  expect(wrong('whole', DEFAULT_SENTENCES.vi.whole)).toEqual([])
  expect(wrong('whole', 'Trong {period} có {level}.')).toEqual([
    'There is no blank {level}. Known: {period}, {segment}, {levels}, {total}, {planned}, {from}, {to}.',
    'The blank {levels} is missing.',
  ])
  expect(wrong('first', 'lượt')).toEqual(['The blank {n}, {level} is missing.'])
  expect(wrong('first', '{n} lượt {level}}')).toEqual(['A brace { or } stands alone.'])
  expect(wrong('first', '{n} {level} {constructor}')).toEqual([
    'There is no blank {constructor}. Known: {n}, {level}, {planned}.',
  ])
})

test('an office may name its levels one by one, by the codes that there are', () => {
  const own = { ...DEFAULT_SENTENCES.vi, whole: '{period}: huyện {district_count}, xã {commune_count}.' }
  expect(sentence(facts, own, 'vi')).toBe('quý III năm 2020: huyện 237, xã 3.002.')
  expect(templateFaults('whole', own.whole)).toEqual([])
  expect(templateFaults('whole', own.whole, ['district', 'commune'])).toEqual([])
  expect(templateFaults('whole', '{period}: {tinh_count}', ['district', 'commune']).map(({ vi }) => vi)).toEqual([
    'Không có chỗ điền {tinh_count}. Dùng được: {period}, {segment}, {levels}, {total}, {planned}, {from}, {to}, {district_count}, {commune_count}.',
  ])
  expect(templateFaults('first', '{n} {level} {district_count}')).toHaveLength(1)
})
