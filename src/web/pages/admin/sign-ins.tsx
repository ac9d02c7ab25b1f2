import { Hono } from 'hono'
import { type Attempt, signInHistory } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { page, send } from '../../answer.tsx'
import { Empty } from '../../components/page.tsx'
import { Pagination } from '../../components/pagination.tsx'
import { Mark } from '../../components/status.tsx'
import { WideTable } from '../../components/table.tsx'
import type { View } from '../../view.ts'
import { accountHref } from './accounts.tsx'
import { AdminFrame, forAdmin } from './frame.tsx'

const TAB = '/quan-tri/dang-nhap'
const PAGE = 100

export const Attempts = ({ v, attempts }: { v: View; attempts: readonly Attempt[] }) => (
  <table class="table stack">
    <thead>
      <tr>
        <th scope="col">{v.t('admin.when')}</th>
        <th scope="col">{v.t('admin.person')}</th>
        <th scope="col">{v.t('admin.result')}</th>
        <th scope="col">{v.t('admin.where')}</th>
      </tr>
    </thead>
    <tbody>
      {attempts.map((attempt) => (
        <tr>
          <td class="num">{v.fmt.moment(attempt.at)}</td>
          <th scope="row" class="wrap">
            {attempt.accountId === null ? (
              <>
                {attempt.username} <span class="quiet">· {v.t('admin.unknown_name')}</span>
              </>
            ) : (
              <a href={accountHref(attempt.accountId)}>{attempt.accountName}</a>
            )}
          </th>
          <td>
            <span class={`status s-${attempt.succeeded ? 'aired' : 'missed'}`}>
              <Mark status={attempt.succeeded ? 'aired' : 'missed'} />
              {v.t(attempt.succeeded ? 'admin.signed_in' : 'admin.refused')}
            </span>
            {attempt.byPin && <span class="quiet"> · {v.t('account.pin_title')}</span>}
          </td>
          <td class="num wrap">{attempt.address || '–'}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

type Props = { v: View; attempts: readonly Attempt[]; next: number | null; failed: boolean; first: boolean }
const SignIns = ({ v, attempts, next, failed, first }: Props) => {
  const only = failed ? 'sai=1' : ''
  return (
    <AdminFrame v={v} tab={TAB}>
      <p class="measure quiet spaced-s">{v.t('admin.sign_ins_lead')}</p>
      <p class="spaced-s">
        <a href={failed ? TAB : `${TAB}?sai=1`}>{v.t(failed ? 'admin.all_tries' : 'admin.only_failed')}</a>
      </p>
      {attempts.length === 0 ? (
        <Empty title={v.t('admin.no_sign_ins')} hint={v.t('admin.no_sign_ins_hint')} />
      ) : (
        <WideTable name={v.t('admin.tab_sign_ins')}>
          <Attempts v={v} attempts={attempts} />
        </WideTable>
      )}
      <Pagination
        v={v}
        previous={first ? null : `${TAB}?${only}`}
        next={next === null ? null : `${TAB}?${[only, `truoc=${next}`].filter(Boolean).join('&')}`}
      />
    </AdminFrame>
  )
}

/** A cursor of the address; undefined when it is none. */
export const cursorOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined

/** Who signed in or tried to, the last seven days. */
export const signInsPage = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>().get(
    TAB,
    page(ctx, async (c, v) => {
      forAdmin(v.actor, 'account.manage')
      const failed = c.req.query('sai') === '1'
      const before = cursorOf(c.req.query('truoc'))
      const { items, next } = await signInHistory(ctx, v.actor, { failed, before }, PAGE)
      return send(c, <SignIns v={v} attempts={items} next={next} failed={failed} first={before === undefined} />)
    }),
  )
