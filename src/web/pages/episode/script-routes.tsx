import { Hono, type Context as HonoContext } from 'hono'
import { demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { notFound } from '../../../kernel/errors.ts'
import {
  acceptText,
  diffScripts,
  getEpisode,
  getScript,
  type MergeChoice,
  mergedText,
  mergeScripts,
  paperOf,
  type Revision,
  readScriptFile,
  saveScript,
  scriptDocument,
  settingsNow,
} from '../../../library/index.ts'
import { formValues, page, returned, send } from '../../answer.tsx'
import { UNTOUCHED } from '../../components/form.tsx'
import { done } from '../../flash.ts'
import type { View } from '../../view.ts'
import { centreName } from './centre.ts'
import { ComparePage, type Comparison } from './compare.tsx'
import { asking, newerRevision, UNTOUCHED_FORMS } from './forms.tsx'
import { idOf, optionalNumber } from './ids.ts'
import type { Merging } from './merge.tsx'
import { PaperPage } from './paper.tsx'
import { show } from './show.tsx'

const untouched = (values: Record<string, string>) => ({ ...UNTOUCHED, values })
const sourceOf = (text: string | undefined): 'docx' | 'text' | undefined =>
  text === 'docx' || text === 'text' ? text : undefined

async function saveRevision(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const episodeId = idOf(c)
  const values = await formValues(c)
  const text = values.text ?? ''
  const base = optionalNumber(values.base)
  const source = sourceOf(values.source)
  try {
    const { revision, saved } = await saveScript(ctx, v.actor, {
      episodeId,
      text,
      baseRevision: base,
      confirmEmpties: values.confirm === '1',
      source: source ?? 'typed',
    })
    return done(c, `/ky/${episodeId}`, saved ? 'episode.saved' : 'episode.saved_already', { n: revision.revision })
  } catch (error) {
    const { status, ...form } = returned(v, error, { text })
    const newest = newerRevision(error)
    const merge = newest === undefined ? undefined : await mergeOf(ctx, v, { episodeId, text, base: base ?? 0, newest })
    const script = asking(form, error)
    return show(ctx, c, v, { ...UNTOUCHED_FORMS, script, base: newest ?? base, source, merge }, status)
  }
}

type Clash = { readonly episodeId: number; readonly text: string; readonly base: number; readonly newest: number }
const revisionOf = (ctx: Context, v: View, id: number, n: number): Promise<Revision | null> =>
  n === 0 ? Promise.resolve(null) : getScript(ctx, v.actor, id, n)

async function mergeOf(ctx: Context, v: View, { episodeId, text, base, newest }: Clash): Promise<Merging> {
  const began = await revisionOf(ctx, v, episodeId, base)
  const theirs = await getScript(ctx, v.actor, episodeId, newest)
  const mine = acceptText(text)
  const parts = mergeScripts(began?.body ?? '', mine, theirs.body)
  return { parts, text: mine, base, newest, who: theirs.author ?? '…' }
}

const choiceOf = (text: string | undefined): MergeChoice | undefined =>
  text === 'mine' || text === 'theirs' || text === 'both' ? text : undefined

/** Joins both texts by the choices; the result goes to the editor and is saved by a person. */
async function merge(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'episode.edit')
  const episodeId = idOf(c)
  const values = await formValues(c)
  const newest = optionalNumber(values.newest) ?? 0
  const clash = { episodeId, text: values.text ?? '', base: optionalNumber(values.base) ?? 0, newest }
  const { parts } = await mergeOf(ctx, v, clash)
  const choices = parts.filter(({ kind }) => kind === 'choice').map((_, i) => choiceOf(values[`cho-${i}`]))
  const script = untouched({ text: mergedText(parts, choices) })
  return show(ctx, c, v, { ...UNTOUCHED_FORMS, script, base: newest, note: v.t('editor.merged', { n: newest }) })
}

