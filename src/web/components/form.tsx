import type { Child } from 'hono/jsx'
import type { FieldFault } from '../../kernel/errors.ts'
import type { View } from '../view.ts'

/** What a form that came back holds: the values as typed, and the faults of its fields. */
export type Returned = {
  readonly values: Readonly<Record<string, string>>
  readonly faults: readonly FieldFault[]
  /** A sentence for the whole form, where no single field is at fault. */
  readonly message: string | null
}
export const UNTOUCHED: Returned = { values: {}, faults: [], message: null }

/** The faults of a field of a form that came back, in the reader's language. */
export const faultsOf = (v: View, name: string, { faults }: Returned): string[] =>
  faults.filter(({ path }) => path === name || path.startsWith(`${name}.`)).map((fault) => fault[v.lang])

type FieldProps = {
  v: View
  name: string
  label: string
  form?: Returned
  hint?: string
  type?: 'text' | 'password' | 'date' | 'number' | 'search'
  value?: string
  required?: boolean
  autocomplete?: string
  autofocus?: boolean
  maxlength?: number
  /** The id of a datalist with what is often written here. */
  list?: string
  /** Rows of a text area; a single line without. */
  rows?: number
  class?: string
  /** Where two forms of a page have a field of this name. */
  id?: string
  /** Options make it a choice. */
  children?: Child
}

type AroundProps = {
  id: string
  label: string
  hint?: string | undefined
  faults: readonly string[]
  children?: Child
}
/** What every field has around its control: the label, the hint, the reason why it was not taken. */
export const Around = ({ id, label, hint, faults, children }: AroundProps) => (
  <div class="field">
    <label for={id}>{label}</label>
    {children}
    {hint && (
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
    {faults.length > 0 && (
      <p class="fault" id={`${id}-fault`}>
        {faults.join(' ')}
      </p>
    )}
  </div>
)

/** Label, control, hint and the reason beside it. A returned value goes before the given one; passwords never return. */
export const Field = (props: FieldProps) => {
  const { v, name, form = UNTOUCHED, hint, type = 'text', rows, children } = props
  const id = props.id ?? name
  const faults = faultsOf(v, name, form)
  const described = [...(hint ? [`${id}-hint`] : []), ...(faults.length > 0 ? [`${id}-fault`] : [])].join(' ')
  const value = type === 'password' ? undefined : (form.values[name] ?? props.value)
  const common = {
    id,
    name,
    required: props.required,
    'aria-describedby': described || undefined,
    'aria-invalid': faults.length > 0 ? ('true' as const) : undefined,
    class: props.class,
  }
  return (
    <Around id={id} label={props.label} hint={hint} faults={faults}>
      {children ? (
        <select {...common}>{children}</select>
      ) : rows ? (
        <textarea {...common} rows={rows} maxlength={props.maxlength}>
          {value ?? ''}
        </textarea>
      ) : (
        <input
          {...common}
          type={type}
          value={value}
          autocomplete={props.autocomplete}
          autofocus={props.autofocus}
          maxlength={props.maxlength}
          list={props.list}
        />
      )}
    </Around>
  )
}

/** What went wrong with the form as a whole, and faults of fields that it does not show. */
export const FormFaults = ({ v, form, fields }: { v: View; form: Returned; fields: readonly string[] }) => {
  const elsewhere = form.faults.filter(
    ({ path }) => !fields.some((name) => path === name || path.startsWith(`${name}.`)),
  )
  if (!form.message && elsewhere.length === 0) return null
  return (
    <div class="notice bad" role="alert">
      {form.message && <p>{form.message}</p>}
      {elsewhere.length > 0 && (
        <ul>
          {elsewhere.map((fault) => (
            <li>{fault[v.lang]}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
