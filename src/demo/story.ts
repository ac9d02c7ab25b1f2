import { addDays, type LocalDate, weekdayOf } from '../kernel/dates.ts'
import type { Zone } from '../kernel/time.ts'
import type { ApiClient, JsonValue } from './api.ts'
import type { StoryClock } from './clock.ts'
import { COMMUNE_STATIONS, DISTRICT_STATION } from './district.ts'
import { decide, type EpisodePlan, FARMING, LAW, REFORM, type Staff, seedEpisode, untilRecorded } from './library.ts'
import { farming, law, reform2020, reformToday, type SampleText } from './texts.ts'

export type Story = {
  readonly clock: StoryClock
  readonly zone: Zone
  readonly staff: Staff
  readonly scheduler: ApiClient
  /** Client of each station, by its key. */
  readonly stations: Readonly<Record<string, ApiClient>>
  /** The two shipped recordings. */
  readonly recordings: readonly [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>]
}

export const date = (text: string): LocalDate => text as LocalDate
export const at = (story: Story, day: LocalDate, hour: number, minute = 0): number =>
  story.zone.toInstant(day, hour * 60 + minute)
export const mondayOf = (day: LocalDate): LocalDate => addDays(day, 1 - weekdayOf(day))

const weekly = (texts: readonly SampleText[], firstAirDate: LocalDate): { text: SampleText; airDate: LocalDate }[] =>
  texts.map((text, week) => ({ text, airDate: addDays(firstAirDate, 7 * week) }))

/** Works on episodes in the week before they go on air; the recordings are analysed while the next are written. */
async function produce(story: Story, plans: readonly EpisodePlan[]): Promise<number[]> {
  const ids: number[] = []
  for (const [n, plan] of plans.entries()) {
    ids.push(await seedEpisode(story.staff, plan, n % 2 === 0 ? story.recordings[0] : story.recordings[1]))
  }
  for (const [n, plan] of plans.entries()) {
    const id = ids[n]
    if (id === undefined || !['recorded', 'cleared'].includes(plan.stage)) continue
    await untilRecorded(story.staff.technician, id)
    if (plan.stage === 'cleared') await decide(story.staff.approver, id, 'cleared')
  }
  return ids
}

/** Saves a slot as a person does: dry run first, then with its hash; a clash is left as it is. */
async function plan(story: Story, slot: { [key: string]: JsonValue }): Promise<void> {
  const dryRun = await story.scheduler.post('/api/v1/slots/dry-runs', { kind: 'create', slot })
  await story.scheduler.post('/api/v1/slots', { ...slot, dry_run: dryRun.at('hash').string, rest: 'keep' })
}

const WORKDAYS = [1, 2, 3, 4, 5, 6]
const target = (stations: readonly string[]): JsonValue => ({ kind: 'stations', stations: [...stations] })
const slot = (
  segment: string,
  stations: readonly string[],
  weekdays: number[],
  times: string[],
  from: LocalDate,
  more: { [key: string]: JsonValue } = {},
) => ({
  segment,
  target: target(stations),
  rule: { weekdays, times },
  duration_seconds: 900,
  from,
  ...more,
})

/**
 * Quarter III/2020 of the segment "Cải cách hành chính": Monday to Saturday (79 days), three airings a day on the
 * district station, two on each of the 19 commune stations. The district's are the premiere on Wednesday at 17:00 and
 * repeats; a reconstruction that yields the published 237 and 3.002.
 */
export async function planQuarter(story: Story): Promise<void> {
  const [from, until] = [date('2020-07-01'), date('2020-09-30')]
  await produce(
    story,
    weekly(reform2020, date('2020-06-24')).map((week) => ({ ...week, segment: REFORM, stage: 'cleared' as const })),
  )
  story.clock.set(at(story, date('2020-06-29'), 10))
  const district = [DISTRICT_STATION]
  await plan(story, slot(REFORM, district, [3], ['17:00'], from, { until, premiere: true }))
  await plan(story, slot(REFORM, district, [1, 2, 4, 5, 6], ['17:00'], from, { until }))
  await plan(story, slot(REFORM, district, WORKDAYS, ['05:30', '11:15'], from, { until }))
  await plan(story, slot(REFORM, COMMUNE_STATIONS, WORKDAYS, ['05:15', '17:15'], from, { until }))
}

/** The weeks around today, with work in every state. @param thisMonday of the week that is running */
export async function planToday(story: Story, thisMonday: LocalDate): Promise<void> {
  const firstMonday = addDays(thisMonday, -21)
  const stages = ['cleared', 'cleared', 'cleared', 'cleared', 'recorded', 'submitted'] as const
  const reform = weekly(reformToday, addDays(firstMonday, 2)).map(
    (week, n): EpisodePlan => ({
      ...week,
      segment: REFORM,
      stage: stages[n] ?? 'draft',
    }),
  )
  const others: EpisodePlan[] = []
  const other = (
    segment: string,
    text: SampleText | undefined,
    airDate: LocalDate,
    stage: EpisodePlan['stage'],
  ): void => {
    if (text) others.push({ segment, text, airDate, stage })
  }
  other(FARMING, farming[0], addDays(firstMonday, 1), 'cleared')
  other(FARMING, farming[1], addDays(thisMonday, 8), 'returned')
  other(LAW, law[0], addDays(firstMonday, 3), 'cleared')
  other(LAW, law[1], addDays(thisMonday, 10), 'approved')
  const ids = await produce(story, [...reform, ...others])
  const planned = {
    segment: REFORM,
    air_date: addDays(thisMonday, 23),
    title: 'Tổng kết năm: việc đã làm, việc còn nợ bà con',
    field: 'Chỉ đạo, điều hành',
  }
  await story.staff.editor.post('/api/v1/episodes', { ...planned, year: Number(planned.air_date.slice(0, 4)) })
  // Yesterday's programme on farming stands in when a new one is late.
  const fallback = ids[reform.length]
  if (fallback !== undefined)
    await story.staff.editor.send('PATCH', `/api/v1/segments/${FARMING}`, { fallback_episode_id: fallback })
  await planTodaysSlots(story, firstMonday)
}

async function planTodaysSlots(story: Story, from: LocalDate): Promise<void> {
  const centre = [DISTRICT_STATION]
  await plan(story, slot(REFORM, centre, [3], ['17:00'], from, { premiere: true }))
  await plan(story, slot(REFORM, centre, [1, 2, 4, 5, 6], ['17:00'], from))
  await plan(story, slot(REFORM, centre, WORKDAYS, ['05:30', '11:15'], from))
  await plan(story, slot(REFORM, COMMUNE_STATIONS, WORKDAYS, ['05:15', '17:15'], from))
  await plan(story, slot(FARMING, [...centre, ...COMMUNE_STATIONS], [2, 5], ['18:00'], from))
  await plan(story, slot(LAW, [...centre, ...COMMUNE_STATIONS], [4, 7], ['06:00'], from))
  const relay = { programme: 'relay', title: 'Tiếp sóng chuyên mục Pháp luật của Đài tỉnh', duration_seconds: 1800 }
  await plan(story, slot(LAW, centre, [3, 6], ['18:30'], from, relay))
}
