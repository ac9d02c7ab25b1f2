import type { SuccessionRow, Unit } from '../../../units/index.ts'
import { DateField } from '../../components/date-field.tsx'
import { Field, FormFaults, type Returned } from '../../components/form.tsx'
import { newTicket } from '../../once.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'

const AT = '/quan-tri/don-vi'
const KINDS: readonly (readonly [SuccessionRow['kind'], Word])[] = [
  ['merge', 'admin.kind_merge'],
  ['split', 'admin.kind_split'],
  ['rename', 'admin.kind_rename'],
  ['parent', 'admin.kind_parent'],
]

type UnitProps = { v: View; units: readonly Unit[]; unit: Unit | null; form: Returned }
/** A new unit, or what is known of one. */
export const UnitForm = ({ v, units, unit, form }: UnitProps) => {
  const parent = units.find(({ id }) => id === unit?.parentId)?.code ?? ''
  return (
    <form class="narrow" method="post" action={unit ? `${AT}/${encodeURIComponent(unit.code)}` : AT}>
      {!unit && <input type="hidden" name="ticket" value={newTicket()} />}
      <FormFaults
        v={v}
        form={form}
        fields={['code', 'name', 'kind', 'parent', 'valid_from', 'valid_to', 'legal_basis']}
      />
      {!unit && (
        <Field
          v={v}
          name="code"
          label={v.t('stations.code')}
          hint={v.t('stations.code_hint')}
          form={form}
          required
          maxlength={60}
        />
      )}
      <div class="filter even">
        <Field
          v={v}
          name="kind"
          label={v.t('admin.unit_kind')}
          hint={v.t('admin.unit_kind_hint')}
          form={form}
          value={unit?.kind}
          required
          maxlength={60}
        />
        <Field
          v={v}
          name="name"
          label={v.t('admin.unit_name')}
          form={form}
          value={unit?.name}
          required
          maxlength={200}
        />
      </div>
      <Field v={v} name="parent" label={v.t('admin.unit_parent')} form={form}>
        <option value="">{v.t('admin.no_parent')}</option>
        {units
          .filter(({ id }) => id !== unit?.id)
          .map((one) => (
            <option value={one.code} selected={(form.values.parent ?? parent) === one.code}>
              {one.kind} {one.name}
            </option>
          ))}
      </Field>
      <div class="filter">
        <DateField
          v={v}
          name="valid_from"
          label={v.t('admin.unit_valid_from')}
          form={form}
          value={unit?.validFrom ?? ''}
        />
        <DateField v={v} name="valid_to" label={v.t('admin.unit_valid_to')} form={form} value={unit?.validTo ?? ''} />
      </div>
      <Field
        v={v}
        name="legal_basis"
        label={v.t('admin.legal_basis')}
        form={form}
        value={unit?.legalBasis ?? ''}
        maxlength={300}
      />
      <button class="button main" type="submit">
        {v.t(unit ? 'stations.save' : 'admin.unit_add')}
      </button>
    </form>
  )
}

type ManyProps = { v: View; name: string; label: string; units: readonly Unit[]; chosen: string }
/** Several units at once, in the browser's own list. */
const Many = ({ v, name, label, units, chosen }: ManyProps) => (
  <div class="field">
    <label for={name}>{label}</label>
    <select id={name} name={name} multiple size={8} required aria-describedby={`${name}-hint`}>
      {units.map((one) => (
        <option value={one.code} selected={chosen.split(',').includes(one.code)}>
          {one.kind} {one.name} ({one.code})
        </option>
      ))}
    </select>
    <p class="hint" id={`${name}-hint`}>
      {v.t('admin.succession_hint')}
    </p>
  </div>
)

type SuccessionProps = { v: View; units: readonly Unit[]; form: Returned }
export const SuccessionForm = ({ v, units, form }: SuccessionProps) => (
  <form class="narrow" method="post" action={`${AT}-sap-xep`}>
    <FormFaults v={v} form={form} fields={['kind', 'on_date', 'basis']} />
    <div class="filter">
      <Field v={v} name="kind" id="succession-kind" label={v.t('admin.succession_kind')} form={form}>
        {KINDS.map(([kind, word]) => (
          <option value={kind} selected={form.values.kind === kind}>
            {v.t(word)}
          </option>
        ))}
      </Field>
      <DateField v={v} name="on_date" label={v.t('admin.succession_on')} form={form} value={v.today} required />
    </div>
    <div class="two">
      <Many v={v} name="from" label={v.t('admin.succession_from')} units={units} chosen={form.values.from ?? ''} />
      <Many v={v} name="to" label={v.t('admin.succession_to')} units={units} chosen={form.values.to ?? ''} />
    </div>
    <Field v={v} name="basis" label={v.t('admin.legal_basis')} form={form} maxlength={300} />
    <button class="button" type="submit">
      {v.t('admin.succession_add')}
    </button>
  </form>
)
