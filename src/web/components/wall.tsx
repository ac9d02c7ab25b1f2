import type { LevelDay, ShownAiring, StationDay } from '../day.ts'
import { reasonText } from '../reason.ts'
import { shortStationName } from '../station-name.ts'
import type { View } from '../view.ts'
import { hourColumn, WALL_HOURS, wallColumn } from '../wall-columns.ts'
import { whatOf } from './day.tsx'
import { gradeWord, MarkShapes, MarkUse, statusWord } from './status.tsx'

/** What a mark tells when it is pointed at: time, status and grade, segment, episode, reason. */
function toldOf(v: View, airing: ShownAiring): string {
  const first = [
    v.fmt.time(airing.startsAt),
    v.t(statusWord[airing.status]),
    airing.grade && v.t(gradeWord[airing.grade]),
  ]
  return [
    first.filter(Boolean).join(' · '),
    airing.segmentName,
    whatOf(v, airing),
    airing.reason && reasonText(v, airing.reason),
  ]
    .filter(Boolean)
    .join('\n')
}

const MarkOnWall = ({ v, airing, date }: { v: View; airing: ShownAiring; date: string }) => (
  <li class={`at-${wallColumn(airing.minutes)}`}>
    <a class={`airing s-${airing.status}`} href={`/lich-phat?ngay=${date}#a-${airing.id}`} title={toldOf(v, airing)}>
      <MarkUse status={airing.status} />
      <span class="when">{v.fmt.time(airing.startsAt)}</span>
      <span class="sr">{v.t(statusWord[airing.status])}</span>
    </a>
  </li>
)

/** A station's day: its name, a mark per airing at its time of day, how many of them aired. */
export const WallRow = ({ v, row, date }: { v: View; row: StationDay; date: string }) => {
  const aired = row.airings.filter(({ status }) => status === 'aired').length
  const planned = row.airings.filter(({ status }) => status !== 'cancelled').length
  return (
    <li class="station" data-station={row.station.id}>
      <a class="station-name" href={`/dai/${encodeURIComponent(row.station.code)}`} title={row.station.name}>
        {shortStationName(row.station.name)}
      </a>
      <ul class="airings">
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

type WallProps = {
  v: View
  date: string
  levels: readonly LevelDay[]
  /** Minutes since midnight where the day has come to; null on another day. */
  nowMinutes: number | null
}
/** All stations in one view: a row each, and one line over all of them where the day has come to. */
export const Wall = ({ v, date, levels, nowMinutes }: WallProps) => (
  <div class="wall" data-now={nowMinutes ?? undefined}>
    <MarkShapes />
    <div class="axis" aria-hidden="true">
      <span />
      <div class="hours">
        {WALL_HOURS.map((hour) => (
          <span class={`at-${hourColumn(hour)}`}>{String(hour).padStart(2, '0')}:00</span>
        ))}
      </div>
      <span />
    </div>
    {nowMinutes !== null && (
      <div class="now-layer" aria-hidden="true">
        <div class="hours">
          <span class={`now at-${wallColumn(nowMinutes)}`} />
        </div>
      </div>
    )}
    {levels.map(({ level, stations }) => (
      <section aria-label={v.lang === 'vi' ? level.stationName : level.stationNameEn}>
        <p class="group" aria-hidden="true">
          {v.lang === 'vi' ? level.stationName : level.stationNameEn}
        </p>
        <ul class="rows">
          {stations.map((row) => (
            <WallRow v={v} row={row} date={date} />
          ))}
        </ul>
      </section>
    ))}
  </div>
)
