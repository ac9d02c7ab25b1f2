import type { View } from '../view.ts'

/** A secret, this once: readable to be copied by hand, and said plainly that it will not come again. */
export const ShownOnce = ({ v, name, secret }: { v: View; name: string; secret: string }) => (
  <div class="notice secret" role="status">
    <p>
      <strong>{v.t('stations.key_made', { name })}</strong> {v.t('stations.key_once')}
    </p>
    <p>
      <code class="secret-text">{secret}</code>
    </p>
  </div>
)
