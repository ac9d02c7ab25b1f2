import type { PlaylistFormat } from './format.ts'
import { ics } from './ics.ts'
import { json } from './json.ts'
import { m3u } from './m3u.ts'
import { pls } from './pls.ts'
import { rss } from './rss.ts'
import { xspf } from './xspf.ts'

/** Every form of a playlist by the extension in its address. */
export const formats: ReadonlyMap<string, PlaylistFormat> = new Map([
  ['json', json],
  ['m3u', m3u],
  ['m3u8', m3u],
  ['xspf', xspf],
  ['pls', pls],
  ['ics', ics],
  ['rss', rss],
])
export type { PlaylistFormat, RenderOptions } from './format.ts'
