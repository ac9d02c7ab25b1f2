import type { Choice, Conflict, DryRun } from '../../../schedule/index.ts'
import { CHOICES } from '../../../schedule/index.ts'
import { Notice } from '../../components/notice.tsx'
import { groupBy } from '../../group.ts'
import { shortStationName } from '../../station-name.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import type { Names } from './names.ts'

/** So many clashes are decided one by one; `rest` decides about the others. */
const SHOWN_CONFLICTS = 20
/** More than these are folded away: most often one choice is right for all. */
const FEW_CONFLICTS = 3
const SHOWN_DATES = 10
const SHOWN_MOVES = 5

const choiceWords: Readonly<Record<Choice, Word>> = {
  keep: 'schedule.choice_keep',
  replace: 'schedule.choice_replace',
  shift: 'schedule.choice_shift',
  skip: 'schedule.choice_skip',
}
const effectWords = {
  add: 'schedule.effect_add',
  move: 'schedule.effect_move',
  change: 'schedule.effect_change',
  restore: 'schedule.effect_restore',
  cancel: 'schedule.effect_cancel',
  supersede: 'schedule.effect_supersede',
} as const satisfies Record<string, Word>
const EFFECTS = ['add', 'move', 'change', 'restore', 'cancel', 'supersede'] as const

type Props = {
  v: View
  names: Names
  runs: readonly DryRun[]
  /** What was chosen before the preview came anew: by field name. */
  values: Readonly<Record<string, string>>
  hash: string
  /** Clashes are decided for all at once: several slots are saved together. */
  onlyRest?: boolean
}

const choiceField = (conflict: Conflict): string => `choice:${conflict.id}`

const choiceText = (v: View, choice: Choice, conflict: Conflict | null): string =>
  choice === 'shift' && conflict?.shiftTo
    ? v.t('schedule.choice_shift_to', { time: v.fmt.time(conflict.shiftTo) })
    : v.t(choiceWords[choice])

const ConflictRow = ({ v, names, values, conflict }: Omit<Props, 'runs' | 'hash'> & { conflict: Conflict }) => {
  const name = choiceField(conflict)
  const { projected, other } = conflict
  return (
    <li>
      <p>
        <b>{shortStationName(names.station(projected.stationId))}</b>{' '}
        <span class="quiet">{v.fmt.date(projected.plannedOn)}</span>
        <br />
        {v.t('schedule.clash', {
          one: `${v.fmt.time(projected.startsAt)}–${v.fmt.time(projected.endsAt)}`,
          two: `${v.fmt.time(other.startsAt)}–${v.fmt.time(other.endsAt)}`,
          name: names.segment(other.segmentId),
        })}
      </p>
      <select name={name} id={name} aria-label={v.t('schedule.choose')} data-choice="">
        <option value="">{v.t('schedule.choose')}</option>
        {conflict.choices.map((choice) => (
          <option value={choice} selected={values[name] === choice}>
            {choiceText(v, choice, conflict)}
          </option>
        ))}
      </select>
    </li>
  )
}

const Conflicts = ({
  v,
  names,
  values,
  conflicts,
  onlyRest,
}: Omit<Props, 'runs' | 'hash'> & { conflicts: Conflict[] }) => {
  const shared = CHOICES.filter((choice) => conflicts.every(({ choices }) => choices.includes(choice)))
  const listed = conflicts.slice(0, SHOWN_CONFLICTS)
  const list = (
    <>
      <ul class="clash-list">
        {listed.map((conflict) =>
          onlyRest ? (
            <li>
              <p>
                <b>{shortStationName(names.station(conflict.projected.stationId))}</b>{' '}
                <span class="num">{v.fmt.moment(conflict.projected.startsAt)}</span>
              </p>
            </li>
          ) : (
            <ConflictRow v={v} names={names} values={values} conflict={conflict} />
          ),
        )}
      </ul>
      {conflicts.length > listed.length && (
        <p class="quiet small">{v.t('schedule.more', { n: v.fmt.number(conflicts.length - listed.length) })}</p>
      )}
    </>
  )
  return (
    <fieldset class="clashes">
      <legend>{v.t('schedule.clashes', { n: v.fmt.number(conflicts.length) })}</legend>
      {(onlyRest || conflicts.length > 1) && (
        <div class="field">
          <label for="rest">{v.t(onlyRest ? 'schedule.rest_all' : 'schedule.rest')}</label>
          <select id="rest" name="rest" data-choice="">
            <option value="">{v.t('schedule.choose')}</option>
            {shared.map((choice) => (
              <option value={choice} selected={values.rest === choice}>
                {v.t(choiceWords[choice])}
              </option>
            ))}
          </select>
        </div>
      )}
      {conflicts.length > FEW_CONFLICTS ? (
        <details open={listed.some((conflict) => values[choiceField(conflict)])}>
          <summary>{v.t(onlyRest ? 'schedule.clashes_where' : 'schedule.clashes_each')}</summary>
          {list}
        </details>
      ) : (
        list
      )}
    </fieldset>
  )
}

