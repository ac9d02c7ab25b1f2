import type { Child } from 'hono/jsx'

/** A wide table scrolls in itself, also by keyboard; the page never does. */
export const WideTable = ({ name, children }: { name: string; children?: Child }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <section class="table-wrap" aria-label={name} tabindex={0}>
    {children}
  </section>
)
