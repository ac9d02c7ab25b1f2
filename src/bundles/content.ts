import type { Context } from '../context.ts'
import type { Actor } from '../kernel/actor.ts'
import { canonicalJson, type Json, sha256 } from '../kernel/canonical.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { formats, playlistOfDays } from '../playlists/index.ts'
import type { Playlist, PlaylistItem } from '../protocol/playlist.ts'
import { readSecrets } from './key-store.ts'
import { publicKey, reportKey, signBytes } from './keys.ts'
import { bundlePage } from './page.ts'
import { textEntry, type ZipEntry } from './zip.ts'

export const BUNDLE_FORMAT = 'songque-bundle/1'
export const PAGE_NAME = 'PHAT.html'

export type Bundle = {
  readonly id: string
  readonly station: string
  readonly from: LocalDate
  /** SHA-256 of the manifest, which names every other file by its own. */
  readonly tag: string
  /** Epoch ms, for the entries. */
  readonly at: number
  readonly entries: readonly ZipEntry[]
}

type AudioFile = { readonly path: string; readonly bytes: number; readonly sha256: string; readonly extension: string }

/**
 * Everything that a bundle holds, none of it read yet. The same plan gives the same bundle, down to its id: two sticks
 * made of it are one bundle.
 * @throws DomainError as playlistOfDays
 */
export async function bundleOf(
  ctx: Context,
  actor: Actor,
  code: string,
  asked: { readonly from?: LocalDate | undefined; readonly days: number },
): Promise<Bundle> {
  const { station, playlist } = await playlistOfDays(ctx, actor, code, { date: asked.from, days: asked.days })
  const files = new Map<string, AudioFile>()
  const items: PlaylistItem[] = []
  for (const item of playlist.items) items.push(await withFile(ctx, item, files))
  const own: Playlist = { ...playlist, items }
  const id = sha256(canonicalJson({ station: station.id, playlist: own } as unknown as Json)).slice(0, 32)
  const secrets = await readSecrets(ctx.db, ctx.clock.now())
  const key = reportKey(secrets, station.id, id)
  const texts = [
    textEntry(PAGE_NAME, bundlePage({ bundleId: id, key, playlist: own })),
    textEntry('playlist.json', `${JSON.stringify(own, null, 2)}\n`),
    textEntry('playlist.m3u8', m3u(ctx, own)),
  ]
  const audio = [...files.values()].map((file): ZipEntry => ({ ...file, open: () => ctx.storage.open(file) }))
  const named = [...texts, ...audio].map(({ path, bytes, sha256: hash }) => ({ path, bytes, sha256: hash }))
  const manifest = Buffer.from(
    canonicalJson({
      format: BUNDLE_FORMAT,
      bundle_id: id,
      station: own.station,
      station_name: own.station_name,
      from: own.from,
      to: own.to,
      playlist_version: own.version,
      key_id: publicKey(secrets).id,
      files: named,
    }),
  )
  const proof = [textEntry('manifest.json', manifest), textEntry('manifest.sig', signBytes(secrets, manifest))]
  const at = ctx.zone.toInstant(playlist.from as LocalDate, 0)
  const entries = [...texts, ...proof, ...audio]
  return { id, station: own.station, from: playlist.from as LocalDate, tag: sha256(manifest), at, entries }
}

/** The item with its audio as it lies in the bundle; without audio when the file is not here as it was cleared. */
async function withFile(ctx: Context, item: PlaylistItem, files: Map<string, AudioFile>): Promise<PlaylistItem> {
  if (!item.audio) return item
  const { sha256: hash, bytes, url } = item.audio
  const extension = url.slice(url.lastIndexOf('.') + 1)
  const path = `audio/${hash}.${extension}`
  const stored = await ctx.storage.stat({ sha256: hash, extension })
  if (stored?.bytes !== bytes) {
    const problem = {
      code: 'audio_missing' as const,
      detail: 'Tệp âm thanh không còn trên máy chủ khi làm bộ này.',
      detail_en: 'The audio was not on the server when this bundle was made.',
    }
    return { ...item, audio: null, problem }
  }
  files.set(hash, { path, bytes, sha256: hash, extension })
  return { ...item, audio: { ...item.audio, url: path } }
}

function m3u(ctx: Context, playlist: Playlist): string {
  const format = formats.get('m3u8')
  if (!format) throw new Error('there is no m3u8')
  return format.render(playlist, { token: null, player: null, base: '', zone: ctx.zone, clearedAt: new Map() })
}
