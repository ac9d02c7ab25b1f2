/**
 * Keeps the page of the station and the files it is made of, so that it opens without a line. Audio and playlists are
 * the page's own affair. `__SHELL__` (the list of files; its hash names the cache) is put before this file as it is served.
 */
type Waiting = { waitUntil(work: Promise<unknown>): void }
type Fetching = { readonly request: Request; respondWith(answer: Promise<Response>): void }
type Worker = {
  addEventListener(kind: 'install' | 'activate', listener: (event: Waiting) => void): void
  addEventListener(kind: 'fetch', listener: (event: Fetching) => void): void
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
}
declare const __SHELL__: { readonly name: string; readonly files: readonly string[] }
const worker = self as unknown as Worker
const PAGES = 'tram-pages'
const PAGE_TIMEOUT_MS = 4000

worker.addEventListener('install', (event) => {
  const keep = async (): Promise<void> => {
    await (await caches.open(__SHELL__.name)).addAll(__SHELL__.files.slice())
    await worker.skipWaiting()
  }
  event.waitUntil(keep())
})

worker.addEventListener('activate', (event) => {
  const tidy = async (): Promise<void> => {
    for (const name of await caches.keys()) {
      if (name.startsWith('tram-shell-') && name !== __SHELL__.name) await caches.delete(name)
    }
    await worker.clients.claim()
  }
  event.waitUntil(tidy())
})

/** The page as it is now, else as it was: a line that hardly lives must not keep the station waiting. */
async function page(request: Request): Promise<Response> {
  const pages = await caches.open(PAGES)
  const place = new URL(request.url).pathname
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), PAGE_TIMEOUT_MS)
  try {
    const answer = await fetch(request.url, { credentials: 'same-origin', signal: abort.signal })
    if (answer.ok) await pages.put(place, answer.clone())
    return answer
  } catch (error) {
    const kept = await pages.match(place)
    if (kept) return kept
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** A file whose name changes with its content: kept for good once it was fetched. */
async function file(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreVary: true })
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok && request.url.includes('/assets/'))
    await (await caches.open(__SHELL__.name)).put(request, answer.clone())
  return answer
}

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname, origin } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate' && pathname.startsWith('/tram/')) event.respondWith(page(request))
  else if (pathname.startsWith('/assets/') || pathname.endsWith('.webmanifest')) {
    event.respondWith(file(request))
  }
})
