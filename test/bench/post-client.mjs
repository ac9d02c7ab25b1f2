// Posts prepared bodies one after another over a kept connection, as a device does, in a process of its own.
// Arguments: url, key, a file with one JSON body a line. Prints {"seconds"}; exits with 1 on an odd status.
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'

const [base, key, file] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
const lines = readFileSync(file, 'utf8').trim().split('\n')
const post = (line) =>
  new Promise((resolve, reject) => {
    const tab = line.indexOf('\t')
    const body = Buffer.from(line.slice(tab + 1))
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      authorization: `Bearer ${key}`,
    }
    const sent = request(base + line.slice(0, tab), { method: 'POST', agent, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part) => {
        text += part
      })
      answer.once('end', () => {
        const refused =
          answer.statusCode === 200 ? JSON.parse(text).events.find((event) => event.status !== 'accepted') : { text }
        if (refused) reject(new Error(`${answer.statusCode} ${JSON.stringify(refused)}`))
        else resolve()
      })
    })
    sent.once('error', reject)
    sent.end(body)
  })
await post(lines[0])
const start = performance.now()
for (const line of lines.slice(1)) await post(line)
process.stdout.write(JSON.stringify({ seconds: (performance.now() - start) / 1000 }))
agent.destroy()
