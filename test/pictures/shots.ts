import type { Page } from 'playwright-core'

/** A picture to keep: who looks at what, how wide, in which light. */
export type Shot = {
  readonly name: string
  readonly who: string
  readonly path: string
  readonly width: 390 | 1440
  readonly height: number
  readonly scheme: 'light' | 'dark'
  /** Brings the page to where the picture is taken; the page has been opened. */
  readonly prepare?: (page: Page) => Promise<void>
}

/** The episode whose recording waits to be heard and cleared: its waveform is drawn, its script open to be written on. */
async function openRecorded(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Phản ánh, kiến nghị' }).first().click()
  await page.locator('sq-waveform .wave-time').waitFor()
  await page.locator('summary', { hasText: 'Sửa kịch bản' }).click()
  await page.getByRole('toolbar').waitFor()
}

/** Makes a telephone a device of the station, as its operator does: the link of the QR code is opened on it. */
async function pairHere(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Lấy mã ghép' }).click()
  const link = await page.locator('a.pair-link').getAttribute('href')
  if (!link) throw new Error('no link to pair with')
  await page.goto(link)
  await page.getByRole('button', { name: 'Ghép máy' }).click()
  await page.getByRole('heading', { name: 'Máy này' }).waitFor({ timeout: 30_000 })
}

/** A date of the last days, YYYY-MM-DD by the clock of Viet Nam. */
const daysAgo = (days: number): string =>
  new Date(Date.now() + 7 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10)

const wide = { width: 1440, height: 900 } as const
const phone = { width: 390, height: 844 } as const

export const SHOTS: readonly Shot[] = [
  { name: 'hom-nay', who: 'thuha', path: '/', ...wide, scheme: 'light' },
  { name: 'kho', who: 'lan', path: '/ky', ...wide, scheme: 'light' },
  { name: 'ky', who: 'minh', path: '/ky', ...wide, scheme: 'dark', prepare: openRecorded },
  { name: 'lich-phat', who: 'thuha', path: '/lich-phat/tuan?dai=dai-cho-gao', ...wide, scheme: 'light' },
  { name: 'nhat-ky', who: 'thuha', path: `/nhat-ky?tu=${daysAgo(7)}&den=${daysAgo(1)}`, ...wide, scheme: 'dark' },
  { name: 'bao-cao', who: 'bich', path: '/bao-cao?period=2020-Q3', ...wide, scheme: 'light' },
  { name: 'dai', who: 'bao', path: '/dai', ...wide, scheme: 'light' },
  { name: 'tram', who: 'tam', path: '/dai/dang-hung-phuoc/ghep-noi', ...phone, scheme: 'dark', prepare: pairHere },
]
