import type { View } from '../view.ts'
import { Icon } from './shapes.tsx'

type Props = {
  v: View
  /** Null where there is none. */
  previous: string | null
  next: string | null
  /** What of the whole this page shows: "51–100". */
  range?: string
}

/** The page before and the page after, as links that can be sent on; nothing where all is on one page. */
export const Pagination = ({ v, previous, next, range }: Props) =>
  previous === null && next === null ? null : (
    <nav class="pages" aria-label={v.t('app.pages')}>
      {previous === null ? (
        <span />
      ) : (
        <a class="button" href={previous} rel="prev">
          <Icon name="back" size={18} />
          {v.t('app.previous')}
        </a>
      )}
      {range && <span class="quiet num">{range}</span>}
      {next === null ? (
        <span />
      ) : (
        <a class="button" href={next} rel="next">
          {v.t('app.next')}
          <Icon name="forth" size={18} />
        </a>
      )}
    </nav>
  )
