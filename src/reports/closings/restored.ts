import { demand } from '../../accounts/index.ts'
import { audit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { transact } from '../../db/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { appendEpoch, epochsOf } from '../../playout/index.ts'
import { ledgerHashes } from './closings-store.ts'
import { headsPath, readHeadLines, type StationLine } from './heads-file.ts'

/**
 * After an older copy of the database was put back: every ledger that no longer leads through its last published head gets
 * an epoch row that names it (COUNTING.md 5), so that the gap is told and not hidden. Players then send again what they
 * keep. Done by a person, with a reason: a program that did it by itself would cover up what it should betray.
 * @returns how many ledgers were marked; run again it marks none
 * @throws DomainError sign_in_required, forbidden
 */
export async function markRestored(ctx: Context, actor: Actor, note: string): Promise<number> {
  demand(actor, 'setting.manage')
  const last = new Map<number, StationLine>()
  for await (const { line } of readHeadLines(headsPath(ctx.config))) {
    if (line && 'station_id' in line) last.set(line.station_id, line)
  }
  const at = ctx.clock.now()
  return transact(ctx.db, async (tx) => {
    const marked: string[] = []
    for (const [stationId, { station, position, hash }] of last) {
      const now = (await ledgerHashes(tx, stationId, [position])).get(position)
      if (now === hash) continue
      const known = (await epochsOf(tx, stationId)).some((epoch) => epoch.published_hash === hash)
      if (known) continue
      await appendEpoch(tx, stationId, at, { published_position: position, published_hash: hash, note })
      marked.push(station)
    }
    if (marked.length > 0) {
      const after = { note, stations: marked }
      await audit(tx, { at, actor, action: 'ledger.restored', subject: ['setting', 'ledger'], after })
    }
    return marked.length
  })
}
