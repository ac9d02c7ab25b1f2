// Posts prepared bodies over kept connections, each after the one before it on its connection, as devices do; in a
// process of its own. Arguments: url, a file with one request a line (key, path and body parted by tabs), connections,
// the status that every event must have, requests that warm the server up first. Prints {"seconds"}; exits with 1 on
// anything odd.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'

const [base, file, connections, status, warm] = process.argv.slice(2)
const { hostname, port } = new URL(base)
const requests = readFileSync(file).toString('latin1').split('\n').filter(Boolean)

/** The bytes of a request. Written by hand: a client that costs more than the server would be what is measured. */
function bytesOf(line) {
  const [key, path] = line.split('\t', 2)
  const body = line.slice(key.length + path.length + 2)
  const head = `POST ${path} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${key}\r\n`
  return Buffer.from(`${head}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`, 'latin1')
}

/** Sends one request and reads its whole answer. */
async function post(socket, line) {
  socket.write(bytesOf(line))
  let text = ''
  for (;;) {
    const [part] = await once(socket, 'data')
    text += part.toString('latin1')
    const end = text.indexOf('\r\n\r\n')
    if (end < 0) continue
    const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))
    if (!length) throw new Error(`an answer without a length: ${text.slice(0, 500)}`)
    if (text.length < end + 4 + Number(length[1])) continue
    const answered = text.split(`"status":"${status}"`).length - 1
    const sent = line.split('"event_id":').length - 1
    if (!text.startsWith('HTTP/1.1 200') || answered !== sent) throw new Error(text.slice(0, 1000))
    return
  }
}

let next = 0
async function run(end) {
  const socket = connect(Number(port), hostname).setNoDelay()
  await once(socket, 'connect')
  while (next < end) await post(socket, requests[next++])
  socket.destroy()
}
const runAll = (end) => Promise.all(Array.from({ length: Number(connections) }, () => run(end)))

await runAll(Number(warm))
process.stdout.write('{"warm":true}\n')
const start = performance.now()
await runAll(requests.length)
process.stdout.write(`${JSON.stringify({ seconds: (performance.now() - start) / 1000 })}\n`)
