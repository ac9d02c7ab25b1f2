// Asks one address again and again over kept connections, in a process of its own so that the server's CPU time is only
// the server's. Arguments: url, requests, connections, headers as JSON. Exits with 1 when an answer has an odd status.
import { Agent, request } from 'node:http'

const [url, requests, connections, headers, status] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) })
let left = Number(requests)

const once = () =>
  new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers: JSON.parse(headers) }, (answer) => {
      if (answer.statusCode !== Number(status)) reject(new Error(`status ${answer.statusCode}`))
      answer.resume()
      answer.once('end', resolve)
    })
    sent.once('error', reject)
    sent.end()
  })
const worker = async () => {
  while (left-- > 0) await once()
}
await Promise.all(Array.from({ length: Number(connections) }, worker))
agent.destroy()
