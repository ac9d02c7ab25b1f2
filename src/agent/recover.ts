import type { AsRunEvent } from '../protocol/index.ts'
import { readProgress } from './progress.ts'
import type { State } from './state.ts'

/** Works up what the journal says of the time before: nothing that was ever begun is begun again. */
export async function recover(state: State): Promise<void> {
  const { journal, told, parts } = state
  const events = journal.allEvents()
  for (const { airing_id } of events) if (airing_id !== undefined) told.add(airing_id)
  const begun = events.findLastIndex(({ kind }) => kind === 'started')
  const open = events[begun]
  const ended = events.some((e, i) => i > begun && e.kind !== 'started' && e.airing_id === open?.airing_id)
  if (open && !ended) await closeBroken(state, open)
  for (const id of journal.doubtful.filter((one) => !told.has(one))) {
    told.add(id)
    parts.log('warn', `${id} stands in a damaged line of the journal: it is not started again`)
    await journal.append({
      boot_id: parts.clocks.bootId,
      kind: 'skipped',
      airing_id: id,
      at: new Date(state.clock.now()?.at ?? parts.clocks.wall()).toISOString(),
      mono_ms: Math.round(parts.clocks.mono()),
      detail: 'journal_damaged',
    })
  }
}

/** A sound broken off with the process: as much is told as is known to have been heard; else its end stays open. */
async function closeBroken({ parts, journal }: State, open: AsRunEvent): Promise<void> {
  const known = await readProgress(parts.disk)
  if (known?.event_id !== open.event_id) return parts.log('warn', `${open.airing_id}: its end is not known`)
  await journal.append({
    boot_id: known.boot_id,
    kind: 'stopped',
    ...(open.airing_id === undefined ? {} : { airing_id: open.airing_id }),
    ...(open.sha256 === undefined ? {} : { sha256: open.sha256 }),
    at: known.at,
    mono_ms: known.mono_ms,
    played_seconds: known.seconds,
    detail: 'broken_off',
  })
}
