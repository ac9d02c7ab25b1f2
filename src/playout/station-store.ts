import { unknownStation } from '../accounts/index.ts'
import { prepared, type Reader } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { commonErrors } from '../kernel/errors.ts'
import { stationErrors } from '../stations/index.ts'
import type { LedgerStation } from './ledger.ts'

const byCode = prepared((q, a: { code: string }) =>
  q.selectFrom('station').select(['id', 'code', 'name']).where('code', '=', a.code).compile(),
)

/**
 * The station that a path names, as its ledger rows call it.
 * @throws DomainError sign_in_required before anything is told of stations; station_not_found, or forbidden for those who
 * may not see all
 */
export async function stationForLedger(reader: Reader, code: string, actor: Actor): Promise<LedgerStation> {
  if (actor.kind === 'nobody') throw commonErrors.sign_in_required()
  const [row] = await byCode(reader, { code })
  if (!row) throw unknownStation(actor, stationErrors.station_not_found({ code: code.slice(0, 80) }))
  return row
}

/** @throws DomainError station_not_found */
export async function stationById(reader: Reader, id: number): Promise<LedgerStation> {
  const row = await reader.q
    .selectFrom('station')
    .select(['id', 'code', 'name'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw stationErrors.station_not_found({ code: String(id) })
  return row
}
