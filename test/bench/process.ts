import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const TICKS = 100
const client = fileURLToPath(new URL('./load-client.mjs', import.meta.url))

/** Seconds of processor that these processes have used since they began, to 10 ms. */
export function cpuSecondsOf(...pids: readonly number[]): number {
  let ticks = 0
  for (const pid of pids) {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold anything; user and system time are the 12th and 13th field after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    ticks += Number(fields[11]) + Number(fields[12])
  }
  return ticks / TICKS
}

/** Memory of a process as it is now, in MB (10^6 bytes). */
export function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return (Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1024) / 1e6
}

/** The processes that this one started. */
export const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)

export type Load = { readonly url: string; readonly headers: Record<string, string>; readonly status: number }

/** Asks `requests` times over some kept connections, from a process of its own. @throws Error on another status */
export function ask({ url, headers, status }: Load, requests: number, connections = 8): Promise<void> {
  return new Promise((resolve, reject) => {
    const args = [client, url, String(requests), String(connections), JSON.stringify(headers), String(status)]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the load client ended with ${code}`))))
  })
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
