export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue }
/** An answer of the API, looked into by path: the demo is a client like any other and trusts no type from inside. */
export class Answer {
  readonly #value: unknown
  constructor(value: unknown) {
    this.#value = value
  }
  at(key: string | number): Answer {
    const holder: unknown = this.#value
    if (holder === null || typeof holder !== 'object') throw new Error(`no ${key} in ${JSON.stringify(holder)}`)
    return new Answer(Reflect.get(holder, key))
  }
  get number(): number {
    if (typeof this.#value !== 'number') throw new Error(`no number: ${JSON.stringify(this.#value)}`)
    return this.#value
  }
  get string(): string {
    if (typeof this.#value !== 'string') throw new Error(`no text: ${JSON.stringify(this.#value)}`)
    return this.#value
  }
  get list(): Answer[] {
    if (!Array.isArray(this.#value)) throw new Error(`no list: ${JSON.stringify(this.#value)}`)
    return this.#value.map((item: unknown) => new Answer(item))
  }
  get isNull(): boolean {
    return this.#value === null || this.#value === undefined
  }
  get raw(): unknown {
    return this.#value
  }
}

const SIGN_IN = '/api/v1/session'

/** Speaks to a running server over HTTP, as a browser (cookie) or a station (key) does. */
export class ApiClient {
  readonly #base: string
  readonly #key: string | undefined
  #cookie = ''
  #person: { readonly username: string; readonly password: string } | undefined

  constructor(base: string, key?: string) {
    this.#base = base
    this.#key = key
  }

  /** @throws Error with method, path and the problem document when the answer is no success */
  async send(method: string, path: string, body?: JsonValue, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await this.request(method, path, body === undefined ? undefined : JSON.stringify(body), {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    })
    const text = await response.text()
    return new Answer(text === '' ? null : JSON.parse(text))
  }

  async request(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const response = await fetch(new URL(path, this.#base), {
      method,
      headers: {
        ...(this.#cookie ? { cookie: this.#cookie } : {}),
        ...(this.#key ? { authorization: `Bearer ${this.#key}` } : {}),
        ...headers,
      },
      body: body ?? null,
    })
    for (const cookie of response.headers.getSetCookie()) this.#cookie = cookie.split(';')[0] ?? ''
    if (response.status === 401 && this.#person && path !== SIGN_IN) {
      // Weeks went by in the story: the session is over, as it would be at the desk.
      await this.signIn(this.#person.username, this.#person.password)
      return this.request(method, path, body, headers)
    }
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response
  }

  get = (path: string): Promise<Answer> => this.send('GET', path)
  post = (path: string, body: JsonValue = {}, headers: Record<string, string> = {}): Promise<Answer> =>
    this.send('POST', path, body, headers)

  async signIn(username: string, password: string): Promise<void> {
    this.#person = { username, password }
    await this.post(SIGN_IN, { username, password })
  }

  /** Uploads a file by the tus protocol, in one piece. */
  async upload(file: Uint8Array<ArrayBuffer>, metadata: Readonly<Record<string, string>>): Promise<void> {
    const encoded = Object.entries(metadata).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    const tus = { 'tus-resumable': '1.0.0' }
    const created = await this.request('POST', '/api/v1/uploads', undefined, {
      ...tus,
      'upload-length': String(file.byteLength),
      'upload-metadata': encoded.join(','),
    })
    const location = created.headers.get('location')
    if (!location) throw new Error('the upload has no address')
    await this.request('PATCH', location, file, {
      ...tus,
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    })
  }
}
