import { addDays, type LocalDate } from '../../kernel/dates.ts'
import type { Programme } from '../../kernel/terms.ts'
import type { ShownAiring } from '../day.ts'
import type { View } from '../view.ts'
import type { Word } from '../words/index.ts'
import { DateField } from './date-field.tsx'
import { Icon } from './shapes.tsx'

/** Day before, day after, any day: links and a form, no script. */
export const DayNav = ({ v, date, path }: { v: View; date: LocalDate; path: string }) => (
  <div class="daynav">
    <a class="button icon" href={`${path}?ngay=${addDays(date, -1)}`} aria-label={v.t('day.previous')}>
      <Icon name="back" />
    </a>
    <a class="button icon" href={`${path}?ngay=${addDays(date, 1)}`} aria-label={v.t('day.next')}>
      <Icon name="forth" />
    </a>
    {date !== v.today && (
      <a class="button" href={path}>
        {v.t('day.today')}
      </a>
    )}
    <form method="get" action={path}>
      <DateField v={v} name="ngay" label={v.t('day.pick')} value={date} required />
      <button class="button" type="submit">
        {v.t('app.show')}
      </button>
    </form>
  </div>
)

const programmeWords: Readonly<Record<Programme, Word>> = {
  episode: 'programme.episode',
  relay: 'programme.relay',
  live: 'programme.live',
}

/** What an airing carries, in words: "Kỳ 47: …", "tiếp sóng", or that nothing is cleared. */
export function whatOf(v: View, { programme, episode }: ShownAiring): string {
  if (programme !== 'episode') return v.t(programmeWords[programme])
  return episode ? `${v.t('week.number', { n: episode.number })}: ${episode.title}` : v.t('schedule.nothing_cleared')
}
