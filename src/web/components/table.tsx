import type { Child } from 'hono/jsx'
import type { View } from '../view.ts'

/** A wide table scrolls in itself, also by keyboard; the page never does. */
export const WideTable = ({ name, children }: { name: string; children?: Child }) => (
  <section class="table-wrap" aria-label={name} tabindex={0}>
    {children}
  </section>
)

type SortProps = {
  v: View
  label: string
  /** The address of the list in this order (in the other direction where it is in this order already). */
  href: string
  /** How the list is sorted by this column now. */
  sorted: 'ascending' | 'descending' | null
  numeric?: boolean
}

/** The head of a column that sorts: a plain link, so that the order is in the address. */
export const SortHead = ({ v, label, href, sorted, numeric }: SortProps) => (
  <th scope="col" class={numeric ? 'n' : undefined} aria-sort={sorted ?? 'none'}>
    <a class="sort" href={href} title={v.t('desk.sort_by', { name: label })}>
      {label}
      <svg width="10" height="12" viewBox="0 0 10 12" aria-hidden="true">
        <path class="up" d="M5 1 1.500 5h7z" />
        <path class="down" d="M5 11 1.500 7h7z" />
      </svg>
    </a>
  </th>
)
