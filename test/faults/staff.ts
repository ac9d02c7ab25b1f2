import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { addDays, type LocalDate } from '../../src/kernel/dates.ts'
import { wav } from '../audio/make.ts'
import type { Person } from '../story.ts'
import type { Act } from './acts.ts'
import type { Chance } from './chance.ts'
import { OTHER_SEGMENT, type PastAiring, type Planted, SEGMENT, unique } from './plant.ts'
import type { Lines } from './stations.ts'

type Body = Record<string, unknown>
const TUS = { 'tus-resumable': '1.0.0' }
const PART = 65_536
const b64 = (text: string): string => Buffer.from(text).toString('base64')

/** The server was away or died: nobody knows whether what was asked for was done. */
class NoAnswer extends Error {}

/** The people of the centre at work, one act after the other. What is acknowledged is written down, to be compared. */
export class Staff {
  readonly acts: Act[] = []
  readonly broken: string[] = []
  readonly #at: Planted
  readonly #chance: Chance
  /** Airings of stations without a player, and such as their players report too. */
  readonly #toAttest: PastAiring[]
  readonly #toCorrect: PastAiring[]
  readonly #today: LocalDate
  #episodes: { id: number; revision: number; text: string }[] = []
  #closed = 0
  #minute = 0

  constructor(at: Planted, chance: Chance, of: { attest: readonly PastAiring[]; correct: readonly PastAiring[] }) {
    this.#at = at
    this.#chance = chance
    this.#toAttest = [...of.attest]
    this.#toCorrect = [...of.correct]
    this.#today = (at.airings.at(-1)?.on ?? '2020-01-01') as LocalDate
  }

