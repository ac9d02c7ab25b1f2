/* Plays the bundle's items at their time and writes down what was played. ES2017, as the other two: page.ts joins them. */
import { hexOf, reportText } from './proof.js'
import { WORDS } from './words.js'

const bundle = JSON.parse(document.getElementById('bundle').textContent)
const playlist = bundle.playlist
const PREFIX = 'songque-bundle-'
/** An item whose time is past by more than this waits for a person: the hour may no longer be the right one. */
const LATE_MS = 5 * 60000
const SILENCE = 'data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA='
const RANK = { normal: 0, priority: 1, emergency: 2 }

const items = playlist.items.map((item) => ({ item, start: Date.parse(item.starts_at), end: Date.parse(item.ends_at) }))
const audio = new Audio()
let language = 'vi'
let allowed = false
let current = null
let stored = true
let fileHandle = null
let fileFault = false
let writing = Promise.resolve()
/** Items whose time came while another was on air. */
const waiting = new Set()

const t = (word) => WORDS[language][word]
const randomId = () => hexOf(crypto.getRandomValues(new Uint8Array(16)))

/* The log: kept by the browser, and in a file where one was chosen. */
function remembered(name) {
  try {
    return JSON.parse(localStorage.getItem(name) || 'null')
  } catch (_) {
    stored = false
    return null
  }
}
function remember(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value))
  } catch (_) {
    stored = false
  }
}
let device = remembered('songque-device')
if (!device) {
  device = `usb-${randomId()}`
  remember('songque-device', device)
}
const fresh = { bundle_id: bundle.bundle_id, key: bundle.key, device_id: device, journal_id: randomId(), events: [] }
const log = remembered(PREFIX + bundle.bundle_id) || fresh
log.station = playlist.station

function olderLogs() {
  const found = []
  try {
    for (let i = 0; i < localStorage.length; i += 1) {
      const name = localStorage.key(i)
      if (name.indexOf(PREFIX) !== 0 || name === PREFIX + bundle.bundle_id) continue
      const old = remembered(name)
      if (old && old.station === playlist.station && old.events.length > 0) found.push(old)
    }
  } catch (_) {
    stored = false
  }
  return found
}

function note(kind, entry, more) {
  const event = { event_id: randomId(), seq: log.events.length + 1, kind: kind, airing_id: entry.item.airing_id }
  event.at = new Date(Date.now()).toISOString()
  event.sha256 = entry.item.audio.sha256
  log.events.push(Object.assign(event, more))
  remember(PREFIX + bundle.bundle_id, log)
  writeFile()
}

function writeFile() {
  if (!fileHandle) return
  const text = reportText(log, playlist.station, Date.now())
  writing = writing
    .then(() => fileHandle.createWritable())
    .then((out) => out.write(text).then(() => out.close()))
    .catch(() => {
      fileFault = true
    })
}

function fileName(one) {
  const stamp = new Date(Date.now()).toISOString().slice(0, 16).replace(/[-:T]/g, '')
  return `nhat-ky-${playlist.station}-${one.bundle_id.slice(0, 6)}-${stamp}.json`
}
function download(one) {
  const link = document.createElement('a')
  const text = reportText(one, playlist.station, Date.now())
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = fileName(one)
  document.body.appendChild(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(link.href), 60000)
}
function chooseFile() {
  const types = [{ description: 'Sóng Quê', accept: { 'application/json': ['.json'] } }]
  window
    .showSaveFilePicker({ suggestedName: fileName(log), types: types })
    .then((handle) => {
      fileHandle = handle
      fileFault = false
      writeFile()
      render()
    })
    .catch(() => {})
}

/* Playing. */
const eventsOf = (entry) => log.events.filter((event) => event.airing_id === entry.item.airing_id)

function heard() {
  let seconds = 0
  for (let i = 0; i < audio.played.length; i += 1) seconds += audio.played.end(i) - audio.played.start(i)
  return Math.round(seconds * 1000) / 1000
}

function stateOf(entry) {
  if (current && current.entry === entry) return 'playing'
  const events = eventsOf(entry)
  if (events.some((event) => event.kind === 'finished')) return 'done'
  if (events.some((event) => event.kind === 'started' || event.kind === 'stopped')) return 'partial'
  if (events.some((event) => event.kind === 'failed')) return 'failed'
  if (entry.item.programme !== 'episode') return 'elsewhere'
  if (!entry.item.audio) return 'none'
  return Date.now() >= entry.start + LATE_MS && !waiting.has(entry) ? 'late' : 'todo'
}