/** Reads a Word or text file into the editor; nothing is saved. */
async function importFile(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'episode.edit')
  const episodeId = idOf(c)
  const { file } = await c.req.parseBody()
  if (!(file instanceof File) || file.size === 0) {
    const imported = { ...UNTOUCHED, message: v.t('editor.import_none') }
    return show(ctx, c, v, { ...UNTOUCHED_FORMS, imported }, 400)
  }
  try {
    const { text, kind } = await readScriptFile(ctx, v.actor, { episodeId, body: file.stream() })
    const script = untouched({ text: acceptText(text) })
    const note = v.t('editor.imported', { name: file.name.normalize('NFC') })
    return show(ctx, c, v, { ...UNTOUCHED_FORMS, script, source: kind, note })
  } catch (error) {
    const { status, ...imported } = returned(v, error, {})
    return show(ctx, c, v, { ...UNTOUCHED_FORMS, imported }, status)
  }
}

/** Two saved revisions; without being asked, the newest and the one before. */
async function compareSaved(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const state = await getEpisode(ctx, v.actor, idOf(c))
  const { episode, revisions } = state
  const to = optionalNumber(c.req.query('den')) ?? revisions[0]?.revision
  if (to === undefined) throw notFound('revision')
  const from = optionalNumber(c.req.query('tu')) ?? Math.max(1, to - 1)
  const [before, after] = [
    await getScript(ctx, v.actor, episode.id, from),
    await getScript(ctx, v.actor, episode.id, to),
  ]
  return sendComparison(c, v, { episode, revisions, from, to, diff: diffScripts(before.body, after.body) })
}

/** The newest revision and the text that is being written. */
async function compareWritten(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const { episode, revisions, script } = await getEpisode(ctx, v.actor, idOf(c))
  const values = await formValues(c)
  const diff = diffScripts(script?.body ?? '', acceptText(values.text ?? ''))
  return sendComparison(c, v, { episode, revisions, from: script?.revision ?? 0, to: null, diff })
}
const sendComparison = (c: HonoContext<AppEnv>, v: View, comparison: Comparison): Response =>
  send(c, <ComparePage v={v} comparison={comparison} />)

async function paper(ctx: Context, c: HonoContext<AppEnv>, v: View) {
  const { episode, script, decisions } = await getEpisode(ctx, v.actor, idOf(c))
  const asked = optionalNumber(c.req.query('ban-sua'))
  const revision = asked === undefined ? script : await getScript(ctx, v.actor, episode.id, asked)
  if (!revision) throw notFound('revision')
  const settings = await settingsNow(ctx, ctx.db)
  const savedOn = ctx.zone.localDate(revision.createdAt)
  const agency = await centreName(ctx)
  return { paper: paperOf({ episode, revision, decisions, settings, agency, savedOn }), asked }
}

async function printCopy(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const made = await paper(ctx, c, v)
  const asked = made.asked === undefined ? '' : `?ban-sua=${made.asked}`
  const [back, file] = [`/ky/${idOf(c)}${asked}`, `/ky/${idOf(c)}/kich-ban.docx${asked}`]
  return send(c, <PaperPage v={v} paper={made.paper} back={back} file={file} />)
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
async function wordCopy(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const made = await paper(ctx, c, v)
  const bytes = await scriptDocument(made.paper)
  c.header('Content-Type', DOCX)
  c.header('Content-Disposition', `attachment; filename="${made.paper.fileName}"`)
  c.header('Cache-Control', 'private, no-cache')
  c.header('X-Content-Type-Options', 'nosniff')
  return c.body(new Uint8Array(bytes))
}

/** Everything about the script of an episode: saving, joining, importing, comparing, and the copies for paper. */
export function episodeScriptRoutes(ctx: Context): Hono<AppEnv> {
  const at = (path: string): string => `/ky/:id{[1-9][0-9]*}/${path}`
  return new Hono<AppEnv>()
    .post(
      at('ban-sua'),
      page(ctx, (c, v) => saveRevision(ctx, c, v)),
    )
    .post(
      at('tron'),
      page(ctx, (c, v) => merge(ctx, c, v)),
    )
    .post(
      at('nhap'),
      page(ctx, (c, v) => importFile(ctx, c, v)),
    )
    .get(
      at('so-sanh'),
      page(ctx, (c, v) => compareSaved(ctx, c, v)),
    )
    .post(
      at('so-sanh'),
      page(ctx, (c, v) => compareWritten(ctx, c, v)),
    )
    .get(
      at('ban-in'),
      page(ctx, (c, v) => printCopy(ctx, c, v)),
    )
    .get(
      at('kich-ban.docx'),
      page(ctx, (c, v) => wordCopy(ctx, c, v)),
    )
}
