import { Hono, type Context as HonoContext } from 'hono'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { commonErrors } from '../../../kernel/errors.ts'
import { normaliseText } from '../../../kernel/text.ts'
import { type DecisionName, takeDecision } from '../../../library/index.ts'
import { formValues, page, returned } from '../../answer.tsx'
import { done } from '../../flash.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { asking, UNTOUCHED_FORMS } from './forms.tsx'
import { idOf, optionalNumber } from './ids.ts'
import { episodeRecordingRoutes } from './recording-routes.tsx'
import { episodeScriptRoutes } from './script-routes.tsx'
import { show } from './show.tsx'

/** What is said when a decision was recorded. */
const SAID: Readonly<Record<DecisionName, Word>> = {
  submitted: 'episode.done_submitted',
  content_approved: 'episode.done_content_approved',
  approved: 'episode.done_approved',
  returned: 'episode.done_returned',
  cleared: 'episode.done_cleared',
  clearance_voided: 'episode.done_clearance_voided',
  withdrawn: 'episode.done_withdrawn',
}
const isKind = (text: string | undefined): text is DecisionName => text !== undefined && Object.hasOwn(SAID, text)

async function decide(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const episodeId = idOf(c)
  const values = await formValues(c)
  const { kind } = values
  if (!isKind(kind)) throw commonErrors.invalid_input()
  try {
    await takeDecision(ctx, v.actor, {
      episodeId,
      kind,
      comment: normaliseText(values.comment ?? values.remark ?? '').trim() || null,
      revision: optionalNumber(values.revision),
      recordingId: optionalNumber(values.recording),
      confirmEmpties: values.confirm === '1',
    })
  } catch (error) {
    const { status, ...form } = returned(v, error, { kind, comment: values.comment ?? '' })
    const decision = asking(form, error)
    return show(ctx, c, v, { ...UNTOUCHED_FORMS, decision }, status)
  }
  return done(c, `/ky/${episodeId}`, SAID[kind])
}

/** The page of an episode and its forms. */
export function episodeRoutes(ctx: Context): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get(
      '/ky/:id{[1-9][0-9]*}',
      page(ctx, (c, v) => show(ctx, c, v, UNTOUCHED_FORMS)),
    )
    .post(
      '/ky/:id{[1-9][0-9]*}/quyet-dinh',
      page(ctx, (c, v) => decide(ctx, c, v)),
    )
    .route('/', episodeScriptRoutes(ctx))
    .route('/', episodeRecordingRoutes(ctx))
}
