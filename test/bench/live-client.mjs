// Listens to the live events of many stations, each over a line of its own, in a process of its own. Arguments: url, a
// file with one listener a line (key and path parted by a tab), how many open at once. Prints {"open"} once all have had
// their first sign of life, and {"heard", "last"} (epoch ms) each time that all have heard one more new playlist.
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'

const [base, file, atOnce] = process.argv.slice(2)
const { hostname, port } = new URL(base)
const listeners = readFileSync(file, 'utf8').split('\n').filter(Boolean)
let [next, open, heard] = [0, 0, 0]

function listen(line) {
  const [key, path] = line.split('\t')
  const socket = connect(Number(port), hostname)
  let [living, text] = [false, '']
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${key}\r\n\r\n`)
  socket.on('data', (part) => {
    text += part.toString('latin1')
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = /^event: (\w+)/m.exec(text.slice(0, end))?.[1]
      text = text.slice(end + 2)
      if (!living && event === 'ping') {
        living = true
        open += 1
        if (open === listeners.length) process.stdout.write(`${JSON.stringify({ open })}\n`)
        else if (next < listeners.length) listen(listeners[next++])
      } else if (living && event === 'playlist') {
        heard += 1
        if (heard % listeners.length === 0) process.stdout.write(`${JSON.stringify({ heard, last: Date.now() })}\n`)
      }
    }
  })
  socket.once('close', () => {
    process.stderr.write(`a line was closed: ${text.slice(0, 300)}\n`)
    process.exit(1)
  })
}

while (next < Math.min(Number(atOnce), listeners.length)) listen(listeners[next++])
