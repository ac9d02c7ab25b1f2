import { sql } from 'kysely'
import type { Reader } from '../db/index.ts'
import type { MediaRef } from '../storage/index.ts'

/**
 * Every stored file that rows name: audio and originals, waveforms, photographs of paper logs, imported workbooks. A test
 * compares them with what lies in storage, so that a new kind is not forgotten.
 */
export async function storedRefs({ q }: Reader): Promise<MediaRef[]> {
  const { rows } = await sql<MediaRef>`
    select sha256, extension from media_file where removed_at is null
    union select peaks_sha256, 'json' from recording where peaks_sha256 is not null
    union select sha256, extension from log_photo where removed_at is null
    union select sha256, extension from log_import
    order by 1, 2`.execute(q)
  return rows
}
