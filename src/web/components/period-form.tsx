import type { SegmentBrief } from '../../library/index.ts'
import type { Level } from '../../units/index.ts'
import { CALENDAR_PARTS, type Choice, MONTH_PARTS, type Part, REFORM_PARTS } from '../period-choice.ts'
import type { View } from '../view.ts'
import { DateField } from './date-field.tsx'
import { Field } from './form.tsx'

const ROMAN = ['I', 'II', 'III', 'IV'] as const
const YEARS_BACK = 10

function partName({ t }: View, part: Part): string {
  switch (part) {
    case 'year':
      return t('report.year_whole')
    case 'H1':
      return t('report.half', { n: t('report.half_first') })
    case 'H2':
      return t('report.half', { n: t('report.half_last') })
    case 'c-year':
      return t('report.reform_year')
    case 'c-Q1':
      return t('report.reform_q1')
    case 'c-H1':
      return t('report.reform_h1')
    case 'c-Q3':
      return t('report.reform_q3')
  }
  if (part.startsWith('Q')) return t('report.quarter', { n: ROMAN[Number(part[1]) - 1] ?? '' })
  return t('report.month', { n: Number(part) })
}

type Narrowed = {
  readonly segment: string
  readonly field: string
  readonly kind: 'premiere' | 'repeat' | 'all'
  readonly level: string
  readonly units: 'then' | 'now'
}
type Props = {
  v: View
  choice: Choice
  choices: {
    readonly segments: readonly SegmentBrief[]
    readonly fields: readonly string[]
    readonly levels: readonly Level[]
  }
  /** Code of the segment that the answer is for. */
  segment: string
  asked: Narrowed
  /** The filters of this page, to go along with a range of days. */
  kept: Readonly<Record<string, string>>
}

const Options = ({ v, parts, chosen }: { v: View; parts: readonly Part[]; chosen: string }) => (
  <>
    {parts.map((part) => (
      <option value={part} selected={part === chosen}>
        {partName(v, part)}
      </option>
    ))}
  </>
)

const SegmentField = ({ v, choices, segment }: Pick<Props, 'v' | 'choices' | 'segment'>) => (
  <Field v={v} name="tiet-muc" label={v.t('report.segment')}>
    {choices.segments.map(({ code, name }) => (
      <option value={code} selected={code === segment}>
        {name}
      </option>
    ))}
    <option value="all" selected={segment === 'all'}>
      {v.t('report.all_segments')}
    </option>
  </Field>
)

const KINDS = { all: 'figures.kind_all', premiere: 'figures.kind_premiere', repeat: 'figures.kind_repeat' } as const

/** Field, premiere or repeat, level, units: what narrows the answer. */
const Narrowing = ({ v, choices, asked }: Pick<Props, 'v' | 'choices' | 'asked'>) => (
  <>
    {choices.fields.length > 0 && (
      <Field v={v} name="linh-vuc" label={v.t('figures.field')}>
        <option value="">{v.t('figures.field_all')}</option>
        {choices.fields.map((field) => (
          <option value={field} selected={field === asked.field}>
            {field}
          </option>
        ))}
      </Field>
    )}
    <Field v={v} name="loai" label={v.t('figures.kind')}>
      {(['all', 'premiere', 'repeat'] as const).map((kind) => (
        <option value={kind === 'all' ? '' : kind} selected={kind === asked.kind}>
          {v.t(KINDS[kind])}
        </option>
      ))}
    </Field>
    <Field v={v} name="cap" label={v.t('figures.level')}>
      <option value="">{v.t('figures.level_all')}</option>
      {choices.levels.map((level) => (
        <option value={level.code} selected={level.code === asked.level}>
          {v.lang === 'vi' ? level.stationName : level.stationNameEn}
        </option>
      ))}
    </Field>
    <Field v={v} name="don-vi" label={v.t('figures.units')}>
      {(['then', 'now'] as const).map((units) => (
        <option value={units === 'then' ? '' : units} selected={units === asked.units}>
          {v.t(units === 'now' ? 'figures.units_now' : 'figures.units_then')}
        </option>
      ))}
    </Field>
  </>
)

/** Year (`nam`) and period (`ky`) as two fields of a form: calendar, administrative reform, months. */
export const PeriodField = ({ v, choice }: { v: View; choice: Choice }) => {
  const present = Number(v.today.slice(0, 4))
  const years = Array.from({ length: YEARS_BACK }, (_, i) => present - i)
  if (!years.includes(choice.year)) years.push(choice.year)
  return (
    <>
      <Field v={v} name="nam" label={v.t('report.year')}>
        {years.map((year) => (
          <option value={year} selected={year === choice.year}>
            {year}
          </option>
        ))}
      </Field>
      <Field v={v} name="ky" label={v.t('report.part')}>
        <optgroup label={v.t('report.part_calendar')}>
          <Options v={v} parts={CALENDAR_PARTS} chosen={choice.part} />
        </optgroup>
        <optgroup label={v.t('report.part_reform')}>
          <Options v={v} parts={REFORM_PARTS} chosen={choice.part} />
        </optgroup>
        <optgroup label={v.t('report.part_months')}>
          <Options v={v} parts={MONTH_PARTS} chosen={choice.part} />
        </optgroup>
      </Field>
    </>
  )
}

/** Year and period, or a range of days, and what narrows the answer; it has a plain address that can be sent on. */
export const PeriodForm = ({ v, choice, choices, segment, asked, kept }: Props) => (
  <div class="no-print asked">
    <form class="filter report-filter" method="get" action="/bao-cao">
      {kept.dai !== undefined && <input type="hidden" name="dai" value={kept.dai} />}
      <PeriodField v={v} choice={choice} />
      <SegmentField v={v} choices={choices} segment={segment} />
      <Narrowing v={v} choices={choices} asked={asked} />
      <button class="button main" type="submit">
        {v.t('app.show')}
      </button>
    </form>
    <details class="act" open={choice.part === ''}>
      <summary>{v.t('report.range')}</summary>
      <form class="filter" method="get" action="/bao-cao">
        {Object.entries(kept).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <DateField v={v} name="tu" label={v.t('report.from')} value={choice.period.from} required />
        <DateField v={v} name="den" label={v.t('report.to')} value={choice.period.to} required />
        <button class="button" type="submit">
          {v.t('report.show_range')}
        </button>
      </form>
    </details>
  </div>
)
