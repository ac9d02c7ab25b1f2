import { drawing, h } from './dom.ts'
import { desk, say } from './words.ts'

const DAY_MS = 86_400_000
const iso = (date: Date): string => date.toISOString().slice(0, 10)
const utc = (text: string): Date => new Date(`${text}T00:00:00Z`)
const plus = (date: string, days: number): string => iso(new Date(utc(date).getTime() + days * DAY_MS))
/** The same day of another month; its last where it has no such day. */
function plusMonths(date: string, months: number): string {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1 + months, Number(date.slice(8))]
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return iso(new Date(Date.UTC(year, month, Math.min(day, last))))
}
/** Monday 0 to Sunday 6. */
const weekday = (date: string): number => (utc(date).getUTCDay() + 6) % 7
const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(desk.lang === 'vi' ? 'vi-VN' : 'en-GB', { timeZone: 'UTC', ...options })

type Options = {
  /** "YYYY-MM-DD": where the calendar opens. */
  readonly at: string
  readonly chosen: string | null
  readonly min?: string | undefined
  readonly max?: string | undefined
  /** The field may be left empty. */
  readonly clearable: boolean
  readonly pick: (date: string | null) => void
}

const STEPS: Readonly<Record<string, (date: string) => string>> = {
  ArrowLeft: (date) => plus(date, -1),
  ArrowRight: (date) => plus(date, 1),
  ArrowUp: (date) => plus(date, -7),
  ArrowDown: (date) => plus(date, 7),
  Home: (date) => plus(date, -weekday(date)),
  End: (date) => plus(date, 6 - weekday(date)),
  PageUp: (date) => plusMonths(date, -1),
  PageDown: (date) => plusMonths(date, 1),
}

/** The days of a month in weeks from Monday, the edges filled from its neighbours: 42 days at most. */
function weeksOf(month: string): string[][] {
  const first = `${month.slice(0, 7)}-01`
  const start = plus(first, -weekday(first))
  const weeks = Array.from({ length: 6 }, (_, w) => Array.from({ length: 7 }, (__, d) => plus(start, w * 7 + d)))
  return weeks.filter((week) => week.some((date) => date.slice(0, 7) === month.slice(0, 7)))
}

/** A month as a grid to choose a day from; arrows, Home, End, PageUp and PageDown move as in any date picker. */
export function calendar(options: Options): HTMLElement {
  let at = options.at
  const { min, max } = options
  const allowed = (date: string): boolean => (!min || date >= min) && (!max || date <= max)
  const title = h('strong', { 'aria-live': 'polite' })
  const body = h('tbody')
  const move = (to: string, focus: boolean): void => {
    at = to
    draw()
    if (focus) body.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  }
  const dayButton = (date: string): HTMLElement => {
    const button = h('button', {
      type: 'button',
      tabindex: date === at ? '0' : '-1',
      disabled: !allowed(date),
      'aria-label': format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(utc(date)),
      'aria-pressed': date === options.chosen ? 'true' : null,
      'aria-current': date === desk.today ? 'date' : null,
      class: date.slice(0, 7) === at.slice(0, 7) ? null : 'other',
      click: () => options.pick(date),
    })
    button.textContent = String(Number(date.slice(8)))
    return button
  }
  const draw = (): void => {
    title.textContent = format({ month: 'long', year: 'numeric' }).format(utc(at))
    body.textContent = ''
    for (const week of weeksOf(at)) body.append(h('tr', {}, ...week.map((date) => h('td', {}, dayButton(date)))))
  }
  const turn = (word: string, icon: 'back' | 'forth', months: number): HTMLElement => {
    const button = h('button', { type: 'button', class: 'turn', 'aria-label': say(word) })
    button.append(drawing(icon))
    button.addEventListener('click', () => move(plusMonths(at, months), false))
    return button
  }
  const names = weeksOf(at)[0] || []
  const head = h(
    'tr',
    {},
    ...names.map((date) => {
      const cell = h('th', { scope: 'col', abbr: format({ weekday: 'long' }).format(utc(date)) })
      cell.textContent = format({ weekday: desk.lang === 'vi' ? 'narrow' : 'short' }).format(utc(date))
      return cell
    }),
  )
  const table = h('table', {}, h('thead', {}, head), body)
  body.addEventListener('keydown', (event) => {
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    move(step(at), true)
  })
  const foot = h('div', { class: 'calendar-foot' })
  const today = h('button', { type: 'button', class: 'link-button' }, say('desk.date_today'))
  today.addEventListener('click', () => options.pick(desk.today))
  if (desk.today && allowed(desk.today)) foot.append(today)
  const clear = h('button', { type: 'button', class: 'link-button' }, say('desk.date_clear'))
  clear.addEventListener('click', () => options.pick(null))
  if (options.clearable) foot.append(clear)
  draw()
  const bar = h('div', { class: 'calendar-head' }, turn('desk.month_back', 'back', -1), title)
  bar.append(turn('desk.month_forth', 'forth', 1))
  return h('div', { class: 'calendar' }, bar, table, foot)
}
