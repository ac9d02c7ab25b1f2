import type { Weekday } from '../../kernel/dates.ts'
import type { View } from '../view.ts'
import type { Word } from '../words/index.ts'
import { faultsOf, type Returned, UNTOUCHED } from './form.tsx'

const DAYS: readonly { day: Weekday; word: Word; short: Word }[] = [
  { day: 1, word: 'weekday.1', short: 'weekday.short_1' },
  { day: 2, word: 'weekday.2', short: 'weekday.short_2' },
  { day: 3, word: 'weekday.3', short: 'weekday.short_3' },
  { day: 4, word: 'weekday.4', short: 'weekday.short_4' },
  { day: 5, word: 'weekday.5', short: 'weekday.short_5' },
  { day: 6, word: 'weekday.6', short: 'weekday.short_6' },
  { day: 7, word: 'weekday.7', short: 'weekday.short_7' },
]

type Props = {
  v: View
  /** Each chosen day is sent under this name as 1 (Monday) to 7: read it with `formList` of answer.tsx. */
  name: string
  label: string
  chosen: readonly Weekday[]
  form?: Returned
}

/** Days of the week, from Monday, any number of them: seven tick boxes that look like a row of keys. */
export const WeekdayField = ({ v, name, label, chosen, form = UNTOUCHED }: Props) => {
  const faults = faultsOf(v, name, form)
  return (
    <fieldset class="field weekdays" aria-describedby={faults.length > 0 ? `${name}-fault` : undefined}>
      <legend class="label">{label}</legend>
      <div class="keys">
        {DAYS.map(({ day, word, short }) => (
          <label title={v.t(word)}>
            <input type="checkbox" name={name} value={day} checked={chosen.includes(day)} />
            <span aria-hidden="true">{v.t(short)}</span>
            <span class="sr">{v.t(word)}</span>
          </label>
        ))}
      </div>
      {faults.length > 0 && (
        <p class="fault" id={`${name}-fault`}>
          {faults.join(' ')}
        </p>
      )}
    </fieldset>
  )
}
