import type { DeskStory } from '../desk-story.ts'
import type { Client, World } from '../world.ts'
import { exampleOf, type Schema, type Things } from './example.ts'
import { type Given, givenOf } from './given.ts'

export type Route = { readonly method: string; readonly path: string }
export const nameOf = ({ method, path }: Route): string => `${method} ${path}`

/** Every route of the application, once, as it is mounted; middleware is none. */
export function routesOf({ app }: World): Route[] {
  const all = app.routes.filter(({ method }) => method !== 'ALL' && method !== 'OPTIONS')
  const names = [...new Set(all.map(({ method, path }) => `${method} ${path}`))]
  return names.map((name) => ({ method: name.split(' ')[0] ?? '', path: name.split(' ')[1] ?? '' }))
}

/**
 * What an asker hears. `yes`: the act, or a word about its state (it is over, it clashes); `input`: what was sent is
 * judged before who may; `who`: sign in first; `no`: not for you; `none`: there is no such thing.
 */
export type Heard = 'yes' | 'input' | 'who' | 'no' | 'none' | 'fault'
export const SIGNS: Readonly<Record<Heard, string>> = { yes: 'Y', input: 'i', who: '?', no: '-', none: '0', fault: '!' }

function heardOf(answer: Response, done: boolean): Heard {
  const { status } = answer
  const to = answer.headers.get('location') ?? ''
  if (status === 401 || (status === 303 && to.startsWith('/dang-nhap'))) return 'who'
  if (status === 403) return 'no'
  // What was done was taken back before the answer looked at it again.
  if (done && (status >= 500 || status === 404)) return 'yes'
  if (status >= 500) return 'fault'
  if (status === 404) return 'none'
  return [400, 411, 413, 415, 428].includes(status) ? 'input' : 'yes'
}

class TakenBack extends Error {
  readonly result: unknown
  constructor(result: unknown) {
    super('taken back')
    this.result = result
  }
}

type Transact = World['ctx']['db']['transact']
/** From now on every transaction is taken back at its end, so that each asker finds the world as it was. */
export function takeBackAll(world: World): { done: () => boolean; begin: () => void } {
  let done = false
  const { db } = world.ctx
  const plain: Transact = db.transact.bind(db)
  const takingBack: Transact = async (work) => {
    try {
      return await plain(async (tx) => {
        throw new TakenBack(await work(tx))
      })
    } catch (error) {
      if (!(error instanceof TakenBack)) throw error
      done = true
      // It is what `work` returned, and so of its type.
      return error.result as Awaited<ReturnType<typeof work>>
    }
  }
  db.transact = takingBack
  return {
    done: () => done,
    begin: () => {
      done = false
    },
  }
}

type ApiDocument = {
  readonly paths: Readonly<
    Record<
      string,
      Record<string, { parameters?: Parameter[]; requestBody?: { content?: Record<string, { schema: Schema }> } }>
    >
  >
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}
type Parameter = { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema: Schema }

/** Makes requests of routes: with things of the story in their addresses, and bodies that their schemas take. */
export class Requests {
  readonly #document: ApiDocument
  readonly #things: Things
  readonly #story: DeskStory
  readonly #given: Readonly<Record<string, Given>>
  constructor(document: ApiDocument, story: DeskStory, things: Things) {
    this.#document = document
    this.#story = story
    this.#given = givenOf(story)
    this.#things = { ...things, segment: story.segment, station: story.station, stations: story.station }
  }

  /** The value of an address's parameter, by what stands before it. */
  #parameter(before: string, name: string): string {
    const { station, segment, unit, airing, closing } = this.#story
    if (name === 'airing_id') return airing
    if (name === 'hash') return closing
    if (name === 'playlist') return 'playlist.json'
    if (name === 'name') return before === 'audio' ? `${String(this.#things.sha256)}.mp3` : 'x'
    const codes: Readonly<Record<string, string>> = {
      ...{ stations: station, dai: station, tram: station, segments: segment, 'chuyen-muc': segment },
      ...{ units: unit, 'don-vi': unit, levels: 'commune', cap: 'commune', 'station-groups': 'ven-song' },
      ...{ 'nhom-dai': 'ven-song', pairings: 'x' },
    }
    if (name === 'code') return codes[before] ?? 'x'
    if (name === 'from') return '2026-11-25'
    return String(this.#things[before] ?? this.#things[name] ?? 1)
  }

  pathOf({ path }: Route): string {
    const parts = path
      .replace(/\{playlist.*\}/, '')
      .replace(/\{[^/]*\}(?=\/|$)/g, '')
      .split('/')
    const isAiring = path.includes('[0-9]+-[0-9]+')
    return parts
      .map((part, at) => {
        if (!part.startsWith(':')) return part
        if (isAiring && part === ':id') return this.#story.airing
        return encodeURIComponent(this.#parameter(parts[at - 1] ?? '', part.slice(1)))
      })
      .join('/')
  }

  async ask(client: Client, route: Route): Promise<Response> {
    const { method } = route
    const path = this.pathOf(route)
    if (!route.path.startsWith('/api/')) {
      const type = { 'content-type': 'application/x-www-form-urlencoded' }
      const form = method === 'POST' ? { body: 'reason=x&comment=x&name=x&note=x', headers: type } : {}
      return client.request(path, { method, ...form })
    }
    const named = route.path.replace(/:(\w+)(\{[^/]*\})?/g, '{$1}').replace('{playlist}', 'playlist.{format}')
    const told = this.#document.paths[named]?.[method.toLowerCase()]
    const resolve = (ref: string): Schema => this.#document.components.schemas[ref.split('/').at(-1) ?? ''] ?? {}
    const query = (told?.parameters ?? [])
      .filter((one) => one.in === 'query' && one.required)
      .map(({ name, schema }) => [name, String(exampleOf(schema, resolve, this.#things, name))])
    const schema = told?.requestBody?.content?.['application/json']?.schema
    const given = this.#given[nameOf(route)]
    const made = given?.body ?? (schema ? exampleOf(schema, resolve, this.#things) : null)
    const body = made === null ? null : JSON.stringify(made)
    const headers: Record<string, string> = body === null ? {} : { 'content-type': 'application/json' }
    const asked = [path, given?.query ?? new URLSearchParams(query).toString()].filter((part) => part !== '').join('?')
    return client.request(asked, { method, headers, body: method === 'GET' ? null : body })
  }
}

/** Asks a route as one client. */
export async function hear(
  client: Client,
  route: Route,
  requests: Requests,
  back: ReturnType<typeof takeBackAll>,
): Promise<Heard> {
  back.begin()
  const answer = await requests.ask(client, route)
  const heard = heardOf(answer, back.done())
  // Live news never end; everything else is read, so that nothing is left open.
  if (answer.headers.get('content-type')?.includes('event-stream')) await answer.body?.cancel()
  else await answer.arrayBuffer()
  return heard
}
