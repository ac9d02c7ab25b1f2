import { addDays, type LocalDate } from '../kernel/dates.ts'
import { DISTRICT_STATION } from './district.ts'
import { DemoPlayer, type Item, type Play, pull } from './reporting.ts'
import { at, date, mondayOf, type Story } from './story.ts'

/** Stations without a player that reports: a person attests each week. */
const BY_HAND: ReadonlySet<string> = new Set(['an-thanh-thuy', 'hoa-tinh', 'my-tinh-an', 'trung-hoa'])
/** Stations whose line comes and goes: they report two weeks at once. */
const LATE: ReadonlySet<string> = new Set(['xuan-dong', 'quon-long'])
/** Stations that send every batch twice, as after lost answers. */
const TWICE: ReadonlySet<string> = new Set(['song-binh', 'phu-kiet', DISTRICT_STATION])

const clientOf = (story: Story, code: string) => {
  const client = story.stations[code]
  if (!client) throw new Error(`no key of station ${code}`)
  return client
}

async function attest(story: Story, items: readonly Item[], note: string): Promise<void> {
  if (items.length === 0) return
  await story.scheduler.post('/api/v1/attestations', {
    items: items.map((item) => ({ airing_id: item.airingId, outcome: 'aired', note })),
  })
}

/** Every planned airing of quarter III/2020 went on air; the stations say so week by week. */
export async function reportQuarter(story: Story): Promise<void> {
  const [first, last] = [date('2020-07-01'), date('2020-09-30')]
  const players = new Map<string, DemoPlayer>()
  for (const code of Object.keys(story.stations))
    players.set(code, new DemoPlayer(clientOf(story, code), code, at(story, first, 4)))
  for (let monday = mondayOf(first), week = 0; monday <= last; monday = addDays(monday, 7), week += 1) {
    const evening = at(story, addDays(monday, 6), 20)
    story.clock.set(evening)
    for (const [code, player] of players) await reportWeek(story, { code, player, monday, evening, week })
  }
  for (const player of players.values()) await player.send(story.clock.now())
}

type Week = { code: string; player: DemoPlayer; monday: LocalDate; evening: number; week: number }

async function reportWeek(story: Story, { code, player, monday, evening, week }: Week): Promise<void> {
  const items = (await pull(clientOf(story, code), code, monday, 7)).filter((item) => item.startsAt < evening)
  if (BY_HAND.has(code)) return attest(story, items, 'Xác nhận qua điện thoại cuối tuần')
  for (const [n, item] of items.entries()) player.play(item, 'aired', 1 + ((n * 7) % 40))
  if (LATE.has(code) && week % 2 === 0) return
  await player.send(evening)
  if (TWICE.has(code)) await player.sendAgain()
}

/** A number from 0 to 99 that depends only on the item: the sample looks the same at every start. */
function dice(text: string): number {
  let sum = 7
  for (const letter of text) sum = (sum * 31 + letter.charCodeAt(0)) % 9973
  return sum % 100
}

function howItWent(code: string, item: Item, now: number): Play {
  const age = now - item.startsAt
  // Binh Ninh's line has been down for three days; nobody knows whether it plays.
  if (code === 'binh-ninh' && age < 3 * 86_400_000) return 'nothing'
  const chance = dice(item.airingId)
  if (chance < 2) return 'failed'
  if (chance < 4) return 'cut_short'
  if (chance < 5) return 'started_only'
  return chance < 7 ? 'nothing' : 'aired'
}

/** The weeks around today up to this moment: most went on air, some were missed, of some there is no word. */
export async function reportToday(story: Story, thisMonday: LocalDate, now: number): Promise<void> {
  const from = addDays(thisMonday, -21)
  for (const code of Object.keys(story.stations)) {
    const client = clientOf(story, code)
    const player = new DemoPlayer(client, code, at(story, from, 4))
    const past = (await pull(client, code, from, 31)).filter((item) => item.startsAt + 1_200_000 < now)
    const heard = past.filter((item) => howItWent(code, item, now) === 'aired')
    if (BY_HAND.has(code)) await attest(story, heard, 'Đài xã báo qua Zalo')
    else for (const item of past) player.play(item, howItWent(code, item, now), 1 + (dice(item.airingId) % 30))
    await player.send(now)
    if (!BY_HAND.has(code) && code !== 'binh-ninh') await player.heartbeat(story.clock.now())
  }
}
