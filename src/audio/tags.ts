import { normaliseLine } from '../kernel/text.ts'

/** What a file says of itself, in Vietnamese. */
export type AudioTags = {
  readonly title: string
  /** The segment: "Cải cách hành chính". */
  readonly album: string
  /** The centre. */
  readonly artist: string
  readonly year?: number
  readonly track?: number
  readonly comment?: string
}

/** ffmpeg's options for tags: ID3v2.4 in MP3, Vorbis comments in Opus, both UTF-8. Tags of the source are dropped. */
export function tagOptions(tags: AudioTags): string[] {
  const pairs: [string, string | number | undefined][] = [
    ['title', tags.title],
    ['album', tags.album],
    ['artist', tags.artist],
    ['date', tags.year],
    ['track', tags.track],
    ['comment', tags.comment],
    ['language', 'vie'],
  ]
  const given = pairs.filter(([, value]) => value !== undefined && value !== '')
  return [
    '-map_metadata',
    '-1',
    ...given.flatMap(([name, value]) => ['-metadata', `${name}=${normaliseLine(String(value))}`]),
  ]
}
