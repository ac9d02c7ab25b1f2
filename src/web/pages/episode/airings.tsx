import { StatusWord } from '../../components/status.tsx'
import type { View } from '../../view.ts'
import type { EpisodeModel } from './load.ts'

type Props = { v: View; model: EpisodeModel }

const Counts = ({ v, counts }: { v: View; counts: EpisodeModel['days'][number]['counts'] }) => (
  <ul class="counts">
    {counts.map(({ status, n }) => (
      <li>
        <b class="num">{v.fmt.number(n)}</b>
        <StatusWord v={v} status={status} />
      </li>
    ))}
  </ul>
)

/** The airings of the day that was asked for, each with its own page. */
const OneByOne = ({ v, model }: Props) =>
  model.day && (
    <tr class="one-by-one">
      <td colspan={3}>
        <ul class="aired-list">
          {model.day.airings.map(({ stationName, airing }) => (
            <li>
              <a class="num" href={`/nhat-ky/${airing.id}`}>
                {v.fmt.time(airing.startsAt)}
              </a>
              <span class="where">{stationName}</span>
              <StatusWord v={v} status={airing.status} />
            </li>
          ))}
        </ul>
      </td>
    </tr>
  )

/** Where it aired and will air, day by day; a day can be opened to every airing of it. */
export const Airings = ({ v, model }: Props) => (
  <section class="section" id="phat" aria-labelledby="airings">
    <h2 id="airings">{v.t('episode.airings')}</h2>
    {model.days.length === 0 ? (
      <p class="quiet">{v.t('episode.no_airings')}</p>
    ) : (
      <div class="table-wrap">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{v.t('day.pick')}</th>
              <th scope="col" class="n">
                {v.t('nav.stations')}
              </th>
              <th scope="col">{v.t('episode.airing_status')}</th>
            </tr>
          </thead>
          <tbody>
            {model.days.map(({ date, stations, counts }) => {
              const isOpen = model.day?.date === date
              const to = `/ky/${model.state.episode.id}${isOpen ? '' : `?ngay=${date}`}#phat`
              return (
                <>
                  <tr>
                    <th scope="row">
                      <a href={to} aria-expanded={isOpen ? 'true' : 'false'}>
                        {v.fmt.day(date)}
                      </a>
                    </th>
                    <td class="n">{v.fmt.number(stations)}</td>
                    <td>
                      <Counts v={v} counts={counts} />
                    </td>
                  </tr>
                  {isOpen && <OneByOne v={v} model={model} />}
                </>
              )
            })}
          </tbody>
        </table>
      </div>
    )}
  </section>
)
