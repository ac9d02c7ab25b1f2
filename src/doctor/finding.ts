/** How a thing is. `skipped`: it could not be looked at, or is not used here. */
export type State = 'good' | 'warning' | 'bad' | 'skipped'
type Said = { readonly vi: string; readonly en: string }
/** One thing that was looked at: how it is, in words, and what to do about it. */
export type Finding = { readonly id: string; readonly state: State; readonly what: Said; readonly act?: Said }

const made =
  (state: State) =>
  (id: string, vi: string, en: string, act?: readonly [vi: string, en: string]): Finding => ({
    id,
    state,
    what: { vi, en },
    ...(act ? { act: { vi: act[0], en: act[1] } } : {}),
  })
export const good = made('good')
export const warning = made('warning')
export const bad = made('bad')
export const skipped = made('skipped')

/** Where the guide for administrators says more. */
export const GUIDE = 'docs/van-hanh/su-co-may-chu.md'
