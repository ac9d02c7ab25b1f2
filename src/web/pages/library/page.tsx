import { can } from '../../../accounts/index.ts'
import type { SegmentBrief } from '../../../library/index.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/form.tsx'
import { Head, Page } from '../../components/page.tsx'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { type Asked, STATES, type State } from './asked.ts'
import { EpisodeList, type Listed } from './list.tsx'

const stateWords: Readonly<Record<State, Word>> = {
  writing: 'library.state_writing',
  approval: 'library.state_approval',
  audio: 'library.state_audio',
  cleared: 'library.state_cleared',
  withdrawn: 'library.state_withdrawn',
}

export type Choices = {
  readonly segments: readonly SegmentBrief[]
  readonly fields: readonly string[]
  readonly years: readonly number[]
}

const Filter = ({ v, asked, choices }: { v: View; asked: Asked; choices: Choices }) => (
  <search>
    <form class="filter" method="get" action="/ky" data-live="list">
      <div class="grow">
        <Field v={v} name="q" label={v.t('library.query')} type="search" value={asked.q} maxlength={200} />
      </div>
      {choices.segments.length > 1 && (
        <Field v={v} name="tiet-muc" label={v.t('library.segment')}>
          <option value="">{v.t('library.all_segments')}</option>
          {choices.segments.map(({ code, name }) => (
            <option value={code} selected={code === asked.segment}>
              {name}
            </option>
          ))}
        </Field>
      )}
      <Field v={v} name="tt" label={v.t('library.stage')}>
        <option value="">{v.t('library.any_stage')}</option>
        {STATES.map((state) => (
          <option value={state} selected={state === asked.state}>
            {v.t(stateWords[state])}
          </option>
        ))}
      </Field>
      {choices.fields.length > 0 && (
        <Field v={v} name="linh-vuc" label={v.t('library.field')}>
          <option value="">{v.t('library.any_field')}</option>
          {choices.fields.map((field) => (
            <option value={field} selected={field === asked.field}>
              {field}
            </option>
          ))}
        </Field>
      )}
      {choices.years.length > 0 && (
        <Field v={v} name="nam" label={v.t('library.year')}>
          <option value="">{v.t('library.any_year')}</option>
          {choices.years.map((year) => (
            <option value={year} selected={year === asked.year}>
              {year}
            </option>
          ))}
        </Field>
      )}
      {asked.sort !== '' && <input type="hidden" name="xep" value={asked.sort} />}
      <button class="button live-hides" type="submit">
        {v.t('app.search')}
      </button>
    </form>
  </search>
)

export const Library = ({ choices, ...listed }: Listed & { choices: Choices }) => {
  const { v, asked } = listed
  return (
    <Page v={v} title={v.t('library.title')}>
      <Head title={v.t('library.title')}>
        {can(v.actor, 'episode.edit') && (
          <Button kind="main" icon="plus" href="/ky/moi">
            {v.t('library.new')}
          </Button>
        )}
      </Head>
      <Filter v={v} asked={asked} choices={choices} />
      <EpisodeList {...listed} />
    </Page>
  )
}
