import type { SegmentBrief } from '../../library/index.ts'
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

type Props = { v: View; choice: Choice; segments: readonly SegmentBrief[]; segment: string }

const Options = ({ v, parts, chosen }: { v: View; parts: readonly Part[]; chosen: string }) => (
  <>
    {parts.map((part) => (
      <option value={part} selected={part === chosen}>
        {partName(v, part)}
      </option>
    ))}
  </>
)

const SegmentField = ({ v, segments, segment }: Omit<Props, 'choice'>) => (
  <Field v={v} name="tiet-muc" label={v.t('report.segment')}>
    {segments.map(({ code, name }) => (
      <option value={code} selected={code === segment}>
        {name}
      </option>
    ))}
    <option value="all" selected={segment === 'all'}>
      {v.t('report.all_segments')}
    </option>
  </Field>
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

/** Year and period, or a range of days; the answer has a plain address that can be sent on. */
export const PeriodForm = ({ v, choice, segments, segment }: Props) => {
  return (
    <div class="no-print">
      <form class="filter" method="get" action="/bao-cao">
        <PeriodField v={v} choice={choice} />
        <SegmentField v={v} segments={segments} segment={segment} />
        <button class="button main" type="submit">
          {v.t('app.show')}
        </button>
      </form>
      <details class="act" open={choice.part === ''}>
        <summary>{v.t('report.range')}</summary>
        <form class="filter" method="get" action="/bao-cao">
          <input type="hidden" name="tiet-muc" value={segment} />
          <DateField v={v} name="tu" label={v.t('report.from')} value={choice.period.from} required />
          <DateField v={v} name="den" label={v.t('report.to')} value={choice.period.to} required />
          <button class="button" type="submit">
            {v.t('report.show_range')}
          </button>
        </form>
      </details>
    </div>
  )
}
