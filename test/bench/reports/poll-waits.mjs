// Polls one address every 10 ms for a while, from a process of its own, and tells how long it waited for the answers:
// node poll-waits.mjs URL HEADERS-AS-JSON STATUS MILLISECONDS → {"polls":…,"middle":…,"p99":…,"longest":…} in ms
import { Agent, request } from 'node:http'

const [url, headers, status, ms] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
const waits = []
const poll = () =>
  new Promise((resolve, reject) => {
    const begun = performance.now()
    const sent = request(url, { agent, headers: JSON.parse(headers) }, (answer) => {
      if (answer.statusCode !== Number(status)) reject(new Error(`status ${answer.statusCode}`))
      answer.resume()
      answer.once('end', () => resolve(waits.push(performance.now() - begun)))
    })
    sent.once('error', reject)
    sent.end()
  })
for (let i = 0; i < 50; i++) await poll()
waits.length = 0
for (const end = performance.now() + Number(ms); performance.now() < end; ) {
  await poll()
  await new Promise((resolve) => setTimeout(resolve, 10))
}
agent.destroy()
const sorted = waits.toSorted((a, b) => a - b)
const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
process.stdout.write(JSON.stringify({ polls: sorted.length, middle: at(0.5), p99: at(0.99), longest: sorted.at(-1) }))