/** The next ten dates on which something is put on the air, with their times and how many stations. */
const NextDates = ({ v, runs }: Pick<Props, 'v' | 'runs'>) => {
  const coming = runs
    .flatMap(({ steps }) => steps)
    .filter(({ airing, effect }) => airing.state === 'planned' && effect !== 'supersede' && airing.startsAt > v.now)
    .map(({ airing }) => airing)
  const byDate = [...groupBy(coming, ({ plannedOn }) => plannedOn)].sort(([a], [b]) => (a < b ? -1 : 1))
  if (byDate.length === 0) return null
  return (
    <div>
      <h3>{v.t('schedule.next_dates')}</h3>
      <ol class="next-dates">
        {byDate.slice(0, SHOWN_DATES).map(([date, airings]) => {
          const times = [...new Set(airings.map(({ startsAt }) => v.fmt.time(startsAt)))].sort()
          const stations = new Set(airings.map(({ stationId }) => stationId)).size
          return (
            <li>
              <span>{v.fmt.day(date)}</span>
              <span class="num">{times.slice(0, 4).join(' · ') + (times.length > 4 ? ' …' : '')}</span>
              <span class="quiet">{v.t('schedule.n_stations', { n: v.fmt.number(stations) })}</span>
            </li>
          )
        })}
      </ol>
    </div>
  )
}

/** Where single airings go: before and after, the first few. */
const Moves = ({ v, names, runs }: Pick<Props, 'v' | 'names' | 'runs'>) => {
  const moved = runs.flatMap(({ steps }) => steps).filter(({ effect, before }) => effect === 'move' && before)
  if (moved.length === 0) return null
  const span = (a: { startsAt: number; endsAt: number }): string => `${v.fmt.time(a.startsAt)}–${v.fmt.time(a.endsAt)}`
  return (
    <ul class="moves">
      {moved.slice(0, SHOWN_MOVES).map(({ airing, before }) => (
        <li>
          <span>{shortStationName(names.station(airing.stationId))}</span>
          <span class="num quiet">{before && `${span(before)} ${v.fmt.date(before.plannedOn)}`}</span>
          <span aria-hidden="true">→</span>
          <b class="num">{`${span(airing)} ${v.fmt.date(airing.plannedOn)}`}</b>
        </li>
      ))}
      {moved.length > SHOWN_MOVES && (
        <li class="quiet">{v.t('schedule.more', { n: v.fmt.number(moved.length - SHOWN_MOVES) })}</li>
      )}
    </ul>
  )
}

/**
 * What a proposal would do, in words: counts, where things go, closed stations, clashes with their ways out. Stands inside
 * the form that saves it: the hash and the choices are its fields.
 */
export const Preview = ({ v, names, runs, values, hash, onlyRest }: Props) => {
  const steps = runs.flatMap((run) => run.steps)
  const conflicts = runs.flatMap((run) => run.conflicts)
  const silences = runs.flatMap((run) => run.silences)
  const counts = EFFECTS.map((effect) => ({ effect, n: steps.filter((step) => step.effect === effect).length }))
  const some = counts.filter(({ n }) => n > 0)
  return (
    <section class="preview" aria-labelledby="preview-title" data-preview-of={hash}>
      <h2 id="preview-title">{v.t('schedule.preview')}</h2>
      <input type="hidden" name="dry_run" value={hash} />
      {some.length === 0 ? (
        <p class="quiet">{v.t('schedule.effect_none')}</p>
      ) : (
        <ul class="effects">
          {some.map(({ effect, n }) => (
            <li>
              <b class="num">{v.fmt.number(n)}</b> {v.t(effectWords[effect])}
            </li>
          ))}
        </ul>
      )}
      <Moves v={v} names={names} runs={runs} />
      {silences.length > 0 && (
        <Notice>
          <p>{v.t('schedule.silent')}</p>
          <ul>
            {silences.slice(0, SHOWN_MOVES).map(({ stationId, count, reason }) => (
              <li>
                {v.t('schedule.silent_at', {
                  station: names.station(stationId),
                  n: v.fmt.number(count),
                  reason: reason ?? v.t('schedule.inactive'),
                })}
              </li>
            ))}
            {silences.length > SHOWN_MOVES && (
              <li>{v.t('schedule.more', { n: v.fmt.number(silences.length - SHOWN_MOVES) })}</li>
            )}
          </ul>
        </Notice>
      )}
      {conflicts.length > 0 ? (
        <Conflicts v={v} names={names} values={values} conflicts={conflicts} onlyRest={onlyRest} />
      ) : (
        <p class="no-clash">{v.t('schedule.no_clash')}</p>
      )}
      {some.some(({ effect }) => effect === 'add') && <NextDates v={v} runs={runs} />}
    </section>
  )
}

/** The choices that a form sends beside its preview. */
export function choicesOf(values: Readonly<Record<string, string>>) {
  const isChoice = (text: string | undefined): text is Choice => CHOICES.some((choice) => choice === text)
  const choices = Object.entries(values).flatMap(([name, choice]) =>
    name.startsWith('choice:') && isChoice(choice) ? [{ conflict: name.slice(7), choice }] : [],
  )
  return { dry_run: values.dry_run ?? '', choices, rest: isChoice(values.rest) ? values.rest : null }
}
