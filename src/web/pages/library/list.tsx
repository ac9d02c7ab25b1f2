import { isoWeekOf } from '../../../kernel/dates.ts'
import type { AudioFacts, Episode } from '../../../library/index.ts'
import { Button } from '../../components/button.tsx'
import { Clearance, scriptWords } from '../../components/episode-state.tsx'
import { Empty } from '../../components/page.tsx'
import { Pagination } from '../../components/pagination.tsx'
import { SortHead, WideTable } from '../../components/table.tsx'
import type { View } from '../../view.ts'
import { type Asked, libraryLink } from './asked.ts'

export type Listed = {
  readonly v: View
  readonly asked: Asked
  readonly episodes: readonly Episode[]
  readonly next: number | null
  readonly count: number
  readonly pageSize: number
  readonly audio: ReadonlyMap<number, AudioFacts>
  readonly aired: ReadonlyMap<number, number>
}

const Row = ({ v, episode, audio, aired }: { v: View; episode: Episode; audio?: AudioFacts; aired: number }) => (
  <tr>
    <td class="tick">
      <input type="checkbox" name="ky" value={episode.id} aria-label={v.t('library.pick', { title: episode.title })} />
    </td>
    <td class="n quiet">
      {episode.number}/{episode.year}
    </td>
    <th scope="row">
      <a class="title" href={`/ky/${episode.id}`}>
        {episode.title}
      </a>
      <span class="quiet small block">
        {[...new Set([episode.segmentName, episode.field])].filter(Boolean).join(' · ')}
      </span>
    </th>
    <td class="num">
      <Day v={v} airDate={episode.airDate} />
    </td>
    <td>{v.t(scriptWords[episode.scriptState])}</td>
    <td class="n">
      {audio?.durationSeconds == null ? (
        <span class="quiet">{v.t('library.no_audio')}</span>
      ) : (
        <>
          {v.fmt.duration(audio.durationSeconds)}
          {audio.lufs !== null && <span class="quiet small block">{v.fmt.number(audio.lufs, 1)} LUFS</span>}
        </>
      )}
    </td>
    <td class="n">{aired > 0 ? v.t('library.aired_n', { n: v.fmt.number(aired) }) : ''}</td>
    <td>
      <Clearance v={v} episode={episode} />
    </td>
  </tr>
)

/** The day, and the week that it is spoken of by; without a day it is still in work. */
const Day = ({ v, airDate }: { v: View; airDate: Episode['airDate'] }) => {
  if (airDate === null) return <span class="quiet">{v.t('library.no_date')}</span>
  return (
    <>
      {v.fmt.date(airDate)}
      <span class="quiet small block">{v.t('library.week', isoWeekOf(airDate))}</span>
    </>
  )
}

const Heads = ({ v, asked }: { v: View; asked: Asked }) => {
  const newest = asked.sort === 'newest' || (asked.sort === '' && asked.q === '')
  const day = newest ? 'descending' : asked.sort === 'oldest' ? 'ascending' : null
  return (
    <thead>
      <tr>
        <td class="tick">
          <input type="checkbox" data-all="ky" aria-label={v.t('library.pick_all')} />
        </td>
        <SortHead
          v={v}
          label={v.t('library.number')}
          href={libraryLink(asked, { sort: 'number' })}
          sorted={asked.sort === 'number' ? 'ascending' : null}
          numeric
        />
        <SortHead
          v={v}
          label={v.t('library.name')}
          href={libraryLink(asked, { sort: 'title' })}
          sorted={asked.sort === 'title' ? 'ascending' : null}
        />
        <SortHead
          v={v}
          label={v.t('library.air_date')}
          href={libraryLink(asked, { sort: newest ? 'oldest' : 'newest' })}
          sorted={day}
        />
        <th scope="col">{v.t('library.script')}</th>
        <th scope="col" class="n">
          {v.t('library.audio')}
        </th>
        <th scope="col" class="n">
          {v.t('library.airings')}
        </th>
        <th scope="col">{v.t('library.state')}</th>
      </tr>
    </thead>
  )
}

const NothingFound = ({ v, asked }: { v: View; asked: Asked }) => {
  const { q, segment, state, field, year } = asked
  const narrowed = q !== '' || segment !== '' || state !== '' || field !== '' || year !== null
  if (!narrowed) return <Empty title={v.t('library.empty')} hint={v.t('library.empty_hint')} />
  return (
    <Empty
      title={q === '' ? v.t('library.none_left') : v.t('library.no_match', { q })}
      hint={v.t('library.no_match_hint')}
    >
      <a href="/ky">{v.t('library.show_all')}</a>
    </Empty>
  )
}

/** The list under what is asked: how many there are, one page of them, and the ticked ones as an archive. */
export const EpisodeList = (listed: Listed) => {
  const { v, asked, episodes, next, count, pageSize, audio, aired } = listed
  const { offset } = asked
  const range = v.t('library.range', {
    from: v.fmt.number(offset + 1),
    to: v.fmt.number(offset + episodes.length),
    all: v.fmt.number(count),
  })
  return (
    <div id="list">
      {episodes.length === 0 ? (
        <NothingFound v={v} asked={asked} />
      ) : (
        <form method="get" action="/ky/xuat.zip" data-stays="">
          <div class="list-acts">
            <p class="quiet" role="status">
              {v.t('library.count', { n: v.fmt.number(count) })}
            </p>
            <Button icon="download">{v.t('library.export')}</Button>
          </div>
          <WideTable name={v.t('library.title')}>
            <table class="table stack episodes">
              <Heads v={v} asked={asked} />
              <tbody>
                {episodes.map((episode) => (
                  <Row v={v} episode={episode} audio={audio.get(episode.id)} aired={aired.get(episode.id) ?? 0} />
                ))}
              </tbody>
            </table>
          </WideTable>
        </form>
      )}
      <Pagination
        v={v}
        previous={offset > 0 ? libraryLink(asked, { offset: Math.max(0, offset - pageSize) }) : null}
        next={next === null ? null : libraryLink(asked, { offset: next })}
        range={range}
      />
    </div>
  )
}
