import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSession, SESSION_COOKIE } from '../../src/accounts/index.ts'
import { sha256 } from '../../src/kernel/canonical.ts'
import { addDays, type LocalDate } from '../../src/kernel/dates.ts'
import { createEpisode, workRecordings } from '../../src/library/index.ts'
import { wav } from '../sound.ts'
import { type Person, people } from '../story.ts'
import { openWorld, type World } from '../world.ts'
import { browserMissing, openBrowser, publish } from './browser.ts'
import { tellWeek } from './story-week.ts'

/** As Word puts it into the clipboard: styles, Office's own tags, a list told by paragraphs, a comment, a deletion. */
const FROM_WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {font-size:14pt} --></style>
<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--></head><body lang=VI><!--StartFragment-->
<h1 style='mso-style-next:Normal'>${'Một cửa'.normalize('NFD')}<o:p></o:p></h1>
<p class=MsoNormal style='text-align:justify'><b><span style='font-family:"Times New Roman"'>PTV 1:</span></b>
<span style='color:red'> Kính chào&nbsp;bà con 👋🏽</span><span class=MsoCommentReference><a href="#_msocom_1">[L1]</a></span><del>xóa</del><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='margin-left:.5in;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Đơn theo mẫu<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='margin-left:.5in;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]><script>alert(1)</script>Căn cước<o:p></o:p></p>
<table><tr><td>Lệ phí</td><td><p class=MsoNormal>50.000 đồng</p></td></tr></table><!--EndFragment--></body></html>`
const CLEAN = '# Một cửa\n\n**PTV 1:** Kính chào bà con 👋🏽\n\n- Đơn theo mẫu\n- Căn cước\n\nLệ phí | 50.000 đồng'

/** Stands before the server: so a server can be killed and another one started at the same address. */
async function gate(world: World) {
  let site = await publish(world)
  const open = new Set<Socket>()
  let killAt = Number.POSITIVE_INFINITY
  let bytes = 0
  let killed = 0
  const kill = async (): Promise<void> => {
    killAt = Number.POSITIVE_INFINITY
    killed += 1
    for (const socket of open) socket.destroy()
    await site.close()
    site = await publish(world)
  }
  const server: Server = createServer((client) => {
    const upstream = connect(Number(new URL(site.url).port), '127.0.0.1')
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        open.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    client.on('data', (chunk) => {
      bytes += chunk.length
      if (bytes >= killAt) void kill()
    })
    client.pipe(upstream).pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // It listens on TCP, so the address is one of a host and a port.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    killed: () => killed,
    killAfter: (more: number) => {
      bytes = 0
      killAt = more
    },
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
      await site.close()
    },
  }
}

describe.skipIf(browserMissing)('the page of an episode, in a browser', { timeout: 180_000 }, () => {
  let world: World
  let browser: Browser
  let site: Awaited<ReturnType<typeof gate>>
  let folder: string
  let id: number
  beforeAll(async () => {
    world = await openWorld()
    ;({ episodeId: id } = await tellWeek(world))
    site = await gate(world)
    browser = await openBrowser()
    folder = await mkdtemp(join(tmpdir(), 'songque-ky-'))
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    await world?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const enter = async (context: BrowserContext, person: Person): Promise<void> => {
    const told = { at: world.clock.now(), days: 1 }
    const token = await world.ctx.db.transact((tx) => openSession(tx, world.accounts[person], told))
    await context.addCookies([{ name: SESSION_COOKIE, value: token, url: site.url }])
  }
  const visitor = async (person: Person, script = true): Promise<Page> => {
    const context = await browser.newContext({ baseURL: site.url, javaScriptEnabled: script, reducedMotion: 'reduce' })
    context.setDefaultTimeout(60_000)
    await enter(context, person)
    return context.newPage()
  }
  const edit = async (page: Page, episode = id): Promise<ReturnType<Page['locator']>> => {
    await page.goto(`/ky/${episode}`)
    await page.locator('sq-editor .toolbar').waitFor({ state: 'attached' })
    if ((await page.locator('#sua[open]').count()) === 0) await page.locator('#sua > summary').click()
    const text = page.locator('.script-view [role=textbox]')
    await text.waitFor()
    return text
  }
  const written = (page: Page): Promise<string> => page.locator('#sua [name=text]').inputValue()
  const kept = (page: Page) => page.locator('.draft-status', { hasText: 'đã giữ trên máy này' }).waitFor()
  const paste = (page: Page, type: string, text: string) =>
    page.evaluate(
      ([kind, data]) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData(kind ?? '', data ?? '')
        const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
        document.querySelector('.script-view [role=textbox]')?.dispatchEvent(event)
      },
      [type, text],
    )
  const newest = async () => (await (await world.as('lan')).get(`/api/v1/episodes/${id}`)).body

  it('opening a script changes none of it; what Word pastes comes in clean, and a draft outlives the tab and the session', async () => {
    const before = (await newest()).script.body
    const page = await visitor('lan')
    const text = await edit(page)
    expect(await written(page)).toBe(before)
    await text.click()
    await page.keyboard.press('Control+A')
    await page.keyboard.press('Delete')
    await paste(page, 'text/html', FROM_WORD)
    await kept(page)
    expect(await written(page)).toBe(CLEAN)
    await page.keyboard.press('Control+End')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.keyboard.type('- Sổ hộ khẩu')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.keyboard.type('PTV 2: Xin ')
    await page.keyboard.press('Control+B')
    await page.keyboard.type('cảm ơn')
    await page.keyboard.press('Control+B')
    const whole = `${CLEAN}\n\n- Sổ hộ khẩu\nPTV 2: Xin **cảm ơn**`
    await page.waitForFunction(
      (wish) => document.querySelector<HTMLTextAreaElement>('#sua [name=text]')?.value === wish,
      whole,
    )
    await kept(page)
    expect(await page.locator('.counted').innerText()).toContain('tiếng')

    // The tab is closed, the session ends.
    const context = page.context()
    await page.close()
    const again = await context.newPage()
    await edit(again)
    await again.locator('.notice.draft', { hasText: 'Đã lấy lại bản nháp' }).waitFor()
    expect(await written(again)).toBe(whole)
    await context.clearCookies()
    await again.locator('#sua button.main').click()
    await again.locator('.draft-status', { hasText: 'Chưa lưu được' }).waitFor()
    await again.locator('.toast a[href^="/dang-nhap"]').waitFor()
    expect((await newest()).revisions).toHaveLength(1)
    await again.reload()
    expect(new URL(again.url()).pathname).toBe('/dang-nhap')
    await enter(context, 'lan')
    await edit(again)
    expect(await written(again)).toBe(whole)

    // Compared in a tab of its own, then saved by a double click: one revision.
    const [compared] = await Promise.all([
      context.waitForEvent('page'),
      again.locator('.notice.draft button[formaction]').click(),
    ])
    await compared.locator('.diff ins, .diff .added').first().waitFor()
    await compared.close()
    await again.locator('#sua button.main').dblclick()
    await again.locator('#sua:not([open])').waitFor()
    await again.locator('.script-read', { hasText: 'Sổ hộ khẩu' }).waitFor()
    const saved = await newest()
    expect(saved.revisions).toHaveLength(2)
    expect(saved.script.body).toBe(whole)
    // Back in the history: the page shows what is saved, and no draft.
    await again.goto(`/ky/${id}/ban-in`)
    await again.goBack()
    await again.locator('.script-read', { hasText: 'Sổ hộ khẩu' }).waitFor({ state: 'attached' })
    expect(await again.locator('.notice.draft').count()).toBe(0)
    await context.close()
  })

  it('of two editors nobody loses a word: both texts are shown where they differ, and joined by choosing', async () => {
    const lan = await visitor('lan')
    const text = await edit(lan)
    const { script } = await newest()
    await text.click()
    await lan.keyboard.press('Control+Home')
    await lan.keyboard.press('End')
    await lan.keyboard.type(' ở xã')
    await kept(lan)
    const other = await world.as('lan')
    const theirs = `${script.body.replace('# Một cửa', '# Một cửa liên thông').replace('Căn cước', 'Căn cước công dân')}`
    const sent = await other.post(`/api/v1/episodes/${id}/scripts`, { body: theirs, base_revision: script.revision })
    expect(sent.status).toBe(201)
    await lan.locator('#sua button.main').click()
    await lan.locator('form.merge').waitFor()
    expect(await lan.locator('.merge-place').count()).toBe(1)
    expect(await lan.locator('.merge-lines').allInnerTexts()).toEqual(['# Một cửa liên thông', '# Một cửa ở xã'])
    await lan.locator('.merge-choice [value=mine]').check()
    await lan.locator('form.merge button').click()
    await lan.locator('#sua .notice', { hasText: 'Đã ghép' }).waitFor()
    const merged = theirs.replace('# Một cửa liên thông', '# Một cửa ở xã')
    expect(await written(lan)).toBe(merged)
    await lan.locator('.script-view [role=textbox]').waitFor()
    await lan.locator('#sua button.main').click()
    await lan.locator('#sua:not([open])').waitFor()
    expect((await newest()).script).toMatchObject({ revision: script.revision + 2, body: merged })
    await lan.goto(`/ky/${id}/so-sanh?tu=${script.revision}&den=${script.revision + 2}`)
    expect((await lan.locator('.diff ins').allInnerTexts()).join('|')).toContain('công dân')
    await lan.context().close()
  })

  it('goes from submission by return to approval, with the words of each, without JavaScript too', async () => {
    const lan = await visitor('lan', false)
    const minh = await visitor('minh', false)
    await lan.goto(`/ky/${id}`)
    await lan.click('.act button.main')
    await lan.locator('.line', { hasText: 'Trình duyệt' }).waitFor()
    await minh.goto(`/ky/${id}`)
    await minh.click('details.act > summary')
    await minh.fill('#comment-returned', 'Thiếu căn cứ')
    await minh.click('details.act button.button')
    await lan.goto(`/ky/${id}`)
    await lan.locator('.notice.bad', { hasText: 'Thiếu căn cứ' }).waitFor()
    await lan.click('#sua > summary')
    await lan.fill(
      '#sua [name=text]',
      `${(await newest()).script.body}\n\nCăn cứ: Kế hoạch 424/KH-UBND [đọc: bốn hai bốn].`,
    )
    await lan.click('#sua button.main')
    await lan.locator('.script-read .note').waitFor()
    await lan.click('.act button.main')
    await minh.goto(`/ky/${id}`)
    await minh.click('.remark summary')
    await minh.fill('[name=remark]', 'Đọc chậm đoạn lệ phí')
    await minh.click('.act button.main')
    await minh.locator('.line', { hasText: 'Đọc chậm đoạn lệ phí' }).waitFor()
    expect((await newest()).script_state).toBe('approved')
    await lan.context().close()
    await minh.context().close()
  })

  it('brings 40 MB through a server killed at half, refuses what is no sound in words, and cuts by keyboard', async () => {
    const big = join(folder, 'Thu cả buổi.wav')
    const content = Buffer.alloc(40 * 1024 * 1024, 'Chợ Gạo ')
    wav(0.1).copy(content, 0, 0, 44)
    await writeFile(big, content)
    const phuc = await visitor('phuc')
    await phuc.goto(`/ky/${id}`)
    await phuc.locator('sq-upload:not([hidden])').waitFor()
    await phuc.setInputFiles('#upload', {
      name: 'Công văn.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF'),
    })
    await phuc.locator('.upload.bad', { hasText: 'không phải tệp âm thanh' }).waitFor()
    await phuc.reload()
    await phuc.locator('sq-upload:not([hidden])').waitFor()
    site.killAfter(20 * 1024 * 1024)
    await phuc.setInputFiles('#upload', big)
    const waiting = phuc.locator('.notice[data-state=waiting]', { hasText: 'Thu cả buổi.wav' })
    await waiting.waitFor()
    expect(site.killed()).toBe(1)
    const [whole] = (await (await world.as('phuc')).get(`/api/v1/episodes/${id}/recordings`)).body.items
    expect(whole).toMatchObject({ bytes: content.length, sha256: sha256(content) })
    await waiting.locator('button').click()
    await phuc.locator('.others', { hasText: 'Các bản ghi khác' }).waitFor()

    await phuc.setInputFiles('#upload', { name: 'Kỳ 1.wav', mimeType: 'audio/wav', buffer: wav(6) })
    await phuc.locator('.notice[data-state=waiting]', { hasText: 'Kỳ 1.wav' }).waitFor()
    await workRecordings(world.ctx)
    // The page that waits finds by itself that the work is done.
    const view = phuc.locator('.wave-view')
    await view.waitFor()
    expect(await phuc.locator('.wave-view canvas, .wave-view > div').count()).toBeGreaterThan(0)
    await view.focus()
    await phuc.keyboard.press('ArrowRight')
    await phuc.locator('.wave-view[aria-valuetext="0:05"]').waitFor()
    await phuc.keyboard.press('Home')
    await phuc.locator('.wave-view[aria-valuetext="0:00"]').waitFor()
    await phuc.locator('details.trim > summary').click()
    await phuc.locator('.trim-mark.head').focus()
    for (let i = 0; i < 5; i += 1) await phuc.keyboard.press('ArrowRight')
    await phuc.locator('.trim-mark.tail').focus()
    await phuc.keyboard.press('Shift+ArrowLeft')
    expect(await phuc.inputValue('[name=head]')).toBe('0,5')
    expect(await phuc.inputValue('[name=tail]')).toBe('1,0')
    await phuc.locator('details.trim button').click()
    await phuc.locator('.notice[data-state=waiting]').waitFor()
    await workRecordings(world.ctx)
    await phuc.locator('.sound-facts', { hasText: 'đã cắt đầu, đuôi' }).waitFor()
    const [cut] = (await (await world.as('phuc')).get(`/api/v1/episodes/${id}/recordings`)).body.items
    expect(cut).toMatchObject({ in_use: true, trim: { from_seconds: 0.5, to_seconds: 5 } })
    await phuc.context().close()
  })

  it('names the coming airings before anything takes a cleared episode off the air', async () => {
    const minh = await visitor('minh')
    await minh.goto(`/ky/${id}`)
    await minh.locator('.act button.main', { hasText: 'Duyệt phát' }).click()
    await minh.locator('.line', { hasText: 'Duyệt phát' }).waitFor()
    expect(await minh.locator('.status.s-aired').first().innerText()).toContain('được phát')
    // Today's airings of the story carry this very episode.
    const today = world.ctx.zone.localDate(world.clock.now())
    await world.ctx.db.q.updateTable('airing').set({ episode_id: id }).where('on_date', '=', today).execute()
    const lan = await visitor('lan')
    const text = await edit(lan)
    await text.click()
    await lan.keyboard.press('Control+End')
    await lan.keyboard.type(' Sửa gấp.')
    await kept(lan)
    await lan.locator('#sua button.main').click()
    await lan.locator('#sua .notice.bad', { hasText: '19 lượt phát sắp tới' }).waitFor()
    expect((await newest()).cleared).toBe(true)
    expect(await written(lan)).toContain('Sửa gấp.')
    // The editor is left with the draft kept; nothing was voided.
    await lan.goto(`/ky/${id}?ngay=2026-11-22`)
    expect(await lan.locator('.aired-list a[href^="/nhat-ky/"]').count()).toBe(20)
    await lan.context().close()
    await minh.context().close()
  })

  it('holds a title of 200 letters without a space, and loads no more than 120 kB of scripts', async () => {
    const { ctx } = world
    const lan = {
      kind: 'account',
      accountId: world.accounts.lan,
      name: people.lan.name,
      roles: people.lan.roles,
      stationIds: [],
    } as const
    const today = ctx.zone.localDate(ctx.clock.now())
    const fields = { field: null, priority: 'normal', tags: [], legalReferences: [] } as const
    const title = 'Cảicáchhànhchính'.repeat(13).slice(0, 200)
    const airDate: LocalDate = addDays(today, 30)
    const long = await createEpisode(ctx, lan, { segment: 'cai-cach-hanh-chinh', title, airDate, ...fields })
    for (const role of ['editor', 'technician', 'approver'] as const)
      if (role !== 'approver')
        await ctx.db.q.insertInto('account_role').values({ account_id: world.accounts.minh, role }).execute()
    const page = await visitor('minh')
    await page.setViewportSize({ width: 390, height: 800 })
    await page.goto(`/ky/${long.id}`)
    await page.locator('.script-view [role=textbox]').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
    await page.goto(`/ky/${id}`)
    const scripts = await page
      .locator('script[src]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('src') ?? ''))
    expect(scripts.some((src) => src.includes('waveform')) && scripts.some((src) => src.includes('editor'))).toBe(true)
    const nobody = world.nobody()
    const sizes = await Promise.all(
      scripts.map(async (src) => gzipSync(await (await nobody.request(src)).text()).length),
    )
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(120_000)
    await page.context().close()
  })
})
