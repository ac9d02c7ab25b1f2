import { Hono } from 'hono'
import { expect, it } from 'vitest'
import type { AppEnv } from '../../../http/index.ts'
import { receiveForm } from './receive.ts'

const HEAD = '--x\r\nContent-Disposition: form-data; name="f"; filename="a.wav"\r\n\r\nRIFF'

it('a form that breaks off within its file leaves nobody waiting for the rest', async () => {
  let kept: Promise<number> | undefined
  let line: ReadableStreamDefaultController<Uint8Array> | undefined
  const app = new Hono<AppEnv>().post('/', async (c) => {
    const failed = await receiveForm(c, ({ stream }) => {
      const reading = (async () => {
        let bytes = 0
        for await (const chunk of stream) bytes += chunk.length
        return bytes
      })()
      kept = reading
      // The browser goes away once its first bytes are there.
      stream.once('data', () => line?.error(new Error('gone')))
      return reading
    }).then(
      () => 'whole',
      (error: unknown) => String(error),
    )
    return c.text(failed)
  })
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      line = controller
      controller.enqueue(new TextEncoder().encode(HEAD.padEnd(4000, '0')))
    },
  })
  const headers = { 'Content-Type': 'multipart/form-data; boundary=x' }
  // A body that is a stream goes one way only; the types do not know the word for it.
  const sent = { method: 'POST', headers, body, duplex: 'half' }
  const answer = await app.request(new Request('http://own.invalid/', sent))
  expect(await answer.text()).not.toBe('whole')
  await expect(kept).rejects.toThrow('broke off')
})
