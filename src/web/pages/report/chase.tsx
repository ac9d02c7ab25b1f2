import type { Chase } from '../../../reports/index.ts'
import { Icon } from '../../components/shapes.tsx'
import { WideTable } from '../../components/table.tsx'
import { shortStationName } from '../../station-name.ts'
import type { View } from '../../view.ts'
import { type Asked, apiLink } from './asked.ts'
import type { Loaded } from './load.ts'

/** A number as a telephone dials it. */
const dialled = (phone: string): string => phone.replace(/[^\d+]/g, '')

const logLink = ({ choice: { period }, segment }: Asked, reporting: string, { code, figures }: Chase): string => {
  const query = new URLSearchParams({ tu: period.from, den: period.to, dai: code })
  if (segment !== 'all') query.set('tiet-muc', segment || reporting)
  if (figures.noWord > 0) query.set('tt', 'no_word')
  return `/nhat-ky?${query}`
}

const Contact = ({ v, one }: { v: View; one: Chase }) =>
  one.contactName === null && one.contactPhone === null ? (
    <a class="quiet" href={`/dai/${encodeURIComponent(one.code)}`}>
      {v.t('figures.no_contact')}
    </a>
  ) : (
    <>
      {one.contactName}{' '}
      {one.contactPhone !== null && (
        <a class="phone" href={`tel:${dialled(one.contactPhone)}`}>
          <Icon name="phone" size={14} />
          {one.contactPhone}
        </a>
      )}
    </>
  )

type Props = { v: View; asked: Asked; loaded: Loaded }
/** Whom to ask before the number is signed: stations with airings without a word, or that aired too little. */
export const ChaseList = ({ v, asked, loaded: { stations, segment } }: Props) =>
  stations.chase.length === 0 ? null : (
    <section class="section" aria-labelledby="chase">
      <div class="row-head">
        <h2 id="chase">{v.t('figures.chase', { n: v.fmt.number(stations.chaseCount) })}</h2>
        <a class="small no-print" href={apiLink('chase.csv', asked, { lang: v.lang })} download>
          {v.t('figures.chase_csv')}
        </a>
      </div>
      <p class="quiet small lead">{v.t('figures.chase_hint')}</p>
      <WideTable name={v.t('figures.chase', { n: v.fmt.number(stations.chaseCount) })}>
        <table class="table stack chase">
          <thead>
            <tr>
              <th scope="col">{v.t('report.station')}</th>
              <th scope="col">{v.t('figures.why')}</th>
              <th scope="col">{v.t('figures.whom')}</th>
              <th scope="col">
                <span class="sr">{v.t('figures.to_log')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {stations.chase.map((one) => (
              <tr>
                <th scope="row">{shortStationName(one.name)}</th>
                <td>
                  {one.figures.noWord > 0 && (
                    <strong class="s-no_word">
                      {v.t('figures.silent_n', { n: v.fmt.number(one.figures.noWord) })}
                    </strong>
                  )}{' '}
                  <span class="quiet">
                    {v.t('figures.aired_of', {
                      aired: v.fmt.number(one.figures.aired),
                      planned: v.fmt.number(one.figures.planned),
                      rate: v.fmt.rate(one.figures.aired, one.figures.planned),
                    })}
                  </span>
                </td>
                <td>
                  <Contact v={v} one={one} />
                </td>
                <td class="n">
                  <a href={logLink(asked, segment.code, one)}>{v.t('figures.to_log')}</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </section>
  )
