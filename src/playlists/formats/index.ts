import type { PlaylistFormat } from './format.ts'
import { json } from './json.ts'
import { m3u } from './m3u.ts'

/** Every form of a playlist by the extension in its address. */
export const formats: ReadonlyMap<string, PlaylistFormat> = new Map([
  ['json', json],
  ['m3u', m3u],
  ['m3u8', m3u],
])
export type { PlaylistFormat, RenderOptions } from './format.ts'
