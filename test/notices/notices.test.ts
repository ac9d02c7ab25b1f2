import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { deliverNotices, RETRY_MINUTES } from '../../src/notices/deliver.ts'
import { noticesJobs } from '../../src/notices/index.ts'
import { watchForSupplements } from '../../src/notices/supplement-watch.ts'
import { watchForNotices } from '../../src/notices/watch.ts'
import { isSigned, SIGNATURE_HEADER } from '../../src/notices/webhook.ts'
import { airingId } from '../../src/protocol/airing-id.ts'
import { publishHeads } from '../../src/reports/closings/index.ts'
import { tellProgramme } from '../playlists/programme.ts'
import { reportsFixture } from '../reports-fixture.ts'
import { TAMS_STATION } from '../story.ts'
import { onBothDatabases, type World } from '../world.ts'

const SECRET = 'khoa-chung-cua-hai-ben'

/** A mail server that takes every letter, and one that refuses while `refuse` is set. */
async function mailServer() {
  const letters: string[] = []
  const state = { refuse: false }
  const server = createTcpServer((socket) => {
    let [taking, letter] = [false, '']
    socket.write('220 mail.example.vn\r\n')
    socket.on('data', (chunk) => {
      for (const line of chunk.toString('utf8').split('\r\n')) {
        if (taking) {
          if (line === '.') {
            taking = false
            letters.push(letter)
            socket.write('250 taken\r\n')
          } else letter += `${line}\n`
        } else if (/^EHLO/i.test(line)) socket.write('250-mail.example.vn\r\n250 8BITMIME\r\n')
        else if (/^MAIL/i.test(line)) socket.write(state.refuse ? '451 not now\r\n' : '250 ok\r\n')
        else if (/^DATA/i.test(line)) {
          taking = true
          letter = ''
          socket.write('354 go on\r\n')
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
        else if (line !== '') socket.write('250 ok\r\n')
      }
    })
    socket.on('error', () => {})
  })
  await listening(server)
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, letters, state, server }
}
type Hook = { readonly body: string; readonly signature: string }
async function webhookServer() {
  const taken: Hook[] = []
  const state = { status: 200 }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += String(chunk)
    })
    request.on('end', () => {
      taken.push({ body, signature: String(request.headers[SIGNATURE_HEADER.toLowerCase()]) })
      response.writeHead(state.status).end()
    })
  })
  await listening(server)
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tin?khoa=bi-mat`, taken, state, server }
}
const listening = (server: Server): Promise<void> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve()))

/** The readable text of a letter: its transfer encoding undone. */
function textOf(letter: string): string {
  const body = letter.split('\n\n').slice(1).join('\n\n')
  if (/base64/i.test(letter)) return Buffer.from(body, 'base64').toString('utf8')
  const bytes = body
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return /quoted-printable/i.test(letter) ? Buffer.from(bytes, 'latin1').toString('utf8') : body
}

onBothDatabases('notices', (openOne) => {
  let mail: Awaited<ReturnType<typeof mailServer>>
  let hook: Awaited<ReturnType<typeof webhookServer>>
  let world: World | undefined

  beforeEach(async () => {
    mail = await mailServer()
    hook = await webhookServer()
  })
  afterEach(async () => {
    await world?.close()
    mail.server.close()
    hook.server.closeAllConnections()
    hook.server.close()
  })
  const open = async (now: string, env: Record<string, string>): Promise<World> => {
    world = await openOne({ now, env })
    return world
  }
  const everything = () => ({
    SMTP_URL: mail.url,
    MAIL_FROM: 'songque@example.vn',
    NOTICE_MAIL_TO: 'bich@example.vn, ha@example.vn',
    HEADS_MAIL_TO: 'luu.tru@example.vn',
    WEBHOOK_URL: hook.url,
    WEBHOOK_SECRET: SECRET,
  })
  /** An airing of Tâm's station at five in the morning that nobody reports. */
  async function silentMorning(world: World): Promise<void> {
    const show = await tellProgramme(world)
    const { id } = await show.episode({ number: 1, audio: Buffer.from('x'), seconds: 60 })
    await show.airing({ station: TAMS_STATION, at: '2026-11-24 05:00', episodeId: id, seconds: 60 })
  }

  it('a station without word is told of once a day, from eight on: by e-mail in words, by webhook signed', async () => {
    const world = await open('2026-11-23T07:00:00+07:00', everything())
    await silentMorning(world)
    world.clock.set('2026-11-24T07:30:00+07:00')
    expect(await watchForNotices(world.ctx)).toBe(0)
    world.clock.set('2026-11-24T08:12:00+07:00')
    expect(await watchForNotices(world.ctx)).toBe(1)
    world.clock.set('2026-11-24T09:12:00+07:00')
    expect(await watchForNotices(world.ctx)).toBe(0)

    expect(await deliverNotices(world.ctx)).toBe(3)
    expect(await deliverNotices(world.ctx)).toBe(0)
    expect(mail.letters.map((letter) => /^To: (.*)$/m.exec(letter)?.[1])).toEqual(['bich@example.vn', 'ha@example.vn'])
    expect(textOf(mail.letters[0] ?? '')).toContain('Đài Truyền thanh xã Đăng Hưng Phước: 1 lượt chưa có báo phát')
    const [taken] = hook.taken
    expect(isSigned(SECRET, taken?.signature ?? '', taken?.body ?? '', world.clock.now())).toBe(true)
    expect(isSigned(SECRET, taken?.signature ?? '', `${taken?.body} `, world.clock.now())).toBe(false)
    expect(isSigned(SECRET, taken?.signature ?? '', taken?.body ?? '', world.clock.now() + 600_000)).toBe(false)
    expect(JSON.parse(taken?.body ?? '')).toMatchObject({
      kind: 'late_stations',
      data: { day: '2026-11-24', stations: [{ code: TAMS_STATION, no_word: 1 }] },
    })

    const { body } = await (await world.as('bich')).get('/api/v1/notices')
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['late_stations'])
    // The address of a webhook may hold a secret.
    expect(JSON.stringify(body)).not.toContain('bi-mat')
    expect((await (await world.as('lan')).get('/api/v1/notices')).status).toBe(403)
  })

  it('what cannot be sent is tried again, later and later, then given up, and again when a person says so', async () => {
    const world = await open('2026-12-15T08:00:00+07:00', {
      ...everything(),
      WEBHOOK_URL: '',
      NOTICE_MAIL_TO: 'bich@example.vn',
    })
    mail.state.refuse = true
    expect(await watchForNotices(world.ctx)).toBe(1)
    expect(await deliverNotices(world.ctx)).toBe(0)
    for (const minutes of RETRY_MINUTES) {
      world.clock.advance(minutes * 60_000 - 1000)
      await deliverNotices(world.ctx)
      world.clock.advance(1000)
      await deliverNotices(world.ctx)
    }
    const bao = await world.as('bao')
    const [notice] = (await bao.get('/api/v1/notices')).body.items
    expect(notice.subject.vi).toBe('Báo cáo Quý IV/2026 đến hạn ngày 20/12/2026')
    expect(notice.deliveries).toMatchObject([{ state: 'given_up', tries: RETRY_MINUTES.length + 1 }])
    expect(notice.deliveries[0].last_error).toMatch(/451|not now/)

    mail.state.refuse = false
    const again = `/api/v1/notice-deliveries/${notice.deliveries[0].id}/retries`
    expect((await (await world.as('bich')).post(again)).status).toBe(403)
    expect((await bao.post(again)).status).toBe(204)
    expect((await bao.post(again)).body.code).toBe('delivery_not_given_up')
    expect(await deliverNotices(world.ctx)).toBe(1)
    expect(mail.letters).toHaveLength(1)
  })

  it('the heads of the ledgers go to whoever keeps them, each day once, as they stand in the file', async () => {
    const world = await open('2026-11-24T07:00:00+07:00', { ...everything(), WEBHOOK_URL: '' })
    const key = await world.station(TAMS_STATION)
    const { body } = await key.post(`/api/v1/stations/${TAMS_STATION}/as-run`, {
      device_id: 'may-1',
      journal_id: 'so-1',
      boot_id: 'boot-1',
      sent_at: '2026-11-24T00:00:00Z',
      sent_mono_ms: 10_000,
      events: [
        {
          seq: 1,
          id: 'e-1',
          kind: 'started',
          at: '2026-11-23T23:59:00Z',
          mono_ms: 9000,
          segment: 'cai-cach-hanh-chinh',
        },
      ],
    })
    expect(body.next_seq).toBe(2)
    expect(await publishHeads(world.ctx)).toBe(1)
    expect(await watchForNotices(world.ctx)).toBe(1)
    expect(await watchForNotices(world.ctx)).toBe(0)
    await deliverNotices(world.ctx)
    expect(mail.letters.map((letter) => /^To: (.*)$/m.exec(letter)?.[1])).toEqual(['luu.tru@example.vn'])
    expect(textOf(mail.letters[0] ?? '')).toContain(`"station":"${TAMS_STATION}"`)
  })

  it('what came after a closing is looked for once a day; a look that failed is seen, tried again and left to staff', async () => {
    const world = await open('2026-11-02T08:00:00+07:00', {})
    const fixture = await reportsFixture(world)
    const station_id = world.stations[TAMS_STATION] ?? 0
    const airings = ['2026-09-10', '2026-10-12'].map((on) => fixture.airing({ station_id, on }))
    await fixture.put({ airings })
    const [bich, ha] = [await world.as('bich'), await world.as('ha')]
    for (const period of ['2026-09', '2026-10']) await bich.post('/api/v1/reports/closings', { period })
    expect(await watchForSupplements(world.ctx)).toBe(0)
    for (const { slot_id, on_date, ordinal } of airings) {
      const id = airingId({ slotId: slot_id, stationId: station_id, onDate: on_date, ordinal })
      expect((await ha.post(`/api/v1/airings/${id}/attestations`, { outcome: 'aired' })).status).toBe(201)
    }
    // Done for today: tomorrow is early enough.
    expect(await watchForSupplements(world.ctx)).toBe(0)
    world.clock.set('2026-11-03T08:32:00+07:00')

    // The newer closing cannot be read: the older one is told of all the same, and the day is not done.
    const { q } = world.ctx.db
    const frozen = await q.selectFrom('closing_row').selectAll().where('closing_id', '=', 2).executeTakeFirstOrThrow()
    const spoil = (text: string) => q.updateTable('closing_row').set({ text }).where('closing_id', '=', 2).execute()
    await spoil('{')
    const kinds = async () =>
      (await ha.get('/api/v1/notices')).body.items.map((item: { data: { from: string } }) => item.data.from)
    await expect(watchForSupplements(world.ctx)).rejects.toThrow('2026-10: ')
    expect(await kinds()).toEqual(['2026-09-01'])
    const page = async () => (await ha.request('/quan-tri/thong-bao')).text()
    const now = () => bich.request('/quan-tri/thong-bao/tim-so-bo-sung', { method: 'POST' })
    expect((await now()).status).toBe(303)
    expect(await page()).toContain('Chưa tìm được sự kiện đến sau của các kỳ đã chốt')
    expect(
      (await (await world.as('tam')).request('/quan-tri/thong-bao/tim-so-bo-sung', { method: 'POST' })).status,
    ).toBe(403)
    // Mended: the next hour finds it, without anybody; and whoever does not wait may ask.
    await spoil(frozen.text)
    expect(await watchForSupplements(world.ctx)).toBe(1)
    expect(await watchForSupplements(world.ctx)).toBe(0)
    expect(await kinds()).toEqual(['2026-10-01', '2026-09-01'])
    expect((await now()).status).toBe(303)
    expect(await page()).toContain('tìm sự kiện đến sau lần cuối lúc')
    expect(await kinds()).toHaveLength(2)
  })

  it('nothing is sent unless somebody was named', async () => {
    const world = await open('2026-12-15T08:00:00+07:00', {})
    expect(await watchForNotices(world.ctx)).toBe(1)
    expect(await deliverNotices(world.ctx)).toBe(0)
    const { body } = await (await world.as('ha')).get('/api/v1/notices')
    expect(body.items[0].deliveries).toEqual([])
    expect(noticesJobs.map(({ name }) => name)).toEqual(['notices.watch', 'notices.supplements', 'notices.deliver'])
  })
})
