import { Hono, type Context as HonoContext } from 'hono'
import { accountsAll, demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, asDomainError, idParam, line, parseInput, text, z } from '../../../http/index.ts'
import { commonErrors, notFound } from '../../../kernel/errors.ts'
import {
  forgetFormFile,
  getEpisode,
  keepFormFile,
  listRecordings,
  prepareUrgent,
  takeDecision,
  useFormFile,
} from '../../../library/index.ts'
import { formValues, page, returned, send } from '../../answer.tsx'
import { type Returned, UNTOUCHED } from '../../components/form.tsx'
import { done } from '../../flash.ts'
import type { View } from '../../view.ts'
import { NO_FILE } from './faults.ts'
import { PreparePage, prepareHref } from './prepare.tsx'
import { receiveForm } from './receive.ts'

/** While the recording is worked, its page is fetched anew by the browser itself, this often. */
const REFRESH_SECONDS = 2

const fields = z.object({ title: line(300), segment: z.string().min(1).max(80), text: text(100_000) })

export type FirstPage = (c: HonoContext<AppEnv>, v: View, back: { form: Returned; status: number }) => Promise<Response>

/** Takes the form with its recording: the fields are judged before the first byte of the file is kept. */
async function prepare(ctx: Context, c: HonoContext<AppEnv>, v: View, first: FirstPage): Promise<Response> {
  demand(v.actor, 'emergency.prepare')
  demand(v.actor, 'recording.upload')
  let values: Record<string, string> = {}
  try {
    const received = await receiveForm(c, (file, told) => {
      values = told
      parseInput(fields, told)
      return keepFormFile(ctx, v.actor, file)
    })
    values = received.values
    const { file } = received
    if (!file) throw commonErrors.invalid_input({}, { fields: [NO_FILE] })
    try {
      const id = await prepareUrgent(ctx, v.actor, parseInput(fields, values))
      await useFormFile(ctx, v.actor, id, file)
      return c.redirect(prepareHref(id), 303)
    } catch (error) {
      await forgetFormFile(ctx, file)
      throw error
    }
  } catch (error) {
    const form = returned(v, error, values)
    return first(c, v, { form, status: form.status })
  }
}

async function show(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  form: Returned = UNTOUCHED,
  status = 200,
): Promise<Response> {
  const id = parseInput(idParam, c.req.param('id'))
  const state = await getEpisode(ctx, v.actor, id)
  if (state.episode.priority !== 'emergency') throw notFound('episode')
  if (state.episode.clearedDecisionId !== null) return c.redirect(`/khan-cap?ky=${id}`, 303)
  const recordings = await listRecordings(ctx, v.actor, id)
  const recording = recordings.find(({ inUse }) => inUse) ?? recordings[0]
  if (recording?.state === 'waiting' || recording?.state === 'working') c.header('Refresh', String(REFRESH_SECONDS))
  const approvers = (await accountsAll(ctx.db)).filter(({ active, roles }) => active && roles.includes('approver'))
  return send(c, <PreparePage v={v} model={{ state, recording, approvers }} form={form} />, status)
}

/** The approver's two words in one: the text, then the sound. Each stays a decision of its own. */
async function clear(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const episodeId = parseInput(idParam, c.req.param('id'))
  const values = await formValues(c)
  const seen = {
    revision: Number(values.revision) || undefined,
    recordingId: Number(values.recording) || undefined,
  }
  const say = (kind: 'approved' | 'cleared') =>
    takeDecision(ctx, v.actor, { episodeId, kind, comment: null, confirmEmpties: false, ...seen })
  try {
    const { episode } = await getEpisode(ctx, v.actor, episodeId)
    if (episode.scriptState !== 'approved') await say('approved')
    await say('cleared')
  } catch (error) {
    // Pressed twice: it is cleared, which is what was asked for.
    if (asDomainError(error).code !== 'already_cleared') {
      const form = returned(v, error, {})
      return show(ctx, c, v, form, form.status)
    }
  }
  return done(c, `/khan-cap?ky=${episodeId}`, 'emergency.was_cleared')
}

/** Recording and clearing an emergency. @param first shows the first page of "Khẩn cấp", with a form that came back */
export const preparePages = (ctx: Context, first: FirstPage): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .post(
      '/khan-cap/chuan-bi',
      page(ctx, (c, v) => prepare(ctx, c, v, first)),
    )
    .get(
      '/khan-cap/chuan-bi/:id{[0-9]+}',
      page(ctx, (c, v) => show(ctx, c, v)),
    )
    .post(
      '/khan-cap/chuan-bi/:id{[0-9]+}/duyet',
      page(ctx, (c, v) => clear(ctx, c, v)),
    )
