import { describe, expect, it } from 'vitest'
import { newTicket, once } from './once.ts'

const spent = () => 'spent'

describe('a form that is sent twice', () => {
  it('is carried out once: at once both get the same result, later it does nothing', async () => {
    let made = 0
    const ticket = newTicket()
    const press = (now: number) => once(ticket, now, async () => ++made, spent)
    expect(await Promise.all([press(0), press(1), press(14_999)])).toEqual([1, 1, 1])
    expect([await press(15_000), await press(15_001), made]).toEqual(['spent', 'spent', 1])
    expect(await once(newTicket(), 0, async () => ++made, spent)).toBe(2)
    expect(await once(undefined, 0, async () => ++made, spent)).toBe(3)
  })
  it('may be tried again when it failed', async () => {
    const ticket = newTicket()
    await expect(once(ticket, 0, () => Promise.reject(new Error('full')), spent)).rejects.toThrow('full')
    expect(await once(ticket, 1, async () => 'made', spent)).toBe('made')
  })
})
