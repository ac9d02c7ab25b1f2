import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Config } from '../config.ts'
import { isoUtc } from '../kernel/time.ts'
import type { Notice } from './notice-store.ts'
import type { Said } from './say.ts'

const PATIENCE_MS = 15_000
export const SIGNATURE_HEADER = 'Song-Que-Signature'

/** `t=<seconds>,v1=<hex>`: HMAC-SHA-256 with the shared secret over "<seconds>.<body>", so that no old body can be sent again unnoticed. */
export const signWebhook = (secret: string, seconds: number, body: string): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`

/** What the receiver does (docs/van-hanh/thong-bao.md). @param toleranceSeconds how old a message may be */
export function isSigned(secret: string, header: string, body: string, now: number, toleranceSeconds = 300): boolean {
  const seconds = Number(/^t=(\d+),/.exec(header)?.[1])
  if (!Number.isFinite(seconds) || Math.abs(now / 1000 - seconds) > toleranceSeconds) return false
  const [expected, given] = [Buffer.from(signWebhook(secret, seconds, body)), Buffer.from(header)]
  return expected.length === given.length && timingSafeEqual(expected, given)
}

/** Posts a notice, signed. @throws Error when the receiver does not answer 2xx in time */
export async function postWebhook(config: Config, url: string, notice: Notice, said: Said, now: number): Promise<void> {
  const { id, kind, created_at } = notice
  const { subject, text, data } = said
  const body = JSON.stringify({ id, kind, created_at: isoUtc(created_at), subject, text, data })
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      [SIGNATURE_HEADER]: signWebhook(config.webhookSecret, Math.floor(now / 1000), body),
    },
    body,
    // A signed body goes where the settings say and nowhere else.
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
}
