import { Hono, type Context as HonoContext } from 'hono'
import type { Context } from '../../../context.ts'
import { type AppEnv, idParam } from '../../../http/index.ts'
import { commonErrors, type DomainError, notFound } from '../../../kernel/errors.ts'
import { normaliseText } from '../../../kernel/text.ts'
import { type DecisionName, saveScript, takeDecision } from '../../../library/index.ts'
import { formValues, page, returned, send } from '../../answer.tsx'
import { UNTOUCHED } from '../../components/form.tsx'
import type { View } from '../../view.ts'
import { type EpisodeForms, emptiesOf, newerRevision, UNTOUCHED_FORMS } from './forms.tsx'
import { loadEpisode } from './load.ts'
import { EpisodePage } from './page.tsx'

const missing = (): DomainError => notFound('episode')

/** @throws DomainError not_found for what is no number */
function idOf(c: HonoContext<AppEnv>): number {
  const id = idParam.safeParse(c.req.param('id'))
  if (!id.success) throw missing()
  return id.data
}
const optionalNumber = (text: string | undefined): number | undefined =>
  text && /^\d{1,9}$/.test(text) ? Number(text) : undefined

const KINDS: readonly DecisionName[] = ['submitted', 'content_approved', 'approved', 'returned', 'cleared']
const kindOf = (text: string | undefined): DecisionName => {
  const kind = KINDS.find((known) => known === text)
  if (!kind) throw commonErrors.invalid_input()
  return kind
}

async function show(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  forms: EpisodeForms,
  status = 200,
): Promise<Response> {
  const model = await loadEpisode(ctx, v.actor, idOf(c), optionalNumber(c.req.query('ban-sua')))
  return send(c, <EpisodePage v={v} model={model} forms={forms} />, status)
}

async function saveRevision(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const episodeId = idOf(c)
  const values = await formValues(c)
  try {
    await saveScript(ctx, v.actor, {
      episodeId,
      text: values.text ?? '',
      baseRevision: optionalNumber(values.base),
      confirmEmpties: values.confirm === '1',
      source: 'typed',
    })
  } catch (error) {
    const { status, ...form } = returned(v, error, { text: values.text ?? '' })
    const base = newerRevision(error) ?? optionalNumber(values.base)
    return show(ctx, c, v, { decision: UNTOUCHED, script: { ...form, empties: emptiesOf(error) }, base }, status)
  }
  return c.redirect(`/ky/${episodeId}`, 303)
}

async function decide(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const episodeId = idOf(c)
  const values = await formValues(c)
  try {
    await takeDecision(ctx, v.actor, {
      episodeId,
      kind: kindOf(values.kind),
      comment: normaliseText(values.comment ?? '').trim() || null,
      revision: optionalNumber(values.revision),
      recordingId: optionalNumber(values.recording),
      confirmEmpties: values.confirm === '1',
    })
  } catch (error) {
    const { status, ...form } = returned(v, error, { comment: values.comment ?? '' })
    return show(ctx, c, v, { script: UNTOUCHED, decision: { ...form, empties: emptiesOf(error) } }, status)
  }
  return c.redirect(`/ky/${episodeId}`, 303)
}

/** The page of an episode and its two forms: a new revision, a decision. */
export function episodeRoutes(ctx: Context): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get(
      '/ky/:id{[1-9][0-9]*}',
      page(ctx, (c, v) => show(ctx, c, v, UNTOUCHED_FORMS)),
    )
    .post(
      '/ky/:id{[1-9][0-9]*}/ban-sua',
      page(ctx, (c, v) => saveRevision(ctx, c, v)),
    )
    .post(
      '/ky/:id{[1-9][0-9]*}/quyet-dinh',
      page(ctx, (c, v) => decide(ctx, c, v)),
    )
}
