import { z } from '../../../http/index.ts'
import { DomainError } from '../../../kernel/errors.ts'
import { type Returned, UNTOUCHED } from '../../components/form.tsx'
import type { View } from '../../view.ts'
import type { Merging } from './merge.tsx'

/** A coming airing that an act would leave empty. */
export type EmptiedAiring = { readonly stationName: string; readonly startsAt: number }
export type Asking = Returned & {
  /** Set when the act takes the episode off the air: what would be emptied, to be confirmed. */
  readonly empties?: { readonly count: number; readonly first: readonly EmptiedAiring[] }
}
/** The forms of the page as they came back; one that was not sent is untouched. */
export type EpisodeForms = {
  readonly script: Asking
  readonly decision: Asking
  readonly imported: Returned
  /** Of the recordings: which one is to be used, how it is to be cut. */
  readonly recording: Asking
  /** The revision that a renewed saving starts from, after someone else saved meanwhile. */
  readonly base?: number | undefined
  /** Said above the editor: where its text comes from. */
  readonly note?: string
  /** Where the text comes from, when from a file. */
  readonly source?: 'docx' | 'text' | undefined
  /** Two texts to be joined. */
  readonly merge?: Merging | undefined
}
export const UNTOUCHED_FORMS: EpisodeForms = {
  script: UNTOUCHED,
  decision: UNTOUCHED,
  imported: UNTOUCHED,
  recording: UNTOUCHED,
}

const emptied = z.object({
  count: z.number(),
  airings: z.array(z.object({ station_name: z.string(), starts_at: z.string() })),
})
const conflict = z.object({ newest: z.object({ revision: z.number() }) })

/** The airings that an error names, when it asks for confirmation. */
function emptiesOf(error: unknown): Asking['empties'] {
  if (!(error instanceof DomainError) || error.code !== 'clearance_would_be_voided') return undefined
  const told = emptied.safeParse(error.extra)
  if (!told.success) return undefined
  const first = told.data.airings.map((a) => ({ stationName: a.station_name, startsAt: Date.parse(a.starts_at) }))
  return { count: told.data.count, first }
}

/** A form that came back; where it asks for confirmation, the airings are named in the place of the error's sentence. */
export function asking(form: Returned, error: unknown): Asking {
  const empties = emptiesOf(error)
  return empties ? { ...form, message: null, empties } : form
}

/** The revision that someone else saved meanwhile, when that is what an error says. */
export function newerRevision(error: unknown): number | undefined {
  if (!(error instanceof DomainError) || error.code !== 'revision_conflict') return undefined
  const told = conflict.safeParse(error.extra)
  return told.success ? told.data.newest.revision : undefined
}

const SHOWN = 8

/** The airings that would stand empty, the first of them by name. */
export const Emptied = ({ v, empties: { count, first } }: { v: View; empties: NonNullable<Asking['empties']> }) => (
  <div class="notice bad">
    <p>{count === 0 ? v.t('episode.empties_none') : v.t('episode.empties', { n: v.fmt.number(count) })}</p>
    <ul>
      {first.slice(0, SHOWN).map(({ stationName, startsAt }) => (
        <li>
          {v.fmt.moment(startsAt)} · {stationName}
        </li>
      ))}
      {count > SHOWN && <li>{v.t('episode.confirm_more', { n: v.fmt.number(count - SHOWN) })}</li>}
    </ul>
  </div>
)

/** Names the airings that would be emptied; sending the form again confirms. */
export const Confirm = ({ v, form }: { v: View; form: Asking }) => {
  if (!form.empties) return null
  return (
    <div role="alert">
      <Emptied v={v} empties={form.empties} />
      <p class="confirm-again">{v.t('episode.confirm')}</p>
      <input type="hidden" name="confirm" value="1" />
    </div>
  )
}
