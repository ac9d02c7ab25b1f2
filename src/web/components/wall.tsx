import type { Day, ShownAiring, StationDay } from '../day.ts'
import { shortStationName } from '../station-name.ts'
import type { View } from '../view.ts'
import { hourColumn, onWall, WALL_HOURS, wallColumn } from '../wall-columns.ts'
import { whatOf } from './day.tsx'
import { gradeWord, Mark, statusWord } from './status.tsx'

/** From this column on the card of a mark opens to the left, so that it stays on the page. */
const LATE = 120

const MarkOnWall = ({ v, airing, date }: { v: View; airing: ShownAiring; date: string }) => {
  const column = wallColumn(airing.minutes)
  const time = v.fmt.time(airing.startsAt)
  return (
    <li class={`at-${column}${column >= LATE ? ' late' : ''}`}>
      <a class={`airing s-${airing.status}`} href={`/lich-phat?ngay=${date}#a-${airing.id}`}>
        <Mark status={airing.status} />
        <span class="when">{time}</span>
        <span class="sr">
          {time} {v.t(statusWord[airing.status])}
        </span>
        <span class="card" aria-hidden="true">
          <b>
            {time} · {v.t(statusWord[airing.status])}
            {airing.grade && ` · ${v.t(gradeWord[airing.grade])}`}
          </b>
          <span>{airing.segmentName}</span>
          <span>{whatOf(v, airing)}</span>
          {airing.reason && <span>{airing.reason}</span>}
        </span>
      </a>
    </li>
  )
}

const Row = ({ v, row, date, now }: { v: View; row: StationDay; date: string; now: number | null }) => {
  const aired = row.airings.filter(({ status }) => status === 'aired').length
  const planned = row.airings.filter(({ status }) => status !== 'cancelled').length
  return (
    <li class="station">
      <span class="station-name" title={row.station.name}>
        {shortStationName(row.station.name)}
      </span>
      <ul class="airings">
        {now !== null && <li class={`now at-${now}`} aria-hidden="true" />}
        {row.airings.map((airing) => (
          <MarkOnWall v={v} airing={airing} date={date} />
        ))}
      </ul>
      <span class="tally">
        <span aria-hidden="true">
          {aired}/{planned}
        </span>
        <span class="sr">{v.t('today.of_planned', { aired, planned })}</span>
      </span>
    </li>
  )
}

/** All stations in one view: a row each, a mark per airing at its time of day, a line where the day has come to. */
export const Wall = ({ v, day, nowMinutes }: { v: View; day: Day; nowMinutes: number | null }) => {
  const now = nowMinutes !== null && onWall(nowMinutes) ? wallColumn(nowMinutes) : null
  return (
    <div class="wall">
      <div class="axis" aria-hidden="true">
        <span />
        <div class="hours">
          {WALL_HOURS.map((hour) => (
            <span class={`at-${hourColumn(hour)}`}>{String(hour).padStart(2, '0')}:00</span>
          ))}
        </div>
        <span />
      </div>
      {day.levels.map(({ level, stations }) => (
        <section aria-label={v.lang === 'vi' ? level.stationName : level.stationNameEn}>
          <p class="group" aria-hidden="true">
            {v.lang === 'vi' ? level.stationName : level.stationNameEn}
          </p>
          <ul class="rows">
            {stations.map((row) => (
              <Row v={v} row={row} date={day.date} now={now} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
