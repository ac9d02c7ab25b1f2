import type { Config } from '../config.ts'
import type { NoticeKind } from '../db/tables/notices.ts'

/** Where a notice goes. */
export type Destination = { readonly channel: 'mail' | 'webhook'; readonly target: string }

/**
 * To whom a kind of notice is sent by the settings; nobody unless they are set. The heads of the ledger go to addresses
 * of their own: they are proof to be kept by somebody else, not news.
 */
export function destinationsOf(config: Config, kind: NoticeKind): Destination[] {
  const people = kind === 'ledger_heads' ? config.headsMailTo : config.noticeMailTo
  return [
    ...(config.smtpUrl ? people.map((target) => ({ channel: 'mail', target }) as const) : []),
    ...(config.webhookUrl ? [{ channel: 'webhook', target: config.webhookUrl } as const] : []),
  ]
}

/** A destination as it may be shown: the address of a webhook often holds a secret, so its host must do. */
export const shownTarget = ({ channel, target }: Destination): string =>
  channel === 'webhook' ? new URL(target).host : target
