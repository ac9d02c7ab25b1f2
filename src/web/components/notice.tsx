import type { Child } from 'hono/jsx'
import type { View } from '../view.ts'

/** A sentence that stands on the page. `bad`: something must be done; said at once to screen readers. */
export const Notice = ({ bad, children }: { bad?: boolean; children?: Child }) => (
  <div class={bad ? 'notice bad' : 'notice'} role={bad ? 'alert' : 'note'}>
    {children}
  </div>
)

/**
 * What the form before this page did (`done(c, '/ky/1', 'episode.saved')` of flash.ts): a notice, which becomes a toast
 * where there is JavaScript. Page and Door show it; no page does so by itself.
 */
export const Flash = ({ v }: { v: View }) =>
  v.flash === null ? null : (
    <p class="notice flash" role="status" data-flash="">
      {v.flash}
    </p>
  )
