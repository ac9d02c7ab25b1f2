/** One page of a list: `offset` rows are passed over, at most `limit` come; `next` is null on the last page. */
export type Page<T> = { readonly items: readonly T[]; readonly next: number | null }
export type PageQuery = { readonly offset: number; readonly limit: number }

/** Makes a page from `limit + 1` rows that a query brought. */
export const pageOf = <T>(rows: readonly T[], { offset, limit }: PageQuery): Page<T> => ({
  items: rows.slice(0, limit),
  next: rows.length > limit ? offset + limit : null,
})
