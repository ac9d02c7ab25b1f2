import type { EpisodeSort, findEpisodes } from '../../../library/index.ts'

/** How far an episode is, as people ask for it; each is a filter of the library. */
export const STATES = ['writing', 'approval', 'audio', 'cleared', 'withdrawn'] as const
export type State = (typeof STATES)[number]
export const SORTS = ['newest', 'oldest', 'title', 'number'] as const satisfies readonly EpisodeSort[]
export type Sort = (typeof SORTS)[number]

/** What the address asks for: `?q=&tiet-muc=&tt=&linh-vuc=&nam=&xep=&tu=`; empty texts ask for nothing. */
export type Asked = {
  readonly q: string
  readonly segment: string
  readonly state: State | ''
  readonly field: string
  readonly year: number | null
  /** Empty: the newest first, or by relevance when something is looked for. */
  readonly sort: Sort | ''
  readonly offset: number
}
type Question = Parameters<typeof findEpisodes>[2]

const wholeNumber = (text: string | undefined, most: number): number | null => {
  const n = Number(text || Number.NaN)
  return Number.isSafeInteger(n) && n > 0 && n <= most ? n : null
}

export const readAsked = (query: (name: string) => string | undefined): Asked => ({
  q: (query('q') ?? '').slice(0, 200),
  segment: (query('tiet-muc') ?? '').slice(0, 100),
  state: STATES.find((state) => state === query('tt')) ?? '',
  field: (query('linh-vuc') ?? '').slice(0, 200),
  year: wholeNumber(query('nam'), 9999),
  sort: SORTS.find((sort) => sort === query('xep')) ?? '',
  offset: wholeNumber(query('tu'), 10_000_000) ?? 0,
})

/** The address of the list for what is asked, with changes; a change of anything but the page begins at the first. */
export function libraryLink(asked: Asked, changes: Partial<Asked> = {}): string {
  const { q, segment, state, field, year, sort, offset } = { ...asked, offset: 0, ...changes }
  const query = new URLSearchParams()
  const pairs = { q, 'tiet-muc': segment, tt: state, 'linh-vuc': field, nam: year ?? '', xep: sort, tu: offset || '' }
  for (const [name, value] of Object.entries(pairs)) if (value !== '') query.set(name, String(value))
  return query.size > 0 ? `/ky?${query}` : '/ky'
}

const states: Readonly<Record<State, Partial<Question>>> = {
  writing: { scriptStates: ['none', 'draft', 'returned'], withdrawn: 'no' },
  approval: { scriptStates: ['submitted', 'content_approved'], withdrawn: 'no' },
  audio: { scriptStates: ['approved'], cleared: false, withdrawn: 'no' },
  cleared: { cleared: true, withdrawn: 'no' },
  withdrawn: { withdrawn: 'only' },
}

/** What the library is asked for. */
export const questionOf = ({ q, segment, state, field, year, sort }: Asked): Question => ({
  withdrawn: 'all',
  q,
  segment: segment || undefined,
  field: field || undefined,
  year: year ?? undefined,
  sort: sort || undefined,
  ...(state === '' ? {} : states[state]),
})
