import { type Kept, Store } from './device/db.ts'
import { claim, Refused } from './device/line.ts'
import type { Reasons } from './device/stage.ts'
import { Station } from './device/station.ts'
import { fill, h } from './view/dom.ts'
import { Screen } from './view/screen.ts'
import { readWords, type Say } from './view/words.ts'

const found = (id: string): HTMLElement => {
  const element = document.getElementById(id)
  if (!element) throw new Error(`no #${id}`)
  return element
}
const root = found('tram')
const code = root.dataset.station || ''
const t: Say = readWords(found('tram-words').textContent || '{}')
const reasons: Reasons = {
  interrupted: t('tram.why_interrupted'),
  withdrawn: t('tram.why_withdrawn'),
  no_audio: t('tram.why_no_audio'),
  no_file: t('tram.why_no_file'),
  overlap: t('tram.why_overlap'),
  no_sound: t('tram.why_no_sound'),
  not_running: t('tram.why_not_running'),
  closed: t('tram.why_closed'),
  broken: t('tram.why_broken'),
  by_hand: t('tram.why_by_hand'),
}

/** "Android · Chrome": a name to begin with; the operator may write a better one. */
function proposedName(): string {
  const agent = navigator.userAgent
  const of = (list: readonly (readonly [RegExp, string])[]): string => {
    const hit = list.find(([pattern]) => pattern.test(agent))
    return hit ? hit[1] : ''
  }
  const system = of([
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iPhone'],
    [/Windows/, 'Windows'],
    [/Mac OS/, 'Mac'],
    [/Linux/, 'Linux'],
  ])
  const browser = of([
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ])
  return [system, browser].filter((part) => part !== '').join(' · ') || t('tram.device')
}

/** The code of a pairing link, which then leaves the address bar: it works once, and is nobody else's to read. */
function takeCode(): string | null {
  const match = /^#ghep=([\w-]+)$/.exec(location.hash)
  if (match) history.replaceState(null, '', location.pathname)
  return match ? match[1] || null : null
}

/** Pairs this browser: a name, one press. */
function askToPair(store: Store, pairCode: string): void {
  const name = h('input', { id: 'device-name', type: 'text', maxlength: '100', required: true, autocomplete: 'off' })
  if (name instanceof HTMLInputElement) name.value = proposedName()
  const fault = h('p', { class: 'fault', role: 'alert' })
  const press = h('button', { type: 'submit', class: 'button main big' }, t('tram.pair'))
  const submit = async (): Promise<void> => {
    press.setAttribute('disabled', '')
    try {
      const deviceName = name instanceof HTMLInputElement ? name.value : ''
      const got = await claim(pairCode, deviceName)
      await store.put('pairing', { key: got.key, keyId: got.key_id, deviceName, stationName: got.station_name })
      location.reload()
    } catch (error) {
      fault.textContent = error instanceof Refused ? error.message : t('tram.pair_no_line')
      press.removeAttribute('disabled')
    }
  }
  const onSubmit = (event: Event): void => {
    event.preventDefault()
    void submit()
  }
  const field = h('div', { class: 'field' }, h('label', { for: 'device-name' }, t('tram.device_name')), name, fault)
  fill(root, h('section', {}, h('h2', {}, t('tram.pair_title')), h('form', { submit: onSubmit }, field, press)))
}

function askForLink(): void {
  fill(root, h('section', {}, h('h2', {}, t('tram.not_paired')), h('p', {}, t('tram.not_paired_hint'))))
}

/** Only one tab may play. @returns once this is the one; until then the page says where the other is */
async function beTheOne(): Promise<void> {
  const name = `songque-tram-${code}`
  if (navigator.locks) {
    const hold = (options: LockOptions): Promise<boolean> =>
      new Promise((resolve) => {
        void navigator.locks.request(name, options, (lock) => {
          resolve(lock !== null)
          // Held until the page goes.
          return lock ? new Promise<void>(() => {}) : undefined
        })
      })
    if (await hold({ ifAvailable: true })) return
    fill(root, h('p', { class: 'notice' }, t('tram.other_tab')))
    await hold({})
    return
  }
  // Older browsers: a sign of life that each tab leaves.
  const fresh = (): boolean => Date.now() - Number(localStorage.getItem(name) || 0) < 3000
  while (fresh()) {
    fill(root, h('p', { class: 'notice' }, t('tram.other_tab')))
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  const sign = (): void => localStorage.setItem(name, String(Date.now()))
  sign()
  setInterval(sign, 1000)
}

/** The page itself is kept too, and the browser asked not to throw anything away. */
async function keepForOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  await navigator.serviceWorker.register('/tram/sw.js', { scope: '/tram/' })
  const pages = await caches.open('tram-pages')
  const answer = await fetch(location.pathname, { credentials: 'same-origin' })
  if (answer.ok) await pages.put(location.pathname, answer)
  if (navigator.storage?.persist) await navigator.storage.persist()
}

/** A phone that sleeps plays nothing. */
async function stayAwake(): Promise<void> {
  if (!('wakeLock' in navigator) || document.visibilityState !== 'visible') return
  await navigator.wakeLock.request('screen')
}
/** What a browser may refuse without harm. */
const ifPossible = (work: Promise<void>): void => {
  work.catch(() => {})
}

function run(station: Station, pairing: NonNullable<Kept['pairing']>): void {
  const screen = new Screen(root, t, station, pairing.deviceName)
  const name = document.querySelector('h1')
  if (name) name.textContent = pairing.stationName
  let drawing = false
  station.onChange = () => {
    if (drawing) return
    drawing = true
    setTimeout(() => {
      drawing = false
      screen.draw()
    }, 0)
  }
  const tick = (): void => {
    void station.tick()
    screen.draw()
  }
  const ticker = new Worker(root.dataset.ticker || '')
  ticker.onmessage = tick
  // A worker that cannot be had is no reason to stand still.
  ticker.onerror = () => void setInterval(tick, 500)
  addEventListener('online', () => void station.sync())
  addEventListener('offline', () => void station.sync())
  addEventListener('pagehide', () => station.leave())
  document.addEventListener('visibilitychange', () => ifPossible(stayAwake()))
  ifPossible(stayAwake())
  tick()
}

async function begin(): Promise<void> {
  ifPossible(keepForOffline())
  const store = await Store.open(code)
  const pairCode = takeCode()
  if (pairCode) return askToPair(store, pairCode)
  const pairing = await store.get('pairing')
  if (!pairing) return askForLink()
  await beTheOne()
  run(await Station.open(store, code, pairing, reasons), pairing)
}

begin().catch((error: unknown) => {
  fill(root, h('p', { class: 'notice bad', role: 'alert' }, t('tram.cannot', { why: String(error) })))
})
