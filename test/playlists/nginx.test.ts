import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { expect, it } from 'vitest'
import { accelSnippet, startNginx } from '../nginx.ts'
import { lacking } from '../programs.ts'
import { TAMS_STATION } from '../story.ts'
import { openWorld } from '../world.ts'
import { tellProgramme } from './programme.ts'

it.skipIf(lacking('nginx'))(
  'behind nginx, nginx sends the audio as we would, and asks us who may have it',
  async () => {
    const world = await openWorld({ env: { X_ACCEL_PREFIX: '/_media/' } })
    const home = mkdtempSync(join(tmpdir(), 'songque-nginx-'))
    const server = serve({ fetch: world.app.fetch, port: 0, hostname: '127.0.0.1' })
    await new Promise((resolve) => server.once('listening', resolve))
    const node = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const nginx = await startNginx(home, accelSnippet(node, world.ctx.config.mediaDir))
    try {
      const programme = await tellProgramme(world)
      const audio = Buffer.from(Array.from({ length: 300_000 }, (_, i) => i % 251))
      const episode = await programme.episode({ number: 47, audio })
      await programme.airing({ station: TAMS_STATION, at: '2026-11-23 17:15', episodeId: episode.id })
      const { key } = await world.station(TAMS_STATION)
      const path = `/audio/${episode.sha256}.mp3`
      const ask = async (base: string, headers: Record<string, string> = {}) => {
        const answer = await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${key}`, ...headers } })
        const told = ['etag', 'content-type', 'content-length', 'content-range', 'cache-control']
        const safe = ['x-content-type-options', 'cross-origin-resource-policy', 'last-modified']
        return {
          status: answer.status,
          headers: Object.fromEntries([...told, ...safe].map((name) => [name, answer.headers.get(name)])),
          body: createHash('md5')
            .update(Buffer.from(await answer.arrayBuffer()))
            .digest('hex'),
        }
      }
      const etag = `"${episode.sha256}"`
      // Whole, a part, a resumed part, a part that no longer applies: each answer is the one that Node alone gives.
      const asked: Record<string, string>[] = [
        {},
        { range: 'bytes=100000-199999' },
        { range: 'bytes=-5' },
        { range: 'bytes=299999-', 'if-range': etag },
        { range: 'bytes=0-9', 'if-range': '"another"' },
        { 'if-none-match': '"another"' },
      ]
      for (const headers of asked)
        expect([headers, await ask(nginx.url, headers)]).toEqual([headers, await ask(node, headers)])
      expect((await ask(nginx.url, { range: 'bytes=100000-199999' })).status).toBe(206)
      const head = await fetch(`${nginx.url}${path}?token=${key}`, { method: 'HEAD' })
      expect([head.status, head.headers.get('accept-ranges')]).toEqual([200, 'bytes'])
      expect((await ask(nginx.url, { range: 'bytes=999999-' })).status).toBe(416)
      expect((await ask(nginx.url, { 'if-none-match': etag })).status).toBe(304)

      // The folder itself is nobody's to ask for, and without a key there is nothing.
      const inside = `/_media/stored/${episode.sha256.slice(0, 2)}/${episode.sha256}.mp3`
      expect((await fetch(`${nginx.url}${inside}?token=${key}`)).status).toBe(404)
      expect((await fetch(`${nginx.url}${path}`)).status).toBe(401)
      await programme.unclear(episode.id)
      await world.ctx.db.transact((tx) =>
        tx.emit({ type: 'clearance_changed', episodeId: episode.id, segmentId: programme.segmentId }),
      )
      expect((await ask(nginx.url)).status).toBe(403)
    } finally {
      await nginx.stop()
      server.close()
      await world.close()
      rmSync(home, { recursive: true, force: true })
    }
  },
)
