import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type World } from '../world.ts'

// What inputs drawn by chance found, each told once more by name.
let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

it.each(['multipart/form-data', 'multipart/form-data; boundary=x'])(
  'a form of type %s that is none is refused in words on every page that takes one',
  async (type) => {
    const bao = await world.as('bao')
    const post = (path: string) =>
      bao.request(path, { method: 'POST', headers: { 'content-type': type }, body: 'name=x' })
    for (const path of ['/quan-tri/cap/district', '/nhom-dai', '/khan-cap', '/nhat-ky/nhap', '/dai-moi']) {
      const answer = await post(path)
      expect([path, answer.status < 500]).toEqual([path, true])
    }
    const answer = await post('/quan-tri/cap/district')
    expect([answer.status, (await answer.text()).includes('<html')]).toEqual([400, true])
  },
)
