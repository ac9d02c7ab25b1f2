import { join } from 'node:path'
import { root, started, tellDistrict } from './demo.ts'
import { cpuSecondsOf, memoryOf, sleep } from './process.ts'
import { type BenchRow, median } from './row.ts'

const TIMES = 7
const AT_REST_MS = 15_000
const PLAIN = `require('node:http').createServer((_, answer) => answer.end('ok'))
  .listen(0, '127.0.0.1', function () { console.log('Sóng Quê: http://127.0.0.1:' + this.address().port) })`

type Start = { readonly seconds: number; readonly cpu: number }

/** From spawning to the last byte of the first answer. */
async function startOnce(args: readonly string[], env: Record<string, string>, path: string): Promise<Start> {
  const begun = performance.now()
  const server = await started(args, env, /Sóng Quê: (http\S+)/)
  try {
    const answer = await fetch(`${server.said[1]}${path}`)
    await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
    return { seconds: (performance.now() - begun) / 1000, cpu: cpuSecondsOf(server.pid) }
  } finally {
    await server.stop()
  }
}

/** MB of the server on the sample district some time after its start and its first pages. */
async function atRest(args: readonly string[], env: Record<string, string>): Promise<number> {
  const server = await started(args, env, /Sóng Quê: (http\S+)/)
  try {
    for (const path of ['/dang-nhap', '/healthz', '/readyz'])
      await (await fetch(`${server.said[1]}${path}`)).arrayBuffer()
    await sleep(AT_REST_MS)
    return memoryOf(server.pid)
  } finally {
    await server.stop()
  }
}

/** Start to the first answer (the page of signing in) on the sample district, and memory at rest. */
export async function startBench(): Promise<BenchRow[]> {
  const district = await tellDistrict()
  const serve = [join(root, 'dist', 'main.js'), 'serve']
  const [ours, plain]: [Start[], Start[]] = [[], []]
  try {
    for (let i = 0; i < TIMES; i++) {
      ours.push(await startOnce(serve, district.env, '/dang-nhap'))
      plain.push(await startOnce(['-e', PLAIN], {}, '/'))
    }
    const cpu = median(ours.map((one) => one.cpu))
    const memory = await atRest(serve, district.env)
    return [
      {
        what: 'start to first answer on the sample district, s, beside node -e with an http server',
        figure: median(ours.map(({ seconds }) => seconds)),
        limit: median(plain.map(({ seconds }) => seconds)),
        ...{ ratio: null, aim: 1, sense: 'at most' },
        word: `median of ${TIMES}; quickest ${Math.min(...ours.map(({ seconds }) => seconds)).toFixed(2)} s, CPU ${cpu.toFixed(2)} s`,
      },
      {
        what: 'memory at rest on the sample district, MB',
        ...{ figure: memory, limit: null, ratio: null, aim: 120, sense: 'at most' },
      },
    ]
  } finally {
    district.remove()
  }
}
