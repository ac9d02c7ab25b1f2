import { ApiClient, type JsonValue } from '../../src/demo/api.ts'
import type { SignIn } from './district.ts'
import type { SimulatedStation } from './station.ts'

/*
 * A machine that starts without a line, with a clock that was put a day ahead while it was off, plays tomorrow's item
 * today and says so. Nobody measured that boot: the server sees a time still to come and keeps the event for a person
 * (COUNTING.md 7). Here that person is the scheduler, who asks the station when it was, and settles it.
 */

/** Settles over HTTP all that waits, at the times at which it was heard. @returns how many events */
export async function settleWaiting(
  url: string,
  { username, password }: SignIn,
  stations: readonly SimulatedStation[],
): Promise<number> {
  const desk = new ApiClient(url)
  await desk.signIn(username, password)
  let settled = 0
  for (;;) {
    const waiting = (await desk.get('/api/v1/quarantine?limit=100')).at('items').list
    const items = waiting.flatMap((event): JsonValue[] => {
      const station = event.at('station').string
      const kind = event.at('kind').string
      const speaker = stations.find(({ code }) => code === station)?.machine.speaker
      const id = event.at('airing_id').string
      const heard = speaker?.heard.find(({ airingId }) => airingId === id)
      // Of what was never heard nobody can say when: it keeps waiting, and shows as a difference.
      if (!heard) return []
      const at = kind === 'started' ? heard.from : (heard.until ?? heard.from)
      const event_id = event.at('event_id').string
      const reason = 'Đài cho biết giờ phát'
      return [{ station, event_id, decision: 'accept', at: new Date(at).toISOString(), airing_id: id, reason }]
    })
    if (items.length === 0) return settled
    await desk.post('/api/v1/quarantine/settlements', { items })
    settled += items.length
  }
}
