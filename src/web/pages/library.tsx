import type { Context as HonoContext } from 'hono'
import { can } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import type { AppEnv } from '../../http/index.ts'
import type { Page as Paged } from '../../kernel/paging.ts'
import { type Episode, findEpisodes, listSegments, type SegmentBrief } from '../../library/index.ts'
import { send } from '../answer.tsx'
import { Clearance, scriptWords } from '../components/episode-state.tsx'
import { Field } from '../components/form.tsx'
import { Empty, Head, Page } from '../components/page.tsx'
import { Icon } from '../components/shapes.tsx'
import { WideTable } from '../components/table.tsx'
import type { View } from '../view.ts'

const PAGE_SIZE = 50

type Asked = { readonly q: string; readonly segment: string; readonly offset: number }
type Props = { v: View; asked: Asked; episodes: Paged<Episode>; segments: readonly SegmentBrief[] }

function link({ q, segment }: Asked, offset: number): string {
  const query = new URLSearchParams()
  if (q) query.set('q', q)
  if (segment) query.set('tiet-muc', segment)
  if (offset > 0) query.set('tu', String(offset))
  return query.size > 0 ? `/ky?${query}` : '/ky'
}

const Row = ({ v, episode }: { v: View; episode: Episode }) => (
  <tr>
    <td class="n quiet">
      {episode.number}/{episode.year}
    </td>
    <th scope="row">
      <a href={`/ky/${episode.id}`}>{episode.title}</a>
      <span class="quiet small block">{episode.segmentName}</span>
    </th>
    <td class="num">{episode.airDate && v.fmt.date(episode.airDate)}</td>
    <td>{v.t(scriptWords[episode.scriptState])}</td>
    <td>{episode.recordingReady ? v.t('library.has_audio') : <span class="quiet">{v.t('library.no_audio')}</span>}</td>
    <td>
      <Clearance v={v} episode={episode} />
    </td>
  </tr>
)

const EpisodeTable = ({ v, episodes }: Pick<Props, 'v' | 'episodes'>) => (
  <WideTable name={v.t('library.title')}>
    <table class="table stack">
      <thead>
        <tr>
          <th scope="col" class="n">
            {v.t('library.number')}
          </th>
          <th scope="col">{v.t('library.name')}</th>
          <th scope="col">{v.t('library.air_date')}</th>
          <th scope="col">{v.t('library.script')}</th>
          <th scope="col">{v.t('library.audio')}</th>
          <th scope="col">{v.t('library.state')}</th>
        </tr>
      </thead>
      <tbody>
        {episodes.items.map((episode) => (
          <Row v={v} episode={episode} />
        ))}
      </tbody>
    </table>
  </WideTable>
)

const Library = ({ v, asked, episodes, segments }: Props) => (
  <Page v={v} title={v.t('library.title')}>
    <Head title={v.t('library.title')}>
      {can(v.actor, 'episode.edit') && (
        <a class="button main" href="/ky/moi">
          {v.t('library.new')}
        </a>
      )}
    </Head>
    <search>
      <form class="filter" method="get" action="/ky">
        <div class="grow">
          <Field v={v} name="q" label={v.t('library.query')} type="search" value={asked.q} maxlength={200} />
        </div>
        <Field v={v} name="tiet-muc" label={v.t('library.segment')}>
          <option value="">{v.t('library.all_segments')}</option>
          {segments.map(({ code, name }) => (
            <option value={code} selected={code === asked.segment}>
              {name}
            </option>
          ))}
        </Field>
        <button class="button" type="submit">
          {v.t('app.search')}
        </button>
      </form>
    </search>
    {episodes.items.length > 0 ? (
      <EpisodeTable v={v} episodes={episodes} />
    ) : asked.q || asked.segment ? (
      <Empty title={v.t('library.no_match', { q: asked.q || asked.segment })} hint={v.t('library.no_match_hint')} />
    ) : (
      <Empty title={v.t('library.empty')} hint={v.t('library.empty_hint')} />
    )}
    <nav class="pages" aria-label={v.t('app.pages')}>
      {asked.offset > 0 ? (
        <a class="button" href={link(asked, Math.max(0, asked.offset - PAGE_SIZE))}>
          <Icon name="back" size={18} />
          {v.t('app.previous')}
        </a>
      ) : (
        <span />
      )}
      {episodes.next !== null && (
        <a class="button" href={link(asked, episodes.next)}>
          {v.t('app.next')}
          <Icon name="forth" size={18} />
        </a>
      )}
    </nav>
  </Page>
)

const offsetAsked = (text: string | undefined): number => {
  const n = Number(text ?? 0)
  return Number.isSafeInteger(n) && n > 0 ? n : 0
}

/** "Kho nội dung": episodes, the newest first or by relevance to `?q=`. */
export async function libraryPage(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const asked = {
    q: (c.req.query('q') ?? '').slice(0, 200),
    segment: c.req.query('tiet-muc') ?? '',
    offset: offsetAsked(c.req.query('tu')),
  }
  const segments = await listSegments(ctx, v.actor, true)
  const known = segments.some(({ code }) => code === asked.segment) ? asked.segment : undefined
  const question = { q: asked.q, segment: known, withdrawn: 'all' } as const
  const episodes = await findEpisodes(ctx, v.actor, question, { offset: asked.offset, limit: PAGE_SIZE })
  return send(c, <Library v={v} asked={{ ...asked, segment: known ?? '' }} episodes={episodes} segments={segments} />)
}
