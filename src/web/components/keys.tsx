import type { View } from '../view.ts'

/** The keys that work everywhere; pages with keys of their own tell them beside what they move. */
export const Keys = ({ v }: { v: View }) => (
  <section class="section no-print" id="phim-tat" aria-labelledby="keys">
    <h2 id="keys">{v.t('desk.keys')}</h2>
    <dl class="keys-list">
      <dt>
        <kbd>Ctrl</kbd> <kbd>K</kbd>
      </dt>
      <dd>{v.t('desk.key_find')}</dd>
      <dt>
        <kbd>?</kbd>
      </dt>
      <dd>{v.t('desk.key_help')}</dd>
      <dt>
        <kbd>Esc</kbd>
      </dt>
      <dd>{v.t('desk.key_escape')}</dd>
      <dt>
        <kbd>Tab</kbd>
      </dt>
      <dd>{v.t('desk.key_tab')}</dd>
      <dt>
        <kbd>↑</kbd> <kbd>↓</kbd>
      </dt>
      <dd>{v.t('desk.key_date')}</dd>
      <dt>
        <kbd>Alt</kbd> <kbd>↓</kbd>
      </dt>
      <dd>{v.t('desk.key_calendar')}</dd>
    </dl>
  </section>
)
