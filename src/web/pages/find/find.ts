import { can } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { LocalDate } from '../../../kernel/dates.ts'
import { fold, normaliseLine } from '../../../kernel/text.ts'
import { episodesNumbered, findEpisodes } from '../../../library/index.ts'
import { placesFor } from '../../components/places.ts'
import { readDateText } from '../../date-text.ts'
import { visibleStations } from '../../day.ts'
import type { View } from '../../view.ts'

/** What was found, by kind, the surest first: where it leads, and what stands beside it. */
export type Found = {
  readonly kind: 'date' | 'page' | 'episode' | 'station'
  readonly label: string
  readonly note: string
  readonly href: string
}

const EPISODES = 8
const STATIONS = 6

/** All words of the question begin some word of the text, marks and case apart: "cai cach" finds "Cải cách". */
function matches(text: string, question: string): boolean {
  const words = fold(text).split(/[^\p{L}\p{N}]+/u)
  return question.split(/\s+/).every((part) => words.some((word) => word.startsWith(part)))
}

function dates(v: View, q: string): Found[] {
  const date = readDateText(q, v.today) as LocalDate | null
  if (date === null) return []
  const day = v.fmt.day(date)
  return [
    {
      kind: 'date',
      label: `${v.t('nav.schedule')} · ${day}`,
      note: v.t('palette.day_schedule'),
      href: `/lich-phat?ngay=${date}`,
    },
    { kind: 'date', label: `${v.t('today.wall')} · ${day}`, note: v.t('palette.day_wall'), href: `/?ngay=${date}` },
    {
      kind: 'date',
      label: `${v.t('nav.log')} · ${day}`,
      note: v.t('palette.day_log'),
      href: `/nhat-ky?tu=${date}&den=${date}`,
    },
  ]
}

const pages = (v: View, question: string): Found[] =>
  placesFor(v)
    .map(({ href, word }): Found => ({ kind: 'page', label: v.t(word), note: v.t('palette.page'), href }))
    .filter(({ label }) => question === '' || matches(label, question))

/** "47", "kỳ 47", "47/2026": episodes of that number, the newest year first. */
async function byNumber(ctx: Context, question: string) {
  const [, number, year] = /^(?:ky |episode )?(\d{1,5})(?:\/(\d{4}))?$/.exec(question) ?? []
  if (number === undefined) return []
  return episodesNumbered(ctx.db, Number(number), year === undefined ? undefined : Number(year), EPISODES)
}

async function episodes(ctx: Context, v: View, q: string, question: string): Promise<Found[]> {
  if (question === '' || !can(v.actor, 'library.read')) return []
  const numbered = await byNumber(ctx, question)
  const found =
    numbered.length > 0
      ? numbered
      : (await findEpisodes(ctx, v.actor, { q, withdrawn: 'no' }, { offset: 0, limit: EPISODES })).items
  return found.map((episode) => ({
    kind: 'episode',
    label: episode.title,
    note: [
      `${v.t('week.number', { n: episode.number })}/${episode.year}`,
      episode.airDate && v.fmt.date(episode.airDate),
    ]
      .filter(Boolean)
      .join(' · '),
    href: `/ky/${episode.id}`,
  }))
}

async function stations(ctx: Context, v: View, question: string): Promise<Found[]> {
  if (question === '') return []
  return (await visibleStations(ctx, v.actor))
    .filter(({ name, code }) => matches(name, question) || code.startsWith(question))
    .slice(0, STATIONS)
    .map(({ name, code }) => ({
      kind: 'station',
      label: name,
      note: v.t('palette.station'),
      href: `/dai/${encodeURIComponent(code)}`,
    }))
}

/** Where a few typed words may lead: a date, pages, stations, episodes. Only what this person may open. */
export async function find(ctx: Context, v: View, typed: string): Promise<Found[]> {
  const q = normaliseLine(typed).slice(0, 200)
  const question = fold(q)
  return [
    ...dates(v, q),
    ...pages(v, question),
    ...(await stations(ctx, v, question)),
    ...(await episodes(ctx, v, q, question)),
  ]
}
