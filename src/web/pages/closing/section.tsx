import { Hono, type Context as HonoContext } from 'hono'
import { can, demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, idParam } from '../../../http/index.ts'
import { isLocalDate } from '../../../kernel/dates.ts'
import { commonErrors, notFound } from '../../../kernel/errors.ts'
import { normaliseLine, normaliseText } from '../../../kernel/text.ts'
import {
  type Answer,
  type ClosedPeriod,
  type Counted,
  closableFrom,
  closePeriod,
  freePeriod,
  issueSupplement,
  type Period,
  periodOf,
  reopenClosing,
} from '../../../reports/index.ts'
import { formValues, page } from '../../answer.tsx'
import { Field } from '../../components/form.tsx'
import { safePath, type View } from '../../view.ts'

/** The numbers that tell of a supplement on the page; all others are behind its link. */
const TOLD = ['planned', 'aired', 'partial', 'missed', 'noWord'] as const
type Told = (typeof TOLD)[number]
const WORDS = {
  planned: 'report.planned',
  aired: 'report.aired',
  partial: 'report.partial',
  missed: 'report.missed',
  noWord: 'report.no_word',
} as const
type Signed = Readonly<Record<Told, number>>

/** What the page says of the closing of its period. */
export type ClosingState = {
  readonly period: Period
  /** Code to close with; undefined: the reporting segment. */
  readonly segment: string | undefined
  /** The first moment at which it may be closed, epoch ms. */
  readonly from: number
  readonly closed: ClosedPeriod | null
  /** By level code: what is not yet in the closing or its supplements; levels without any are left out. */
  readonly pending: ReadonlyMap<string, Signed>
}

/** @param answer the frozen one, where the period is closed */
export function closingState(ctx: Pick<Context, 'zone'>, counted: Counted, answer: Answer): ClosingState {
  const { question, segment, closed } = counted
  return {
    period: question.period,
    segment: segment.reporting ? undefined : segment.code,
    from: closableFrom(ctx, question.period),
    closed,
    pending: closed ? pendingOf(closed, answer) : new Map(),
  }
}

function pendingOf({ current, supplements }: ClosedPeriod, frozen: Answer): Map<string, Signed> {
  const out = new Map<string, Signed>()
  for (const [level, now] of current.answer.totals) {
    const difference = (name: Told): number => {
      const issued = supplements.reduce((sum, { totals }) => {
        const figures = totals[level]
        return sum + ((name === 'noWord' ? figures?.no_word : figures?.[name]) ?? 0)
      }, 0)
      return now[name] - (frozen.totals.get(level)?.[name] ?? 0) - issued
    }
    const signed = { planned: 0, aired: 0, partial: 0, missed: 0, noWord: 0 }
    for (const name of TOLD) signed[name] = difference(name)
    if (TOLD.some((name) => signed[name] !== 0)) out.set(level, signed)
  }
  return out
}

const signed = (v: View, n: number): string => (n > 0 ? `+${v.fmt.number(n)}` : v.fmt.number(n))

type Props = { v: View; state: ClosingState; levelName: (code: string) => string }
const Back = ({ v }: Pick<Props, 'v'>) => <input type="hidden" name="ve" value={v.here} />

/** "Chốt số liệu": whether the period is closed, by whom, with which hash, and what came later. */
export const ReportClosing = ({ v, state, levelName }: Props) => (
  <section class="section stacked" aria-labelledby="closing">
    <h2 id="closing">{v.t('closing.title')}</h2>
    {state.closed ? (
      <Closed v={v} state={state} levelName={levelName} closed={state.closed} />
    ) : (
      <NotClosed v={v} state={state} />
    )}
  </section>
)

const NotClosed = ({ v, state }: Omit<Props, 'levelName'>) => {
  if (v.now < state.from) return <p class="quiet">{v.t('closing.not_yet', { moment: v.fmt.moment(state.from) })}</p>
  if (!can(v.actor, 'period.close')) return <p class="quiet">{v.t('closing.open')}</p>
  const { from, to } = state.period
  return (
    <details class="act no-print">
      <summary>{v.t('closing.close')}</summary>
      <p>{v.t('closing.close_explained', { from: v.fmt.date(from), to: v.fmt.date(to) })}</p>
      <form method="post" action="/bao-cao/chot">
        <Back v={v} />
        <input type="hidden" name="ky" value={state.period.key} />
        {state.segment !== undefined && <input type="hidden" name="tiet-muc" value={state.segment} />}
        <button class="button main" type="submit">
          {v.t('closing.close_confirm')}
        </button>
      </form>
    </details>
  )
}

const Closed = ({ v, state, levelName, closed }: Props & { closed: ClosedPeriod }) => {
  const { closing, supplements } = closed
  const api = `/api/v1/reports/closings/${closing.id}`
  return (
    <>
      <p>{v.t('closing.closed', { moment: v.fmt.moment(closing.closed_at), name: closing.closed_by_name })}</p>
      <dl class="facts">
        <dt>{v.t('closing.rows')}</dt>
        <dd>{v.fmt.number(closing.row_count)}</dd>
        <dt>{v.t('closing.hash')}</dt>
        <dd class="hash">
          <code>{closing.hash}</code>
        </dd>
      </dl>
      <p class="small no-print links">
        <a href={`/xac-minh/${closing.hash}`}>{v.t('closing.check')}</a>
        <a href={`${api}/snapshot.json`} download={`chot-${closing.id}.json`}>
          {v.t('closing.snapshot')}
        </a>
      </p>
      {supplements.length > 0 && <Supplements v={v} closed={closed} levelName={levelName} />}
      {state.pending.size > 0 ? (
        <Pending v={v} state={state} levelName={levelName} closed={closed} />
      ) : (
        <p class="quiet small">{v.t('closing.nothing_pending')}</p>
      )}
      {can(v.actor, 'period.reopen') && <Reopen v={v} id={closing.id} />}
    </>
  )
}

