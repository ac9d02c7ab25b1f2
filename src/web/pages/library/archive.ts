import { Readable } from 'node:stream'
import yazl from 'yazl'
import { can } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { slug } from '../../../kernel/text.ts'
import {
  audioFacts,
  type EpisodeState,
  getEpisode,
  paperOf,
  scriptDocument,
  settingsNow,
} from '../../../library/index.ts'
import { centreName } from '../episode/centre.ts'

type Entry = { readonly path: string; readonly open: () => Promise<Readable> }

/** "2026-047-mot-cua-lien-thong": sorts by number, opens on every system. */
function folderOf({ episode }: EpisodeState): string {
  const name = slug(episode.title).slice(0, 60).replace(/-+$/, '')
  return `${episode.year}-${String(episode.number).padStart(3, '0')}-${name}`
}

/**
 * The scripts (text and Word) and the broadcast audio of some episodes, a folder each, as a ZIP that is made as it is
 * read. Audio goes along for those who may hear it.
 * @throws DomainError forbidden, not_found
 */
export async function episodeArchive(ctx: Context, actor: Actor, ids: readonly number[]): Promise<Readable> {
  const audio = can(actor, 'audio.read') ? await audioFacts(ctx.db, ids) : new Map()
  const entries: Entry[] = []
  for (const id of ids) {
    const state = await getEpisode(ctx, actor, id)
    entries.push(...entriesOf(ctx, state))
    const mp3 = audio.get(id)?.mp3
    const ref = mp3 && { sha256: mp3.sha256, extension: 'mp3' }
    if (ref && (await ctx.storage.stat(ref)))
      entries.push({
        path: `${folderOf(state)}/${slug(state.episode.title).slice(0, 60)}.mp3`,
        open: async () => ctx.storage.open(ref),
      })
  }
  return archiveOf(entries, ctx.clock.now())
}

function entriesOf(ctx: Context, { episode, script, decisions, ...state }: EpisodeState): Entry[] {
  if (!script) return []
  const folder = folderOf({ episode, script, decisions, ...state })
  const word = async (): Promise<Readable> => {
    const settings = await settingsNow(ctx, ctx.db)
    const agency = await centreName(ctx)
    const savedOn = ctx.zone.localDate(script.createdAt)
    const paper = paperOf({ episode, revision: script, decisions, settings, agency, savedOn })
    return Readable.from([Buffer.from(await scriptDocument(paper))])
  }
  // Notepad on an old PC needs the mark and its line ends.
  const text = `\ufeff${episode.title}\n\n${script.body}\n`.replaceAll('\n', '\r\n')
  return [
    { path: `${folder}/kich-ban.txt`, open: async () => Readable.from([Buffer.from(text)]) },
    { path: `${folder}/kich-ban.docx`, open: word },
  ]
}

function archiveOf(entries: readonly Entry[], at: number): Readable {
  const zip = new yazl.ZipFile()
  // Its type says less than it is: a PassThrough.
  const stream = zip.outputStream as Readable
  zip.on('error', (error: Error) => stream.destroy(error))
  for (const { path, open } of entries) {
    zip.addReadStreamLazy(path, { mtime: new Date(at), compress: path.endsWith('.txt') }, (take) => {
      open().then(
        (source) => {
          source.on('error', (error) => stream.destroy(error))
          stream.on('close', () => source.destroy())
          take(null, source)
        },
        (error: Error) => stream.destroy(error),
      )
    })
  }
  zip.end()
  return stream
}
