import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wav } from '../../test/sound.ts'
import { sandboxFor } from './sandbox.ts'
import { inputOptions, type Run, runFfmpeg, runFfprobe, type ToolLimits } from './tool.ts'

const limits: ToolLimits = { ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe', timeLimitSeconds: 30, memoryLimitMb: 512 }
let home: string
let work: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'songque-hop-'))
  work = await mkdtemp(join(home, 'viec-'))
  await writeFile(join(home, 'bi-mat.wav'), wav(1, { hertz: 400 }))
})
afterAll(() => rm(home, { recursive: true, force: true }))

/** Decodes a file to nothing. @returns "done", or what the tool said */
const decode = async (file: string, input: readonly string[], more: Partial<Run> = {}, use = limits): Promise<string> =>
  runFfmpeg({ cwd: work, input, file, outputs: [{ options: ['-f', 'null'], to: '-' }], ...more }, use).then(
    () => 'done',
    (error: Error) => error.message,
  )
const named = async (name: string, text: string | Uint8Array): Promise<string> => {
  await writeFile(join(work, name), text)
  return join(work, name)
}
/** As if the whitelist of formats had a hole: only the protocols and the sandbox are left. */
const holed = (demuxer: string, more: readonly string[] = []): string[] => [
  ...inputOptions('wav').slice(0, 2),
  ...['-f', demuxer],
  ...more,
]

describe('ffmpeg', () => {
  it('reads a recording, and nothing that a playlist names on the network', async () => {
    let asked = 0
    const server = createServer((_, answer) => {
      asked += 1
      answer.end('#EXTM3U')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const url = `http://127.0.0.1:${port}/a.wav`
    const hls = await named('ds.m3u8', `#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n${url}\n#EXT-X-ENDLIST\n`)
    const concat = await named('ds.txt', `ffconcat version 1.0\nfile '${url}'\n`)
    expect(await decode(await named('loi.wav', wav(1, { hertz: 400 })), inputOptions('wav'))).toBe('done')
    for (const [file, input] of [
      [hls, inputOptions('wav')],
      [hls, holed('hls', ['-allowed_extensions', 'ALL'])],
      [concat, holed('concat', ['-safe', '0'])],
    ] as const) {
      expect(await decode(file, input)).not.toBe('done')
    }
    expect(asked).toBe(0)
    await new Promise((resolve) => server.close(resolve))
  })

  it('is told nothing of our environment, and writes no file larger than its limit', async () => {
    process.env.SONGQUE_SECRET_FOR_TEST = 'bi-mat-cua-may-chu'
    const spy = join(work, 'spy')
    await writeFile(spy, '#!/bin/sh\nenv >&2\nulimit -a >&2\nexit 1\n', { mode: 0o755 })
    const lines: string[] = []
    await decode(join(work, 'loi.wav'), [], { onLine: (line) => lines.push(line) }, { ...limits, ffmpegPath: spy })
    delete process.env.SONGQUE_SECRET_FOR_TEST
    const told = lines.join('\n')
    expect(told).toContain('PATH=')
    expect(told).not.toContain('bi-mat')
    expect(told).toMatch(/file.*4194304/)
    expect(told).toMatch(/(time|cpu).* 30\b/)
    expect(told).toMatch(/(vmemory|address space|virtual memory).* 524288/)
  })

  it('where a sandbox is required and none works, touches nothing', async () => {
    const missing = { ...limits, ffmpegPath: '/nirgends/ffmpeg', sandbox: 'required' as const }
    expect(await decode(join(work, 'loi.wav'), inputOptions('wav'), {}, missing)).toContain('sandbox')
  })
})

const box = await sandboxFor('ffmpeg', 'auto')
// Not every machine lets programs make namespaces (containers often do not): then there is no sandbox to be tried.
describe.skipIf(box === 'none')('In the sandbox, ffmpeg', () => {
  it('sees its input and its folder, and neither other files nor the network, also through a hole in its whitelists', async () => {
    const secret = join(home, 'bi-mat.wav')
    const list = await named('thoat.txt', `ffconcat version 1.0\nfile 'file:${secret}'\n`)
    const hole = holed('concat', ['-safe', '0'])
    // So the list itself is good, and it is the sandbox that keeps it in.
    expect(await decode(list, hole, {}, { ...limits, sandbox: 'off' })).toBe('done')
    expect(await decode(list, hole, {}, { ...limits, sandbox: 'required' })).toMatch(/No such file|Impossible to open/)
    expect(await decode(secret, inputOptions('wav'), {}, { ...limits, sandbox: 'required' })).toBe('done')
    expect(await runFfprobe(secret, 'wav', work, { ...limits, sandbox: 'required' })).toMatchObject({
      format: { format_name: 'wav' },
    })
  })

  it('writes into its folder alone', async () => {
    const out = (to: string) => ({ outputs: [{ options: ['-f', 'wav'], to }] })
    const input = inputOptions('wav')
    expect(await decode(join(work, 'loi.wav'), input, out('ra.wav'))).toBe('done')
    expect(await readdir(work)).toContain('ra.wav')
    for (const file of [join(home, 'ra.wav'), join(home, 'bi-mat.wav'), '/usr/ra.wav']) {
      expect(await decode(join(home, 'bi-mat.wav'), input, out(file))).not.toBe('done')
    }
    expect([existsSync(join(home, 'ra.wav')), existsSync('/usr/ra.wav')]).toEqual([false, false])
  })
})