function play(entry) {
  waiting.delete(entry)
  current = { entry: entry, started: false }
  audio.src = entry.item.audio.url
  audio.play().catch((error) => {
    if (!current || current.entry !== entry || error.name !== 'NotAllowedError') return
    // Not the item's fault: the person is asked to tap once more, and it is tried again.
    current = null
    allowed = false
    render()
  })
  render()
}

function stop(why) {
  const { entry, started } = current
  const seconds = heard()
  current = null
  audio.pause()
  if (started) note('stopped', entry, { played_seconds: seconds, detail: why })
  render()
}

audio.addEventListener('playing', () => {
  if (!current || current.started) return
  current.started = true
  note('started', current.entry, {})
  render()
})
audio.addEventListener('ended', () => {
  if (!current) return
  const { entry } = current
  current = null
  note('finished', entry, { played_seconds: heard() })
  tick()
})
audio.addEventListener('error', () => {
  if (!current) return
  const { entry, started } = current
  const seconds = heard()
  current = null
  const code = audio.error ? audio.error.code : 0
  note(
    'failed',
    entry,
    started ? { played_seconds: seconds, detail: `audio_error_${code}` } : { detail: `audio_error_${code}` },
  )
  render()
})
addEventListener('pagehide', () => {
  if (current) stop('page_closed')
})

const isDue = (entry, now) =>
  stateOf(entry) === 'todo' && now >= entry.start && (now < entry.start + LATE_MS || waiting.has(entry))
const moreUrgent = (a, b) => RANK[b.item.priority] - RANK[a.item.priority] || a.start - b.start

function tick() {
  if (allowed) {
    const now = Date.now()
    const due = items.filter((entry) => isDue(entry, now)).sort(moreUrgent)
    for (const entry of due) waiting.add(entry)
    const first = due[0]
    if (first && current && RANK[first.item.priority] > RANK[current.entry.item.priority]) stop('interrupted')
    if (first && !current) play(first)
  }
  render()
}

function start() {
  allowed = true
  // A browser lets an element play once it played in a tap.
  audio.src = SILENCE
  audio.play().catch(() => {})
  keepAwake()
  tick()
}
function keepAwake() {
  if (navigator.wakeLock) navigator.wakeLock.request('screen').catch(() => {})
}
document.addEventListener('visibilitychange', () => {
  if (allowed && document.visibilityState === 'visible') keepAwake()
})

/* Showing. */
function el(tag, attributes, ...children) {
  const node = document.createElement(tag)
  for (const name of Object.keys(attributes)) {
    if (name === 'click') node.addEventListener('click', attributes.click)
    else node.setAttribute(name, attributes[name])
  }
  for (const child of children) if (child !== null) node.append(child)
  return node
}

const two = (n) => (n < 10 ? `0${n}` : String(n))
function clockText(at) {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone: playlist.time_zone,
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hour12: false,
    }).format(at)
  } catch (_) {
    const d = new Date(at)
    return `${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`
  }
}
const localTime = (entry) => entry.item.starts_local.slice(11, 16)
const localDay = (entry) => entry.item.starts_local.slice(0, 10).split('-').reverse().join('/')
function lasting(ms) {
  const s = Math.max(0, Math.ceil(ms / 1000))
  const h = Math.floor(s / 3600)
  return `${h > 0 ? `${h}:` : ''}${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`
}
const titleOf = ({ item }) => (item.episode ? item.episode.title : item.title || item.segment_name)

