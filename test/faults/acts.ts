import type { Db } from '../../src/db/index.ts'
import { airingId } from '../../src/protocol/index.ts'

/** Something that a person did, or tried to. */
export type Act = {
  readonly what: string
  /** By which it is found again: a title, a text, a digest, an airing's id. */
  readonly name: string
  /** What it must say. */
  outcome?: string
  /** True: acknowledged. False: refused. Null: the server died over it, so it may stand, whole, or not at all. */
  sure: boolean | null
  /** How often it stood when it was first looked for; from then on it must stay so. */
  stood: number | null
}

type Standing = { readonly n: number; readonly outcome?: string; readonly whole: boolean }
/** How often each act of a kind stands, and whether with all that belongs to it. */
type Look = (db: Db) => Promise<Map<string, Standing>>

const count = (into: Map<string, Standing>, name: string, outcome?: string, whole = true): void => {
  const before = into.get(name)
  into.set(name, { n: (before?.n ?? 0) + 1, whole: whole && (before?.whole ?? true), ...(outcome ? { outcome } : {}) })
}

/** Audit rows of an action by subject. */
async function audited(db: Db, action: string): Promise<Map<string, number>> {
  const rows = await db.q.selectFrom('audit_entry').select('subject_id').where('action', '=', action).execute()
  const found = new Map<string, number>()
  for (const { subject_id } of rows) found.set(subject_id, (found.get(subject_id) ?? 0) + 1)
  return found
}

const stated =
  (kind: 'attestation' | 'correction'): Look =>
  async (db) => {
    const found = new Map<string, Standing>()
    const rows = await db.q
      .selectFrom('evidence')
      .innerJoin('ledger_row', (join) =>
        join
          .onRef('ledger_row.station_id', '=', 'evidence.station_id')
          .onRef('ledger_row.position', '=', 'evidence.position'),
      )
      .select(['evidence.station_id', 'slot_id', 'on_date', 'ordinal', 'outcome'])
      .where('evidence.kind', '=', kind)
      .execute()
    for (const { station_id: stationId, slot_id: slotId, on_date: onDate, ordinal, outcome } of rows) {
      if (slotId === null || onDate === null || ordinal === null) continue
      count(found, airingId({ slotId, stationId, onDate, ordinal }), outcome ?? '')
    }
    return found
  }

const looks: Readonly<Record<string, Look>> = {
  attestation: stated('attestation'),
  correction: stated('correction'),
  episode: async (db) => {
    const [found, known] = [new Map<string, Standing>(), await audited(db, 'episode.create')]
    for (const { id, title } of await db.q.selectFrom('episode').select(['id', 'title']).execute())
      count(found, title, undefined, known.get(String(id)) === 1)
    return found
  },
  script: async (db) => {
    const found = new Map<string, Standing>()
    const rows = await db.q
      .selectFrom('script_revision')
      .innerJoin('episode', 'episode.id', 'script_revision.episode_id')
      .innerJoin('script_revision as newest', 'newest.id', 'episode.script_revision_id')
      .select(['script_revision.body', 'script_revision.revision', 'newest.revision as last'])
      .execute()
    for (const { body, revision, last } of rows) count(found, body, undefined, revision <= last)
    return found
  },
  decision: async (db) => {
    const found = new Map<string, Standing>()
    for (const { comment } of await db.q.selectFrom('decision').select('comment').execute())
      if (comment !== null) count(found, comment)
    return found
  },
  slot: async (db) => {
    const [found, known] = [new Map<string, Standing>(), await audited(db, 'slot.create')]
    const planned = await db.q
      .selectFrom('airing')
      .select(({ fn }) => ['slot_id', fn.countAll<number>().as('n')])
      .groupBy('slot_id')
      .execute()
    const airings = new Map(planned.map(({ slot_id, n }) => [slot_id, Number(n)]))
    for (const { id, title } of await db.q.selectFrom('slot').select(['id', 'title']).execute())
      if (title !== null) count(found, title, undefined, (airings.get(id) ?? 0) > 0 && known.get(String(id)) === 1)
    return found
  },
  total: async (db) => {
    const found = new Map<string, Standing>()
    const rows = await db.q
      .selectFrom('reported_total')
      .innerJoin('ledger_row', (join) =>
        join
          .onRef('ledger_row.station_id', '=', 'reported_total.station_id')
          .onRef('ledger_row.position', '=', 'reported_total.position'),
      )
      .select('ledger_row.text')
      .execute()
    for (const { text } of rows) count(found, /"note":"(\w+)"/.exec(text)?.[1] ?? text)
    return found
  },
  closing: async (db) => {
    const [found, known] = [new Map<string, Standing>(), await audited(db, 'period.close')]
    for (const row of await db.q.selectFrom('closing').selectAll().execute()) {
      const rows = await db.q
        .selectFrom('closing_row')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('closing_id', '=', row.id)
        .executeTakeFirstOrThrow()
      const whole = Number(rows.n) === row.row_count && known.get(String(row.id)) === 1
      count(found, `${row.from_date} ${row.to_date}`, row.hash, whole)
    }
    return found
  },
  closure: async (db) => {
    const found = new Map<string, Standing>()
    for (const { reason } of await db.q.selectFrom('closure').select('reason').execute()) count(found, reason)
    return found
  },
  upload: async (db) => {
    const found = new Map<string, Standing>()
    for (const row of await db.q.selectFrom('recording').select('original_sha256').execute())
      if (row.original_sha256 !== null) count(found, row.original_sha256)
    return found
  },
}

/** Compares what people did with what the database says, act by act. @returns what does not hold */
export async function compareActs(db: Db, acts: readonly Act[]): Promise<string[]> {
  const broken: string[] = []
  for (const [what, look] of Object.entries(looks)) {
    const mine = acts.filter((act) => act.what === what)
    if (mine.length === 0) continue
    const there = await look(db)
    for (const act of mine) {
      const { n, outcome, whole } = there.get(act.name) ?? { n: 0, whole: true }
      const said = `${what} ${act.name}`
      if (n > 1) broken.push(`${said} stands ${n} times`)
      if (act.sure === true && n === 0) broken.push(`${said} was acknowledged and is not there`)
      if (act.sure === false && n > 0) broken.push(`${said} was refused and is there`)
      if (n > 0 && !whole) broken.push(`${said} is there in part`)
      if (n > 0 && act.outcome !== undefined && outcome !== undefined && outcome !== act.outcome)
        broken.push(`${said} should say ${act.outcome} and says ${outcome}`)
      if (act.stood !== null && act.stood !== n) broken.push(`${said} stood ${act.stood} times, now ${n}`)
      act.stood = n
    }
  }
  return broken
}
