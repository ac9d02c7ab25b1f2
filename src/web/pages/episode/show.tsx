import type { Context as HonoContext } from 'hono'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { isLocalDate } from '../../../kernel/dates.ts'
import { send } from '../../answer.tsx'
import type { View } from '../../view.ts'
import type { EpisodeForms } from './forms.tsx'
import { idOf, optionalNumber } from './ids.ts'
import { loadEpisode } from './load.ts'
import { EpisodePage } from './page.tsx'

/** Sends the page of the episode in the address, with its forms as they came back. */
export async function show(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  forms: EpisodeForms,
  status = 200,
): Promise<Response> {
  const day = c.req.query('ngay')
  const model = await loadEpisode(ctx, v.actor, idOf(c), {
    revision: optionalNumber(c.req.query('ban-sua')),
    day: day !== undefined && isLocalDate(day) ? day : undefined,
  })
  // The waveform writes its style sheet inside its shadow: this answer alone allows that one, by a word used once.
  const allowed = { 'style-src': `'self' 'nonce-${model.nonce}'` }
  return send(c, <EpisodePage v={v} model={model} forms={forms} />, status, allowed)
}
