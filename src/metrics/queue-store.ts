import type { Reader } from '../db/index.ts'

/** Work that waits or is under way: how much, and since when (epoch ms) its oldest; null: nothing waits. */
export type Queue = {
  readonly queue: string
  readonly state: string
  readonly n: number
  readonly oldest: number | null
}

/** Every kind of work that stands in rows, with its states of not being done. */
export async function workQueues(reader: Reader): Promise<Queue[]> {
  const recordings = await reader.q
    .selectFrom('recording')
    .select(({ fn }) => ['state', fn.countAll<number | string>().as('n'), fn.min('created_at').as('oldest')])
    .where('state', 'in', ['waiting', 'working'])
    .groupBy('state')
    .execute()
  const exports = await reader.q
    .selectFrom('report_export')
    .select(({ fn }) => ['state', fn.countAll<number | string>().as('n'), fn.min('created_at').as('oldest')])
    .where('state', 'in', ['waiting', 'running'])
    .groupBy('state')
    .execute()
  const deliveries = await reader.q
    .selectFrom('notice_delivery')
    .innerJoin('notice', 'notice.id', 'notice_delivery.notice_id')
    .select(({ fn }) => ['state', fn.countAll<number | string>().as('n'), fn.min('notice.created_at').as('oldest')])
    .where('state', '=', 'waiting')
    .groupBy('state')
    .execute()
  const named =
    (queue: string) =>
    (row: { state: string; n: number | string; oldest: number | string | null }): Queue => ({
      queue,
      state: row.state === 'running' ? 'working' : row.state,
      n: Number(row.n),
      oldest: row.oldest === null ? null : Number(row.oldest),
    })
  return [...recordings.map(named('recordings')), ...exports.map(named('exports')), ...deliveries.map(named('notices'))]
}
