import type { Client } from '../world.ts'

export type Answered = {
  readonly status: number
  readonly headers: Headers
  readonly html: string
  readonly to: string
}

/** Opens a page, or sends its form as a browser without scripts does. A field may stand several times. */
export async function page(
  client: Client,
  path: string,
  fields?: Readonly<Record<string, string | readonly string[]>> | FormData,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  let init: RequestInit = { headers }
  if (fields instanceof FormData) init = { method: 'POST', body: fields, headers }
  else if (fields) {
    const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const))
    const body = new URLSearchParams(pairs.map(([name, value]) => [name, value]))
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    init = { method: 'POST', body: body.toString(), headers: { ...type, ...headers } }
  }
  const response = await client.request(path, init)
  const to = response.headers.get('location') ?? ''
  return { status: response.status, headers: response.headers, html: await response.text(), to }
}

/** The hidden word of the page's form by which it is carried out once. */
export const ticketOf = (html: string): string => /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? ''
/** What was done, as the following page will say it: the word's key. */
export const toldBy = ({ headers }: Answered): string =>
  /"word":"([^"]+)"/.exec(decodeURIComponent(headers.get('set-cookie') ?? ''))?.[1] ?? ''
