import { chmod, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import type { EpisodeMade } from '../playlists/programme.ts'
import { lacking } from '../programs.ts'
import { openStation, play, type RealStation } from './station.ts'

const recipe = fileURLToPath(new URL('../../docs/recipes/hop-phat.sh', import.meta.url))

describe.skipIf(lacking('curl', 'sha256sum', 'ffmpeg'))(
  'A player box (cron and curl, docs/recipes/hop-phat.sh)',
  () => {
    let station: RealStation
    afterEach(() => station.close())

    it('plays once what starts within the window, goes on with a broken download, and is counted', {
      timeout: 90_000,
    }, async () => {
      station = await openStation()
      const late = await station.tone(47, 1)
      const soon = await station.tone(48, 1, 660)
      const now = Date.now()
      const told = { station: station.code, seconds: 1 }
      await station.programme.airing({ ...told, at: now - 5000, episodeId: late.id })
      await station.programme.airing({ ...told, at: now + 4000, episodeId: soon.id })
      // Outside the window: not for this session.
      await station.programme.airing({ ...told, at: now + 3_600_000, episodeId: late.id })
      // Of one file a part is there from a line that broke, of the other something else.
      await mkdir(join(station.folder, 'audio'))
      await chmod(join(station.folder, 'audio'), 0o777)
      await station.put(`audio/${late.sha256}.mp3`, late.bytes.subarray(0, 1000))
      await station.put(`audio/${soon.sha256}.mp3`, Buffer.alloc(1000, 'x'))
      const run = () =>
        play('sh', [recipe], station, {
          SONGQUE_URL: station.url,
          SONGQUE_STATION: station.code,
          SONGQUE_KEY: station.key,
          SONGQUE_DIR: station.folder,
          SONGQUE_WINDOW: '1',
          // In place of a loudspeaker: the file is read to its end at the pace of speech, and written down.
          SONGQUE_PLAYER: `sh ${player}`,
        }).ended()
      const player = await station.put(
        'player',
        'echo "$1" >> "$HOME/played" && ffmpeg -nostdin -v error -re -i "$1" -f null -\n',
      )
      const once = await run()
      expect(once.code, once.said).toBe(0)
      const again = await run()
      expect(again.code, again.said).toBe(0)
      const played = await readFile(join(station.folder, 'played'), 'utf8')
      expect(played.split('\n').filter(Boolean)).toEqual(
        [late, soon].map((e) => `${station.folder}/audio/${e.sha256}.mp3`),
      )

      const { items } = (await station.get(`/api/v1/stations/${station.code}/playlist.json`)) as {
        items: { airing_id: string; start_unix: number }[]
      }
      const outcomes = await Promise.all(
        items.map(async (item) => {
          const seen = (await station.get(`/api/v1/airings/${item.airing_id}`)) as Record<string, string | null>
          return [seen.outcome, seen.grade]
        }),
      )
      expect(outcomes).toEqual([
        ['aired', 'player'],
        ['aired', 'player'],
        [null, null],
      ])
      const sent = (file: EpisodeMade) =>
        station.answered.filter(({ path }) => path.includes(file.sha256)).map(({ status, range }) => [status, range])
      expect(sent(late)).toEqual([[206, 'bytes=1000-']])
      expect(sent(soon)).toEqual([
        [206, 'bytes=1000-'],
        [200, undefined],
      ])
      expect(station.answered.some(({ path }) => path.includes('token='))).toBe(false)
    })
  },
)