const Supplements = ({ v, closed, levelName }: Omit<Props, 'state'> & { closed: ClosedPeriod }) => (
  <ul class="spaced">
    {closed.supplements.map(({ number, issuedAt, issuedBy, hash, totals }) => (
      <li>
        <p>
          {v.t('closing.supplement', { n: number, moment: v.fmt.moment(issuedAt), name: issuedBy })}{' '}
          {Object.entries(totals)
            .map(([level, figures]) => `${levelName(level)} ${signed(v, figures.aired)}`)
            .join('; ')}
        </p>
        <p class="quiet small hash">
          <code>{hash}</code>
        </p>
        <p class="small no-print links">
          {(['docx', 'xlsx'] as const).map((format) => (
            <a
              href={`/api/v1/reports/closings/${closed.closing.id}/supplements/${number}/document.${format}?lang=${v.lang}`}
              download
            >
              {v.t(format === 'docx' ? 'closing.supplement_docx' : 'closing.supplement_xlsx')}
            </a>
          ))}
          <a href={`/xac-minh/${hash}`}>{v.t('closing.check')}</a>
        </p>
      </li>
    ))}
  </ul>
)

const Pending = ({ v, state, levelName, closed }: Props & { closed: ClosedPeriod }) => (
  <div class="notice">
    <p>{v.t('closing.pending')}</p>
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{v.t('closing.level')}</th>
          {TOLD.map((name) => (
            <th scope="col" class="n">
              {v.t(WORDS[name])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...state.pending].map(([level, figures]) => (
          <tr>
            <th scope="row">{levelName(level)}</th>
            {TOLD.map((name) => (
              <td class="n">{signed(v, figures[name])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    {can(v.actor, 'period.close') && (
      <details class="act no-print">
        <summary>{v.t('closing.issue')}</summary>
        <p>{v.t('closing.issue_explained')}</p>
        <form method="post" action={`/bao-cao/chot/${closed.closing.id}/bo-sung`}>
          <Back v={v} />
          <Field v={v} name="ghi-chu" label={v.t('closing.note')} maxlength={2000} rows={2} />
          <button class="button main" type="submit">
            {v.t('closing.issue_confirm')}
          </button>
        </form>
      </details>
    )}
  </div>
)

const Reopen = ({ v, id }: { v: View; id: number }) => (
  <details class="act no-print">
    <summary>{v.t('closing.reopen')}</summary>
    <p>{v.t('closing.reopen_explained')}</p>
    <form method="post" action={`/bao-cao/chot/${id}/mo-lai`}>
      <Back v={v} />
      <Field v={v} name="ly-do" label={v.t('closing.reason')} required maxlength={500} />
      <button class="button" type="submit">
        {v.t('closing.reopen_confirm')}
      </button>
    </form>
  </details>
)

/** "2020-Q3", or "2020-07-01..2020-07-19" as a free range is called. @throws DomainError no_such_period */
export function periodNamed(key: string): Period {
  const [from, to] = key.split('..')
  return from && to && isLocalDate(from) && isLocalDate(to) && from <= to ? freePeriod({ from, to }) : periodOf(key)
}

/** @throws DomainError not_found for what is no number */
function idOf(c: HonoContext<AppEnv>): number {
  const id = idParam.safeParse(c.req.param('id'))
  if (!id.success) throw notFound('closing')
  return id.data
}

/** @throws DomainError invalid_input */
function reasonOf(values: Readonly<Record<string, string>>): string {
  const reason = normaliseLine(values['ly-do'] ?? '')
  if (reason === '' || reason.length > 500) throw commonErrors.invalid_input()
  return reason
}

/** What the forms of the closing do; afterwards the report is shown again. */
export function closingPages(ctx: Context): Hono<AppEnv> {
  const post = (work: (c: HonoContext<AppEnv>, v: View, values: Record<string, string>) => Promise<unknown>) =>
    page(ctx, async (c, v) => {
      const values = await formValues(c)
      await work(c, v, values)
      return c.redirect(safePath(values.ve), 303)
    })
  return new Hono<AppEnv>()
    .post(
      '/bao-cao/chot',
      post((_, v, values) =>
        closePeriod(ctx, v.actor, {
          period: periodNamed(values.ky ?? ''),
          ...(values['tiet-muc'] ? { segment: values['tiet-muc'] } : {}),
          kind: 'all',
          lang: v.lang,
        }),
      ),
    )
    .post(
      '/bao-cao/chot/:id/bo-sung',
      post((c, v, values) => issueSupplement(ctx, v.actor, idOf(c), normaliseText(values['ghi-chu'] ?? '') || null)),
    )
    .post(
      '/bao-cao/chot/:id/mo-lai',
      post((c, v, values) => {
        demand(v.actor, 'period.reopen')
        return reopenClosing(ctx, v.actor, idOf(c), reasonOf(values))
      }),
    )
}
