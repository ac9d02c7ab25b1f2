import type { Child } from 'hono/jsx'
import type { View } from '../view.ts'
import { Icon } from './shapes.tsx'

/**
 * A dialog of the page: opened by any element with `data-opens={id}`. Without JavaScript its opener should be a link to
 * a page that does the same. A plain question before a form needs none: `data-confirm="…"` on the form or its button.
 */
export const Dialog = ({ v, id, title, children }: { v: View; id: string; title: string; children?: Child }) => (
  <dialog class="box" id={id} aria-labelledby={`${id}-title`}>
    <div class="box-head">
      <h2 id={`${id}-title`}>{title}</h2>
      <form method="dialog">
        <button class="button icon" type="submit" aria-label={v.t('desk.close')}>
          <Icon name="close" size={18} />
        </button>
      </form>
    </div>
    {children}
  </dialog>
)
