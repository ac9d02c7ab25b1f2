import { dateText } from '../date-text.ts'
import type { View } from '../view.ts'
import { Around, faultsOf, type Returned, UNTOUCHED } from './form.tsx'

type Props = {
  v: View
  name: string
  label: string
  /** "YYYY-MM-DD"; what came back with a form goes before it, as it was typed. */
  value?: string | null
  form?: Returned
  hint?: string
  required?: boolean
  /** "YYYY-MM-DD", both inclusive. The server checks them again. */
  min?: string
  max?: string
  /** Where two forms of a page have a field of this name. */
  id?: string
}

/**
 * A date as dd/MM/yyyy, whatever the browser's language: a text field that anybody can fill in, with a calendar where
 * there is JavaScript. The server reads it with `formDate`, `optionalFormDate` or `queryDate` of date-field.ts.
 */
export const DateField = ({ v, form = UNTOUCHED, hint, ...props }: Props) => {
  const { name, id = name } = props
  const faults = faultsOf(v, name, form)
  const given = form.values[name] ?? props.value ?? ''
  return (
    <Around id={id} label={props.label} hint={hint} faults={faults}>
      <span class="date-field">
        <input
          id={id}
          name={name}
          type="text"
          inputmode="numeric"
          autocomplete="off"
          maxlength={10}
          placeholder={v.t('desk.date_form')}
          value={/^\d{4}-\d\d-\d\d$/.test(given) ? dateText(given) : given}
          required={props.required}
          aria-describedby={faults.length > 0 ? `${id}-fault` : hint ? `${id}-hint` : undefined}
          aria-invalid={faults.length > 0 ? 'true' : undefined}
          data-date=""
          data-min={props.min}
          data-max={props.max}
        />
      </span>
    </Around>
  )
}
