import { Hono, type Context as HonoContext } from 'hono'
import { type Attempt, readFactorRule, signInHistory } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { formList, formValues, page, returned, send } from '../../answer.tsx'
import { type Returned, UNTOUCHED } from '../../components/form.tsx'
import { Empty } from '../../components/page.tsx'
import { Pagination } from '../../components/pagination.tsx'
import { Mark } from '../../components/status.tsx'
import { WideTable } from '../../components/table.tsx'
import { done } from '../../flash.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { accountHref } from './accounts.tsx'
import { AdminFrame, forAdmin } from './frame.tsx'
import { type Rule, RuleForm, saveRule } from './sign-in-rule.tsx'

const TAB = '/quan-tri/dang-nhap'
const PAGE = 100

const OUTCOMES = {
  in: { status: 'aired', word: 'admin.signed_in' },
  half: { status: 'partial', word: 'factor.half' },
  refused: { status: 'missed', word: 'admin.refused' },
} as const satisfies Record<Attempt['outcome'], { status: string; word: Word }>

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
              <span class="quiet">{v.t('admin.unknown_name')}</span>
            ) : (
              <a href={accountHref(attempt.accountId)}>{attempt.accountName}</a>
            )}
          </th>
          <td>
            <span class={`status s-${OUTCOMES[attempt.outcome].status}`}>
              <Mark status={OUTCOMES[attempt.outcome].status} />
              {v.t(OUTCOMES[attempt.outcome].word)}
            </span>
            {attempt.by !== 'password' && (
              <span class="quiet"> · {v.t(attempt.by === 'pin' ? 'account.pin_title' : 'factor.by_code')}</span>
            )}
          </td>
          <td class="num wrap">{attempt.address || '–'}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

type Props = {
  v: View
  attempts: readonly Attempt[]
  next: number | null
  failed: boolean
  first: boolean
  rule: Rule
  form: Returned
}
const SignIns = ({ v, attempts, next, failed, first, rule, form }: Props) => {
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
      <RuleForm v={v} rule={rule} form={form} action={`${TAB}/quy-dinh`} />
    </AdminFrame>
  )
}

/** A cursor of the address; undefined when it is none. */
export const cursorOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined

async function show(ctx: Context, c: HonoContext<AppEnv>, v: View, form: Returned, status = 200): Promise<Response> {
  forAdmin(v.actor, 'account.manage')
  const failed = c.req.query('sai') === '1'
  const before = cursorOf(c.req.query('truoc'))
  const { items, next } = await signInHistory(ctx, v.actor, { failed, before }, PAGE)
  const rule = await readFactorRule(ctx, v.actor)
  const shown = { attempts: items, next, failed, first: before === undefined, rule, form }
  return send(c, <SignIns v={v} {...shown} />, status)
}

/** Who signed in or tried to, the last seven days; and who must do so with a second factor. */
export const signInsPage = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get(
      TAB,
      page(ctx, (c, v) => show(ctx, c, v, UNTOUCHED)),
    )
    .post(
      `${TAB}/quy-dinh`,
      page(ctx, async (c, v) => {
        forAdmin(v.actor, 'setting.manage')
        const values = await formValues(c)
        try {
          await saveRule(ctx, v, values, await formList(c, 'roles'))
        } catch (error) {
          const form = returned(v, error, values)
          return show(ctx, c, v, form, form.status)
        }
        return done(c, TAB, 'factor.rule_saved')
      }),
    )
