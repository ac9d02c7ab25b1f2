import type { Child } from 'hono/jsx'

/** A wide table scrolls in itself, also by keyboard; the page never does. */
export const WideTable = ({ name, children }: { name: string; children?: Child }) => (
  <section class="table-wrap" aria-label={name} tabindex={0}>
    {children}
  </section>
)
