import { Hono } from 'hono'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { page, send } from '../../answer.tsx'
import { Field } from '../../components/form.tsx'
import { Keys } from '../../components/keys.tsx'
import { Empty, Head, Page } from '../../components/page.tsx'
import type { View } from '../../view.ts'
import { type Found, find } from './find.ts'

const Results = ({ v, q, found }: { v: View; q: string; found: readonly Found[] }) => (
  <div id="found">
    {found.length === 0 ? (
      <Empty title={v.t('palette.nothing', { q })} hint={v.t('palette.nothing_hint')} />
    ) : (
      <ul class="found">
        {found.map(({ label, note, href }) => (
          <li>
            <a href={href}>{label}</a> <span class="quiet small">{note}</span>
          </li>
        ))}
      </ul>
    )}
  </div>
)

const FindPage = ({ v, q, found }: { v: View; q: string; found: readonly Found[] }) => (
  <Page v={v} title={v.t('palette.title')}>
    <Head title={v.t('palette.title')} />
    <search>
      <form class="filter" method="get" action="/tim" data-live="found">
        <div class="grow">
          <Field
            v={v}
            name="q"
            label={v.t('palette.query')}
            hint={v.t('palette.hint')}
            type="search"
            value={q}
            maxlength={200}
            autofocus
          />
        </div>
        <button class="button live-hides" type="submit">
          {v.t('app.search')}
        </button>
      </form>
    </search>
    <Results v={v} q={q} found={found} />
    <Keys v={v} />
  </Page>
)

/** Going anywhere by a few typed words: a page for all, and its answer as JSON for Ctrl+K. */
export const findPages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>().get(
    '/tim',
    page(ctx, async (c, v) => {
      const q = (c.req.query('q') ?? '').slice(0, 200)
      const found = await find(ctx, v, q)
      c.header('Vary', 'Accept')
      c.header('Cache-Control', 'private, no-cache')
      return c.req.header('accept')?.startsWith('application/json')
        ? c.json({ found })
        : send(c, <FindPage v={v} q={q} found={found} />)
    }),
  )
