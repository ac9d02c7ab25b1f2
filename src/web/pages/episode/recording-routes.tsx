import { Hono, type Context as HonoContext } from 'hono'
import { demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { commonErrors } from '../../../kernel/errors.ts'
import { cancelRecording, chooseRecording, retryRecording, trimRecording } from '../../../library/index.ts'
import { formValues, page, returned } from '../../answer.tsx'
import { done } from '../../flash.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { asking, UNTOUCHED_FORMS } from './forms.tsx'
import { idOf, optionalNumber } from './ids.ts'
import { NOT_SECONDS, secondsOf } from './seconds.ts'
import { show } from './show.tsx'

const recordingOf = (values: Readonly<Record<string, string>>): number => {
  const id = optionalNumber(values.recording)
  if (id === undefined) throw commonErrors.invalid_input()
  return id
}

async function cut(ctx: Context, v: View, values: Readonly<Record<string, string>>): Promise<Word> {
  const [head, tail] = [secondsOf(values.head), secondsOf(values.tail)]
  const fields = [
    ...(head === null ? [{ path: 'head', ...NOT_SECONDS }] : []),
    ...(tail === null ? [{ path: 'tail', ...NOT_SECONDS }] : []),
  ]
  if (head === null || tail === null) throw commonErrors.invalid_input({}, { fields })
  await trimRecording(ctx, v.actor, { recordingId: recordingOf(values), headSeconds: head, tailSeconds: tail })
  return 'episode.trimmed'
}

/** What is done with a recording: each answers with the word that says so. */
type Deed = (ctx: Context, v: View, values: Readonly<Record<string, string>>, episodeId: number) => Promise<Word>
const DEEDS: Readonly<Record<string, Deed>> = {
  cat: cut,
  dung: async (ctx, v, values, episodeId) => {
    const recordingId = recordingOf(values)
    await chooseRecording(ctx, v.actor, { episodeId, recordingId, confirmEmpties: values.confirm === '1' })
    return 'episode.recording_used'
  },
  huy: async (ctx, v, values) => {
    await cancelRecording(ctx, v.actor, recordingOf(values))
    return 'episode.recording_stopped'
  },
  lai: async (ctx, v, values) => {
    await retryRecording(ctx, v.actor, recordingOf(values))
    return 'episode.recording_again'
  },
}

async function carryOut(ctx: Context, c: HonoContext<AppEnv>, v: View, deed: Deed): Promise<Response> {
  demand(v.actor, 'recording.upload')
  const episodeId = idOf(c)
  const values = await formValues(c)
  try {
    return done(c, `/ky/${episodeId}#am-thanh`, await deed(ctx, v, values, episodeId))
  } catch (error) {
    const { status, ...form } = returned(v, error, values)
    return show(ctx, c, v, { ...UNTOUCHED_FORMS, recording: asking(form, error) }, status)
  }
}

/** Cutting, choosing, stopping and trying again: one form each. */
export function episodeRecordingRoutes(ctx: Context): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  for (const [name, deed] of Object.entries(DEEDS)) {
    routes.post(
      `/ky/:id{[1-9][0-9]*}/ban-ghi/${name}`,
      page(ctx, (c, v) => carryOut(ctx, c, v, deed)),
    )
  }
  return routes
}
