import { can } from '../../../accounts/index.ts'
import type { Period } from '../../../reports/index.ts'
import type { Settings } from '../../../settings/index.ts'
import type { Level } from '../../../units/index.ts'
import { Button } from '../../components/button.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { Notice } from '../../components/notice.tsx'
import { Head, Page } from '../../components/page.tsx'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { AdminFrame } from '../admin/frame.tsx'
import { FIELDS, type FieldName } from './forms.ts'

export const HERE = '/quan-tri/cai-dat'
export const PUBLIC_JSON = '/cong-khai/so-lieu.json'
export const PUBLIC_CSV = '/cong-khai/so-lieu.csv'

type Props = {
  v: View
  /** Null for those who may not change the installation itself. */
  centre: Settings | null
  values: Readonly<Record<FieldName, string>>
  levels: readonly Level[]
  periods: readonly Period[]
  preview: { readonly key: string; readonly vi: string; readonly en: string; readonly unsaved: boolean } | null
  form: Returned
}

/** "Cài đặt": of the centre for the administrator, of the reports for the office that signs them as well. */
export const SettingsPage = (props: Props) => {
  const { v, centre } = props
  const inside = (
    <>
      <FormFaults v={v} form={props.form} fields={FIELDS} />
      {centre && <Centre v={v} centre={centre} />}
      <Documents {...props} />
    </>
  )
  const title = v.t('settings.title')
  if (!can(v.actor, 'setting.manage')) {
    return (
      <Page v={v} title={title}>
        <Head title={title} />
        {inside}
      </Page>
    )
  }
  return (
    <AdminFrame v={v} tab={HERE}>
      {inside}
    </AdminFrame>
  )
}

const Centre = ({ v, centre }: { v: View; centre: Settings }) => (
  <section class="section measure" aria-labelledby="centre">
    <h2 id="centre">{v.t('settings.centre')}</h2>
    <form method="post" action={`${HERE}/trung-tam`}>
      <Field
        v={v}
        name="centre_name"
        label={v.t('settings.centre_name')}
        hint={v.t('settings.centre_name_hint')}
        value={centre.centreName}
        maxlength={200}
      />
      <div class="field choice-field">
        <label class="choice">
          <input
            type="checkbox"
            name="public_totals"
            value="1"
            checked={centre.publicTotals}
            aria-describedby="public-hint"
          />
          <span>{v.t('settings.public')}</span>
        </label>
        <p class="hint" id="public-hint">
          {v.t('settings.public_hint', { json: PUBLIC_JSON, csv: PUBLIC_CSV })}
        </p>
      </div>
      <Button>{v.t('settings.save')}</Button>
    </form>
    <div class="export-all">
      <p class="label">{v.t('settings.export_all')}</p>
      <p class="hint">{v.t('settings.export_all_hint')}</p>
      <p>
        <a class="button" href="/api/v1/export.ndjson" download>
          {v.t('settings.export_all_button')}
        </a>
      </p>
    </div>
  </section>
)

type PlainField = { name: FieldName; label: Word; hint?: Word; rows?: number; maxlength?: number }
const HEAD_FIELDS: readonly PlainField[] = [
  { name: 'superior', label: 'settings.superior', maxlength: 200 },
  { name: 'agency', label: 'settings.agency', maxlength: 200 },
  { name: 'symbol', label: 'settings.symbol', hint: 'settings.symbol_hint', maxlength: 40 },
  { name: 'place', label: 'settings.place', hint: 'settings.place_hint', maxlength: 100 },
]
const SIGN_FIELDS: readonly PlainField[] = [
  { name: 'signature_lines', label: 'settings.signature', hint: 'settings.signature_hint', rows: 3 },
  { name: 'recipients', label: 'settings.recipients', hint: 'settings.recipients_hint', rows: 5 },
  { name: 'signer', label: 'settings.signer', maxlength: 100 },
]
const SENTENCES = {
  vi: [
    { name: 'sentence_vi.whole', label: 'settings.whole_vi', rows: 2 },
    { name: 'sentence_vi.first', label: 'settings.first_vi' },
    { name: 'sentence_vi.further', label: 'settings.further_vi' },
  ],
  en: [
    { name: 'sentence_en.whole', label: 'settings.whole_en', rows: 2 },
    { name: 'sentence_en.first', label: 'settings.first_en' },
    { name: 'sentence_en.further', label: 'settings.further_en' },
  ],
} as const satisfies Record<string, readonly PlainField[]>

const Documents = ({ v, values, levels, periods, preview, form }: Props) => {
  const shown = form === UNTOUCHED ? { ...UNTOUCHED, values } : form
  const field = ({ name, label, hint, ...rest }: PlainField) => (
    <Field v={v} name={name} label={v.t(label)} form={shown} {...(hint ? { hint: v.t(hint) } : {})} {...rest} />
  )
  return (
    <form method="post" action={HERE} class="settings">
      <section class="section" aria-labelledby="documents">
        <h2 id="documents">{v.t('settings.documents')}</h2>
        <p class="quiet spaced">{v.t('settings.documents_lead')}</p>
        <div class="pairs">{HEAD_FIELDS.map(field)}</div>
        <div class="pairs">{SIGN_FIELDS.map(field)}</div>
      </section>
      <section class="section" aria-labelledby="sentence">
        <h2 id="sentence">{v.t('settings.sentence')}</h2>
        <p class="quiet">{v.t('settings.sentence_lead')}</p>
        <Blanks v={v} levels={levels} />
        {SENTENCES.vi.map(field)}
        {SENTENCES.en.map(field)}
        <div class="try">
          <Field v={v} name="ky-thu" label={v.t('settings.preview_period')}>
            {periods.map(({ key, label }) => (
              <option value={key} selected={key === (preview?.key ?? periods[0]?.key)}>
                {label[v.lang]}
              </option>
            ))}
          </Field>
          <Button name="xem" value="1">
            {v.t('settings.preview')}
          </Button>
        </div>
        {preview && <Preview v={v} preview={preview} />}
      </section>
      <p class="bar">
        <Button kind="main">{v.t('settings.save')}</Button>
      </p>
    </form>
  )
}

const Blanks = ({ v, levels }: { v: View; levels: readonly Level[] }) => {
  const names = ['period', 'segment', 'levels', 'total', 'planned', 'from', 'to']
  const all = [...names, ...levels.map(({ code }) => `${code}_count`)].map((name) => `{${name}}`).join('  ')
  const one = ['n', 'level', 'planned'].map((name) => `{${name}}`).join('  ')
  return (
    <ul class="blanks small">
      <li>
        {v.t('settings.whole_vi')} · {v.t('settings.blanks_whole', { names: '' })} <code>{all}</code>
      </li>
      <li>
        {v.t('settings.first_vi')}, {v.t('settings.further_vi')} · {v.t('settings.blanks_whole', { names: '' })}{' '}
        <code>{one}</code>
      </li>
    </ul>
  )
}

const Preview = ({ v, preview }: { v: View; preview: NonNullable<Props['preview']> }) => (
  <Notice>
    <p class="label">{v.t('settings.preview_of')}</p>
    <p id="preview-vi" lang="vi">
      {preview.vi}
    </p>
    <p id="preview-en" lang="en" class="quiet">
      {preview.en}
    </p>
    {preview.unsaved && <p class="small">{v.t('settings.preview_unsaved')}</p>}
  </Notice>
)
