import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../kernel/actor.ts'
import { type TallyDifference, verifyTallies } from './tally.ts'

/** Something that does not match: in which part, at which station, where, and what in words. */
export type Difference = {
  readonly part: 'ledger' | 'outcomes' | 'roll_ups'
  readonly stationId: number
  readonly where: string
  readonly what: string
}
export type Proof = {
  readonly ok: boolean
  readonly stations: number
  /** Rows gone through: of the ledger, outcomes, and roll-ups. */
  readonly rows: { readonly ledger: number; readonly outcomes: number; readonly rollUps: number }
  readonly differences: readonly Difference[]
}

const told = (row: TallyDifference['stored']): string =>
  row
    ? `planned ${row.planned}, no word ${row.no_word}, missed ${row.missed}, cancelled ${row.cancelled}, partial ${row.partial}, aired ${row.player}+${row.attested}+${row.imported}, unplanned ${row.unplanned}`
    : 'none'

const ofTally = ({ stationId, bucket, stored, expected }: TallyDifference): Difference => ({
  part: 'roll_ups',
  stationId,
  where: bucket,
  what: `stored: ${told(stored)}; from the rows: ${told(expected)}`,
})

/**
 * Recomputes the hash chains, what became of each airing from the ledger, and the roll-ups from the rows; changes
 * nothing. In pages, so that memory stays bounded and others run in between.
 * @throws DomainError sign_in_required, forbidden
 */
export async function verifyAll(ctx: Context, actor: Actor): Promise<Proof> {
  demand(actor, 'ledger.verify')
  const tallies = await verifyTallies(ctx)
  const differences = tallies.differences.map(ofTally)
  return {
    ok: differences.length === 0,
    stations: tallies.stations,
    rows: { ledger: 0, outcomes: 0, rollUps: tallies.rows },
    differences,
  }
}