  async run(lines: Lines): Promise<void> {
    while (!lines.over) {
      await sleep(this.#chance.between(10, 150))
      const url = lines.url()
      if (url === null) continue
      try {
        await this.#one(url)
      } catch (error) {
        if (!(error instanceof NoAnswer)) this.broken.push(String(error))
      }
    }
  }
  /** Uploads in the background, each to its end through every break. */
  async upload(lines: Lines): Promise<void> {
    while (!lines.over) {
      await sleep(this.#chance.between(300, 2500))
      const [episode, url] = [this.#episodes.at(-1), lines.url()]
      if (episode === undefined || url === null || lines.over) continue
      await this.#uploadWhole(lines, episode.id).catch((error: unknown) => {
        if (!(error instanceof NoAnswer)) this.broken.push(String(error))
      })
    }
  }

  async #call(url: string, person: Person, method: string, path: string, body?: Body): Promise<Response> {
    const headers: Record<string, string> = { cookie: this.#at.cookies[person], 'sec-fetch-site': 'same-origin' }
    if (body) headers['content-type'] = 'application/json'
    const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }
    try {
      const response = await fetch(`${url}${path}`, { ...init, signal: AbortSignal.timeout(60_000) })
      return new Response(await response.arrayBuffer().then((all) => (all.byteLength === 0 ? null : all)), {
        status: response.status,
        headers: response.headers,
      })
    } catch {
      throw new NoAnswer()
    }
  }
  /** Does an act and writes down what became of it: done, refused (nothing may stand), or nobody knows. */
  async #act(
    act: Omit<Act, 'sure' | 'stood'>,
    answered: Promise<Response>,
    wanted: readonly number[],
  ): Promise<Body | null> {
    const kept: Act = { ...act, sure: null, stood: null }
    this.acts.push(kept)
    const response = await answered
    const text = await response.text()
    kept.sure = wanted.includes(response.status)
    if (!kept.sure) {
      const isBusy = response.status >= 500
      this.broken.push(
        `${act.what}: ${response.status} ${text.slice(0, 300)}${isBusy ? ' (a fault of the server)' : ''}`,
      )
      if (isBusy) kept.sure = null
    }
    return text === '' || !kept.sure ? null : (JSON.parse(text) as Body)
  }

  async #one(url: string): Promise<void> {
    const n = this.#chance.below(100)
    if (n < 25) return this.#attest(url)
    if (n < 45) return this.#correct(url)
    if (n < 60 || this.#episodes.length === 0) return this.#episode(url)
    if (n < 75) return this.#script(url)
    if (n < 82) return this.#decide(url)
    if (n < 88) return this.#slot(url)
    if (n < 93) return this.#total(url)
    if (n < 97) return this.#close(url)
    return this.#closure(url)
  }

  async #attest(url: string): Promise<void> {
    const airing = this.#toAttest.shift()
    if (airing === undefined) return
    const path = `/api/v1/airings/${airing.id}/attestations`
    const act = { what: 'attestation', name: airing.id, outcome: 'aired' }
    await this.#act(act, this.#call(url, 'ha', 'POST', path, { outcome: 'aired' }), [201])
  }
  async #correct(url: string): Promise<void> {
    const airing = this.#toCorrect.shift()
    if (airing === undefined) return
    const outcome = this.#chance.of(['missed', 'partial', 'aired'])
    const path = `/api/v1/airings/${airing.id}/corrections`
    const body = { outcome, reason: 'Sổ trực ghi rõ' }
    const act = { what: 'correction', name: airing.id, outcome }
    await this.#act(act, this.#call(url, 'ha', 'POST', path, body), [201])
  }
  async #episode(url: string): Promise<void> {
    const name = unique()
    const body = { segment: SEGMENT, title: name, year: 2026 }
    const made = await this.#act(
      { what: 'episode', name },
      this.#call(url, 'lan', 'POST', '/api/v1/episodes', body),
      [201],
    )
    if (made) this.#episodes.push({ id: Number(made.id), revision: 0, text: '' })
    if (this.#episodes.length > 8) this.#episodes = this.#episodes.slice(-8)
  }
  async #script(url: string): Promise<void> {
    const episode = this.#chance.of(this.#episodes)
    const text = `PTV 1: Kính chào bà con. ${unique()}`
    const path = `/api/v1/episodes/${episode.id}/scripts`
    // After a break the newest revision is asked for, as the editor's page does.
    const now = await this.#call(url, 'lan', 'GET', `/api/v1/episodes/${episode.id}/scripts`)
    const { items } = (await now.json()) as { items: { revision: number }[] }
    const base_revision = Math.max(0, ...items.map(({ revision }) => revision))
    if (base_revision < episode.revision)
      this.broken.push(
        `episode ${episode.id}: revision ${episode.revision} was acknowledged, ${base_revision} is there`,
      )
    const answer = this.#call(url, 'lan', 'POST', path, { body: text, base_revision })
    const made = await this.#act({ what: 'script', name: text }, answer, [200, 201])
    if (made) episode.revision = Number(made.revision)
  }
  /** Submits, approves or clears, whatever is next. */
  async #decide(url: string): Promise<void> {
    const episode = this.#chance.of(this.#episodes)
    const row = await this.#at.db.q
      .selectFrom('episode')
      .leftJoin('recording', 'recording.id', 'episode.recording_id')
      .select(['script_state', 'script_revision_id', 'recording.state as sound', 'cleared_decision_id'])
      .where('episode.id', '=', episode.id)
      .executeTakeFirst()
    if (!row || row.script_revision_id === null || row.cleared_decision_id !== null) return
    const next = { draft: 'submitted', returned: 'submitted', submitted: 'approved', approved: 'cleared' } as const
    const kind = next[row.script_state as keyof typeof next]
    if (kind === undefined || (kind === 'cleared' && row.sound !== 'ready')) return
    const comment = unique()
    const path = `/api/v1/episodes/${episode.id}/decisions`
    const person = kind === 'submitted' ? 'lan' : 'minh'
    await this.#act(
      { what: 'decision', name: comment },
      this.#call(url, person, 'POST', path, { kind, comment }),
      [201],
    )
  }
  async #slot(url: string): Promise<void> {
    const name = unique()
    this.#minute = (this.#minute + 7) % 1440
    const time = `${String(Math.floor(this.#minute / 60)).padStart(2, '0')}:${String(this.#minute % 60).padStart(2, '0')}`
    const slot = {
      ...{ title: name, programme: 'live', segment: SEGMENT, from: addDays(this.#today, 2), duration_seconds: 60 },
      ...{ target: { kind: 'all' }, rule: { weekdays: [1, 2, 3, 4, 5, 6, 7], times: [time] } },
    }
    const run = await this.#call(url, 'ha', 'POST', '/api/v1/slots/dry-runs', { kind: 'create', slot })
    if (run.status !== 200) {
      this.broken.push(`dry run: ${run.status} ${(await run.text()).slice(0, 300)}`)
      return
    }
    const { hash } = (await run.json()) as { hash: string }
    const body = { ...slot, dry_run: hash, rest: 'keep' }
    await this.#act({ what: 'slot', name }, this.#call(url, 'ha', 'POST', '/api/v1/slots', body), [201])
  }
  async #total(url: string): Promise<void> {
    const note = unique()
    const n = this.#chance.between(1, 500)
    const body = { station: 'hoa-tinh', segment: OTHER_SEGMENT, from: '2020-01-01', to: '2020-01-31', n, note }
    await this.#act(
      { what: 'total', name: note },
      this.#call(url, 'ha', 'POST', '/api/v1/totals', body),
      [200, 201, 204],
    )
  }
  /** Each closing is of another range, so that each can be done once. */
  async #close(url: string): Promise<void> {
    this.#closed += 1
    const to = addDays(this.#today, -3 - (this.#closed % 14))
    const from = addDays(to, -Math.floor(this.#closed / 14))
    const answer = this.#call(url, 'bich', 'POST', '/api/v1/reports/closings', { from, to })
    const act = { what: 'closing', name: `${from} ${to}` }
    const made = await this.#act(act, answer, [201])
    const kept = this.acts.findLast(({ what, name }) => what === 'closing' && name === act.name)
    if (made && kept) kept.outcome = String(made.hash)
  }
  async #closure(url: string): Promise<void> {
    const reason = unique()
    const day = addDays(this.#today, this.#chance.between(5, 15))
    const run = { kind: 'closure', closure: { from: day, to: day, target: { kind: 'all' }, reason } }
    const dry = await this.#call(url, 'ha', 'POST', '/api/v1/slots/dry-runs', run)
    const { hash } = (await dry.json()) as { hash: string }
    const body = { ...run.closure, dry_run: hash }
    await this.#act({ what: 'closure', name: reason }, this.#call(url, 'ha', 'POST', '/api/v1/closures', body), [201])
  }

  async #tus(url: string, method: string, path: string, headers: Body, body?: Buffer): Promise<Response> {
    const all = { ...TUS, cookie: this.#at.cookies.phuc, 'sec-fetch-site': 'same-origin', ...headers }
    try {
      const init = { method, headers: all as Record<string, string>, signal: AbortSignal.timeout(60_000) }
      return await fetch(`${url}${path}`, body ? { ...init, body: new Uint8Array(body) } : init)
    } catch {
      throw new NoAnswer()
    }
  }
  async #uploadWhole(lines: Lines, episode: number): Promise<void> {
    const content = sound(this.#chance)
    const digest = createHash('sha256').update(content).digest('hex')
    const url = lines.url()
    if (url === null) return
    const made = await this.#tus(url, 'POST', '/api/v1/uploads', {
      'upload-length': String(content.length),
      'upload-metadata': `episode_id ${b64(String(episode))},filename ${b64('ban-tin.wav')}`,
    })
    const path = made.headers.get('location')
    if (made.status !== 201 || path === null) {
      this.broken.push(`upload: ${made.status} ${(await made.text()).slice(0, 200)}`)
      return
    }
    const act: Act = { what: 'upload', name: digest, sure: null, stood: null }
    this.acts.push(act)
    let acknowledged = 0
    while (!lines.over) {
      const to = lines.url()
      if (to === null) await sleep(50)
      else {
        const offset = await this.#patch(to, path, content, acknowledged).catch(() => null)
        acknowledged = offset ?? acknowledged
        if (acknowledged === content.length) break
      }
    }
    if (acknowledged === content.length) act.sure = true
  }
  /** Asks where the upload stands and sends one part. @returns the offset that is acknowledged */
  async #patch(url: string, path: string, content: Buffer, acknowledged: number): Promise<number> {
    await sleep(this.#chance.between(0, 60))
    const head = await this.#tus(url, 'HEAD', path, {})
    const offset = Number(head.headers.get('upload-offset') ?? Number.NaN)
    if (head.status !== 200 || Number.isNaN(offset)) {
      this.broken.push(`HEAD of an upload: ${head.status}`)
      throw new NoAnswer()
    }
    if (offset < acknowledged) this.broken.push(`upload: ${acknowledged} bytes acknowledged, ${offset} there`)
    if (offset === content.length) return offset
    const sent = await this.#tus(
      url,
      'PATCH',
      path,
      { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      content.subarray(offset, offset + PART),
    )
    if (sent.status !== 204) {
      this.broken.push(`PATCH: ${sent.status} ${(await sent.text()).slice(0, 200)}`)
      throw new NoAnswer()
    }
    return Number(sent.headers.get('upload-offset'))
  }
}

/** Two seconds of a tone that no other upload has. */
function sound(chance: Chance): Buffer {
  const pitch = 200 + chance.next() * 1000
  const pcm = Buffer.alloc(2 * 48_000 * 2)
  for (let i = 0; i < pcm.length / 2; i += 1)
    pcm.writeInt16LE(Math.round(6000 * Math.sin((i * pitch * 2 * Math.PI) / 48_000)), i * 2)
  return wav(pcm, { channels: 1 })
}
