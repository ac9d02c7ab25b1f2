import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Role } from '../../kernel/actor.ts'
import type { DeskIsland } from '../islands.ts'
import type { View } from '../view.ts'
import { type Word, wordsOf } from '../words/index.ts'
import { Flash } from './notice.tsx'
import { placesFor } from './places.ts'
import { Icon, Logo, River } from './shapes.tsx'

export const roleWords: Readonly<Record<Role, Word>> = {
  editor: 'role.editor',
  approver: 'role.approver',
  technician: 'role.technician',
  scheduler: 'role.scheduler',
  station_operator: 'role.station_operator',
  reform_office: 'role.reform_office',
  administrator: 'role.administrator',
}

export const Language = ({ v }: { v: View }) => {
  const other = v.lang === 'vi' ? 'en' : 'vi'
  return (
    <a
      href={`/ngon-ngu?lang=${other}&next=${encodeURIComponent(v.here)}`}
      lang={other}
      hreflang={other}
      title={v.t('app.language_hint')}
    >
      {v.t('app.language')}
    </a>
  )
}

type DocumentProps = {
  v: View
  title: string
  /** The scripts that improve this page. */
  islands?: readonly DeskIsland[]
  children?: Child
}
/** What a browser may read inside a script block that is no script: nothing in it can end the block. */
const inert = (data: unknown): string => JSON.stringify(data).replaceAll('<', '\\u003c')

/** What the scripts of the desk are told of the page: they have no words of their own. */
const deskData = (v: View) => ({
  lang: v.lang,
  today: v.today,
  who: v.actor.kind === 'account' ? String(v.actor.accountId) : '',
  words: wordsOf('desk', v.lang),
})

const Document = ({ v, title, islands = [], children }: DocumentProps) => (
  <html lang={v.lang}>
    <head>
      <meta charset="utf-8" />
      <title>{title === v.t('app.name') ? title : `${title} · ${v.t('app.name')}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#f8f5ee" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#12181a" media="(prefers-color-scheme: dark)" />
      {v.assets.preload.map((href) => (
        <link rel="preload" href={href} as="font" type="font/woff2" crossorigin="anonymous" />
      ))}
      <link rel="stylesheet" href={v.assets.css} />
      {(['desk', ...islands] as const).map((name) => (
        <script type="module" src={v.assets.islands[name]} />
      ))}
      <link rel="icon" href={v.assets.icon} type="image/svg+xml" />
    </head>
    <body>
      {children}
      <script id="desk-data" type="application/json">
        {raw(inert(deskData(v)))}
      </script>
    </body>
  </html>
)

/** `/ky/12` belongs to `/ky`; the first page only to itself. */
const isHere = (v: View, href: string): boolean => v.path === href || (href !== '/' && v.path.startsWith(`${href}/`))

const Who = ({ v }: { v: View }) => (
  <div class="who">
    <p class="name">{v.actor.name}</p>
    <p class="roles quiet">
      {v.actor.kind === 'account' && v.actor.roles.map((role) => v.t(roleWords[role])).join(', ')}
    </p>
    <div class="acts">
      <Language v={v} />
      <a href="/tai-khoan">{v.t('account.title')}</a>
      <form method="post" action="/dang-xuat">
        <button class="link-button" type="submit">
          {v.t('app.sign_out')}
        </button>
      </form>
    </div>
  </div>
)

/** A page inside the frame: rail (a bar below on a phone), and the page itself. */
export const Page = ({ v, title, islands, children }: DocumentProps) => (
  <Document v={v} title={title} islands={islands}>
    <a class="skip" href="#main">
      {v.t('app.skip')}
    </a>
    <div class="frame">
      <header class="rail">
        <a class="brand" href="/">
          <Logo />
          <span>{v.t('app.name')}</span>
        </a>
        <a class="find" href="/tim" aria-keyshortcuts="Control+K">
          <Icon name="find" size={18} />
          <span>{v.t('app.search')}</span>
          <kbd>Ctrl K</kbd>
        </a>
        <nav class="nav" aria-label={v.t('app.nav')}>
          <ul>
            {placesFor(v).map(
              ({ href, word, icon }) =>
                icon && (
                  <li>
                    <a href={href} aria-current={isHere(v, href) ? 'page' : undefined}>
                      <Icon name={icon} />
                      <span>{v.t(word)}</span>
                    </a>
                  </li>
                ),
            )}
          </ul>
        </nav>
        <Who v={v} />
      </header>
      <main id="main" tabindex={-1}>
        <Flash v={v} />
        {children}
      </main>
    </div>
  </Document>
)

/** A page outside the frame: signing in, one-time links, errors of those who are not signed in. */
export const Door = ({ v, title, children }: { v: View; title: string; children?: Child }) => (
  <Document v={v} title={title}>
    <div class="door">
      <header>
        <a class="brand" href="/">
          <Logo />
          {v.t('app.name')}
        </a>
        <Language v={v} />
      </header>
      <main id="main">
        <River />
        <h1>{title}</h1>
        <Flash v={v} />
        {children}
      </main>
    </div>
  </Document>
)

/** The title of a page with what stands above and beside it. */
export const Head = ({ title, over, children }: { title: Child; over?: Child; children?: Child }) => (
  <div class="head">
    <div>
      {over && <p class="over">{over}</p>}
      <h1>{title}</h1>
    </div>
    {children && <div class="tools">{children}</div>}
  </div>
)

/** An empty list says what to do next. */
export const Empty = ({ title, hint, children }: { title: string; hint: string; children?: Child }) => (
  <div class="empty">
    <strong>{title}</strong>
    <p>{hint}</p>
    {children}
  </div>
)