function head() {
  const button = el(
    'button',
    { type: 'button', class: 'quiet', click: () => speak(language === 'vi' ? 'en' : 'vi') },
    t('other'),
  )
  return el(
    'header',
    {},
    el('div', {}, el('p', { class: 'over' }, 'Sóng Quê'), el('h1', {}, playlist.station_name)),
    button,
  )
}
function stage() {
  const now = Date.now()
  const next = items.filter((entry) => stateOf(entry) === 'todo').sort((a, b) => a.start - b.start)[0]
  const section = el('section', { class: current ? 'stage on' : 'stage' })
  if (current) {
    section.append(el('p', { class: 'over' }, t('now')), el('h2', {}, titleOf(current.entry)))
    section.append(
      el('p', { class: 'count' }, lasting(current.entry.item.audio.duration_seconds * 1000 - audio.currentTime * 1000)),
    )
    const click = () => {
      if (confirm(t('stop_sure')) && current) stop('operator')
    }
    section.append(el('button', { type: 'button', id: 'stop', click: click }, t('stop')))
  } else if (next) {
    section.append(
      el('p', { class: 'over' }, `${t('next')}: ${localTime(next)} · ${localDay(next)}`),
      el('h2', {}, titleOf(next)),
    )
    section.append(el('p', { class: 'count' }, `${t('in')} ${lasting(next.start - now)}`))
  } else section.append(el('h2', {}, t('none')))
  if (allowed) section.append(el('p', {}, t('waiting')))
  else {
    section.append(el('button', { type: 'button', id: 'start', class: 'main', click: start }, t('start')))
    section.append(el('p', {}, t('start_hint')))
  }
  return section
}
function row(entry) {
  const state = stateOf(entry)
  const { item } = entry
  const about = [item.segment_name, t(item.premiere ? 'premiere' : 'repeat')]
  if (item.priority !== 'normal') about.push(t(item.priority))
  const why = item.problem ? (language === 'vi' ? item.problem.detail : item.problem.detail_en) : null
  const again = (state === 'late' || state === 'failed') && allowed && !current && Date.now() >= entry.start
  return el(
    'li',
    { class: `s-${state}`, 'data-airing': item.airing_id },
    el('span', { class: 'time' }, localTime(entry)),
    el(
      'span',
      { class: 'what' },
      titleOf(entry),
      el('small', {}, about.join(' · ')),
      why ? el('small', {}, why) : null,
    ),
    el('span', { class: 'state' }, t(`state_${state}`)),
    again ? el('button', { type: 'button', click: () => play(entry) }, t('play_now')) : null,
  )
}
function days() {
  const section = el('section', {})
  let day = null
  let list = null
  for (const entry of items) {
    if (localDay(entry) !== day) {
      day = localDay(entry)
      list = el('ol', { class: 'items' })
      section.append(el('h3', {}, day), list)
    }
    list.append(row(entry))
  }
  return section
}
function logPart() {
  const n = log.events.length
  const part = el('section', { class: 'log' }, el('h3', {}, t('log')))
  part.append(el('p', { id: 'count' }, n === 0 ? t('log_none') : `${n} ${t('log_n')}`))
  if (!stored && !fileHandle) part.append(el('p', { class: 'bad' }, t('not_stored')))
  const acts = el(
    'p',
    { class: 'acts' },
    el('button', { type: 'button', id: 'save', click: () => download(log) }, t('save')),
  )
  if (window.showSaveFilePicker && !fileHandle)
    acts.append(el('button', { type: 'button', id: 'keep', click: chooseFile }, t('keep')))
  part.append(acts)
  if (fileHandle)
    part.append(
      el('p', { class: fileFault ? 'bad' : '' }, fileFault ? t('keep_failed') : `${t('kept')} ${fileHandle.name}`),
    )
  for (const old of older) {
    const click = () => download(old)
    part.append(
      el(
        'p',
        {},
        el('button', { type: 'button', class: 'quiet', click: click }, `${t('older')} (${old.events.length})`),
      ),
    )
  }
  part.append(el('p', { class: 'hint' }, t('log_hint')))
  return part
}

const older = olderLogs()
let shown = ''
const app = document.getElementById('app')
const clock = el('p', { class: 'clock' })
const count = () => app.querySelector('.count')

/** The list is built anew only when something in it changed: what a finger is on must not go away under it. */
function render() {
  const now = Date.now()
  clock.textContent = `${t('clock')}: ${clockText(now)}`
  const key = [
    language,
    allowed,
    stored,
    fileFault,
    Boolean(fileHandle),
    current === null ? '' : current.entry.item.airing_id,
    log.events.length,
  ]
    .concat(items.map(stateOf))
    .join()
  if (key !== shown) {
    shown = key
    const parts = [
      head(),
      el('div', { class: 'clockbox' }, clock, el('p', { class: 'hint' }, t('clock_hint'))),
      stage(),
      days(),
      logPart(),
    ]
    app.textContent = ''
    for (const part of parts) app.append(part)
    return
  }
  const next = items.filter((entry) => stateOf(entry) === 'todo').sort((a, b) => a.start - b.start)[0]
  if (!count()) return
  if (current)
    count().textContent = lasting(current.entry.item.audio.duration_seconds * 1000 - audio.currentTime * 1000)
  else if (next) count().textContent = `${t('in')} ${lasting(next.start - now)}`
}
function speak(chosen) {
  language = chosen
  document.documentElement.lang = chosen
  remember('songque-language', chosen)
  render()
}

speak(remembered('songque-language') === 'en' ? 'en' : 'vi')
setInterval(tick, 250)
