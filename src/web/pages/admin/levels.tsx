import type { Level } from '../../../units/index.ts'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { newTicket } from '../../once.ts'
import type { View } from '../../view.ts'

const AT = '/quan-tri/cap'

type FormProps = { v: View; level: Level | null; form: Returned }
const LevelForm = ({ v, level, form }: FormProps) => {
  const id = (name: string): string => `${name}-${level?.code ?? 'new'}`
  const text = (name: string, label: string, value: string | undefined) => (
    <Field v={v} name={name} id={id(name)} label={label} form={form} value={value} required maxlength={100} />
  )
  return (
    <form class="narrow" method="post" action={level ? `${AT}/${encodeURIComponent(level.code)}` : AT}>
      {!level && <input type="hidden" name="ticket" value={newTicket()} />}
      <FormFaults v={v} form={form} fields={['code', 'name', 'name_en', 'station_name', 'station_name_en', 'rank']} />
      <div class="filter">
        {!level && text('code', v.t('admin.level_code'), undefined)}
        {text('name', v.t('admin.level_name'), level?.name)}
        {text('name_en', v.t('admin.level_name_en'), level?.nameEn)}
      </div>
      <div class="filter">
        {text('station_name', v.t('admin.level_station'), level?.stationName)}
        {text('station_name_en', v.t('admin.level_station_en'), level?.stationNameEn)}
        <Field
          v={v}
          name="rank"
          id={id('rank')}
          label={v.t('admin.level_rank')}
          type="number"
          form={form}
          value={level ? String(level.rank) : undefined}
          required
        />
      </div>
      <button class="button" type="submit">
        {v.t(level ? 'stations.save' : 'admin.level_add')}
      </button>
    </form>
  )
}

/** Levels are data: how they are called, and which stands above. */
export const Levels = ({ v, levels, form }: { v: View; levels: readonly Level[]; form: Returned }) => {
  const at = form.values.at ?? ''
  return (
    <section class="section" aria-labelledby="levels">
      <h2 id="levels">{v.t('admin.levels')}</h2>
      <p class="measure quiet spaced-s">{v.t('admin.levels_lead')}</p>
      {levels.map((level) => (
        <details class="edit group" open={at === level.code}>
          <summary>
            {v.t('admin.level_edit', { name: v.lang === 'vi' ? level.name : level.nameEn })}{' '}
            <span class="quiet">· {level.code}</span>
          </summary>
          <LevelForm v={v} level={level} form={at === level.code ? form : UNTOUCHED} />
        </details>
      ))}
      <details class="edit" open={form !== UNTOUCHED && at === ''}>
        <summary>{v.t('admin.level_add')}</summary>
        <LevelForm v={v} level={null} form={at === '' ? form : UNTOUCHED} />
      </details>
    </section>
  )
}
