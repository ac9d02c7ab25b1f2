import type { Reader, Tx } from '../../db/index.ts'

/** Rows asked for at once: well below the databases' limits on bound variables. */
const AT_ONCE = 500

export type ImportedEvent = { readonly eventId: string; readonly contentHash: string; readonly body: string }

/** Of these events, those that are known, with the hash of their content. */
export async function knownImports(
  reader: Reader,
  stationId: number,
  eventIds: readonly string[],
): Promise<Map<string, string>> {
  const known = new Map<string, string>()
  for (let i = 0; i < eventIds.length; i += AT_ONCE) {
    const rows = await reader.q
      .selectFrom('imported_event')
      .select(['event_id', 'content_hash'])
      .where('station_id', '=', stationId)
      .where('event_id', 'in', eventIds.slice(i, i + AT_ONCE))
      .execute()
    for (const row of rows) known.set(row.event_id, row.content_hash)
  }
  return known
}

/** What was imported of an airing, from whatever file. */
export async function importsOfAiring(reader: Reader, stationId: number, airingId: string): Promise<string[]> {
  const rows = await reader.q
    .selectFrom('imported_event')
    .select('body')
    .where('station_id', '=', stationId)
    .where('airing_id', '=', airingId)
    .orderBy('event_id')
    .execute()
  return rows.map((row) => row.body)
}

/** Keeps a file; the same content is kept once. @returns its id */
export async function keepFile(
  tx: Tx,
  file: {
    readonly stationId: number
    readonly source: string
    readonly sha256: string
    readonly body: string
    readonly at: number
    readonly by: string
  },
): Promise<number> {
  const known = await tx.q
    .selectFrom('import_file')
    .select('id')
    .where('station_id', '=', file.stationId)
    .where('sha256', '=', file.sha256)
    .executeTakeFirst()
  if (known) return known.id
  const row = { station_id: file.stationId, source: file.source, sha256: file.sha256, body: file.body }
  const { id } = await tx.q
    .insertInto('import_file')
    .values({ ...row, received_at: file.at, received_by_name: file.by })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function insertImported(
  tx: Tx,
  stationId: number,
  fileId: number,
  events: readonly (ImportedEvent & { readonly airingId: string })[],
): Promise<void> {
  for (let i = 0; i < events.length; i += 100) {
    const rows = events.slice(i, i + 100).map((event) => ({
      station_id: stationId,
      event_id: event.eventId,
      content_hash: event.contentHash,
      airing_id: event.airingId,
      body: event.body,
      file_id: fileId,
    }))
    await tx.q.insertInto('imported_event').values(rows).execute()
  }
}
