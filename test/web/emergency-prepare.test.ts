import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { workRecordings } from '../../src/library/index.ts'
import { tellProgramme } from '../playlists/programme.ts'
import { wav } from '../sound.ts'
import { onBothDatabases, type World } from '../world.ts'
import { page } from './forms.ts'

// A busy machine is slow; nothing here waits for time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

onBothDatabases('a new emergency, by a plain form', (open) => {
  let world: World
  beforeEach(async () => {
    world = await open({ now: '2026-11-23T14:20:07+07:00' })
    await tellProgramme(world)
  })
  afterEach(() => world.close())

  const given = { title: 'Lũ về <gấp>', segment: 'cai-cach-hanh-chinh', text: 'Bà con khẩn trương lên chỗ cao.' }
  const form = (file: File | null, fields: Record<string, string> = given): FormData => {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.set(name, value)
    if (file) body.set('file', file)
    return body
  }
  const sound = (bytes: Buffer, name = 'lu.wav'): File => new File([new Uint8Array(bytes)], name)

  it('is taken with its recording, checked, cleared by the approver and offered for the order', async () => {
    const [phuc, minh] = [await world.as('phuc'), await world.as('minh')]
    const made = await page(phuc, '/khan-cap/chuan-bi', form(sound(wav(4))))
    expect(made.status).toBe(303)
    const waiting = await page(phuc, made.to)
    expect(waiting.headers.get('refresh')).not.toBeNull()
    expect(waiting.html).toContain('Lũ về &lt;gấp&gt;')
    await workRecordings(world.ctx)
    const ready = await page(phuc, made.to)
    expect([ready.headers.get('refresh'), ready.html.includes('<audio')]).toEqual([null, true])
    expect(ready.html).toContain('Trần Văn Minh')
    expect((await page(phuc, `${made.to}/duyet`, {})).status).toBe(403)
    const seen = await page(minh, made.to)
    const hidden = (name: string): string => new RegExp(`name="${name}" value="(\\d+)"`).exec(seen.html)?.[1] ?? ''
    const heard = { recording: hidden('recording'), revision: hidden('revision') }
    const cleared = await page(minh, `${made.to}/duyet`, heard)
    expect([cleared.status, cleared.to.startsWith('/khan-cap?ky=')]).toEqual([303, true])
    // Pressed twice, and the way back: it is cleared, no fault, on to the order.
    expect((await page(minh, `${made.to}/duyet`, heard)).to).toBe(cleared.to)
    expect((await page(minh, made.to)).to).toBe(cleared.to)
    expect((await page(minh, cleared.to)).html).toMatch(/selected[^>]*>[^<]*Lũ về &lt;gấp&gt;/)
    const { body } = await (await world.as('bao')).get('/api/v1/audit?subject_kind=episode')
    expect(body.items.map(({ action }: { action: string }) => action)).toContain('episode.prepare_urgent')
  })

  it('comes back with its values and the reason when something is wrong, and leaves nothing behind', async () => {
    const phuc = await world.as('phuc')
    const episodes = async () => (await world.ctx.db.q.selectFrom('episode').select('id').execute()).length
    const before = await episodes()
    const silent = await page(phuc, '/khan-cap/chuan-bi', form(null))
    expect(silent.status).toBe(400)
    expect(silent.html).toContain('value="Lũ về &lt;gấp&gt;"')
    expect(silent.html).toContain('Bà con khẩn trương')
    expect(silent.html).toContain('id="file-fault"')
    const nameless = await page(phuc, '/khan-cap/chuan-bi', form(sound(wav(1)), { ...given, title: ' ' }))
    expect([nameless.status, nameless.html.includes('id="title-fault"')]).toEqual([400, true])
    expect((await page(await world.as('tam'), '/khan-cap/chuan-bi', form(sound(wav(1))))).status).toBe(403)
    expect(await episodes()).toBe(before)
    const text = await page(
      phuc,
      '/khan-cap/chuan-bi',
      form(sound(Buffer.from('đây là văn bản '.repeat(400)), 'x.wav')),
    )
    expect(text.status).toBe(303)
    await workRecordings(world.ctx)
    const refused = await page(phuc, text.to)
    expect(refused.html).toContain('notice bad')
    expect(refused.html).not.toContain('/duyet"')
    expect((await page(phuc, '/khan-cap/chuan-bi/999999')).status).toBe(404)
  })
})
