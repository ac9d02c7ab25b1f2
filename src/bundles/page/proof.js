/* SHA-256 and HMAC of our own: crypto.subtle is not everywhere where a page is opened from a stick. */
const K = []
const FIRST = []
;(() => {
  const fraction = (x) => ((x - Math.floor(x)) * 4294967296) | 0
  for (let n = 2; K.length < 64; n += 1) {
    let prime = true
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false
    if (!prime) continue
    if (FIRST.length < 8) FIRST.push(fraction(Math.sqrt(n)))
    K.push(fraction(Math.cbrt(n)))
  }
})()

const rotate = (x, n) => (x >>> n) | (x << (32 - n))

function sha256Block(h, w) {
  for (let i = 16; i < 64; i += 1) {
    const s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >>> 3)
    const s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >>> 10)
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0
  }
  let [a, b, c, d, e, f, g, k] = h
  for (let i = 0; i < 64; i += 1) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (k + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    k = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const out = [a, b, c, d, e, f, g, k]
  for (let i = 0; i < 8; i += 1) h[i] = (h[i] + out[i]) | 0
}

/** SHA-256 of bytes, as bytes. */
function sha256(bytes) {
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 536870912))
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0)
  const h = FIRST.slice()
  for (let at = 0; at < padded.length; at += 64) {
    const w = new Int32Array(64)
    for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(at + i * 4)
    sha256Block(h, w)
  }
  const out = new Uint8Array(32)
  const result = new DataView(out.buffer)
  for (let i = 0; i < 8; i += 1) result.setInt32(i * 4, h[i])
  return out
}

export const hexOf = (bytes) => Array.from(bytes, (b) => (b < 16 ? '0' : '') + b.toString(16)).join('')
const bytesOfHex = (hex) => Uint8Array.from(hex.match(/../g) || [], (pair) => Number.parseInt(pair, 16))

function joined(a, b) {
  const out = new Uint8Array(a.length + b.length)
  out.set(a)
  out.set(b, a.length)
  return out
}

/** HMAC-SHA-256 as hex. The key is hex, at most 64 bytes. */
export function hmacOf(keyHex, text) {
  const key = new Uint8Array(64)
  key.set(bytesOfHex(keyHex))
  const inner = sha256(
    joined(
      key.map((b) => b ^ 0x36),
      new TextEncoder().encode(text),
    ),
  )
  return hexOf(
    sha256(
      joined(
        key.map((b) => b ^ 0x5c),
        inner,
      ),
    ),
  )
}

/** RFC 8785 for what a report holds: objects, lists, texts, finite numbers. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const keys = Object.keys(value).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}

/** A report as the text of its file, signed with its bundle's key. */
export function reportText(log, station, now) {
  const report = {
    format: 'songque-bundle-report/1',
    bundle_id: log.bundle_id,
    station: station,
    device_id: log.device_id,
    journal_id: log.journal_id,
    written_at: new Date(now).toISOString(),
    events: log.events,
  }
  report.hmac = hmacOf(log.key, canonical(report))
  return `${JSON.stringify(report, null, 1)}\n`
}
