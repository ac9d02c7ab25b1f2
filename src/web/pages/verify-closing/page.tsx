import { Hono } from 'hono'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { notFound } from '../../../kernel/errors.ts'
import { freePeriod, type Verification, verifyHash } from '../../../reports/index.ts'
import { levels } from '../../../units/index.ts'
import { page, send } from '../../answer.tsx'
import { EVIDENCE, evidenceWords } from '../../components/figures.tsx'
import { Notice } from '../../components/notice.tsx'
import { Head, Page } from '../../components/page.tsx'
import { Icon } from '../../components/shapes.tsx'
import { WideTable } from '../../components/table.tsx'
import type { View } from '../../view.ts'
import { faultWords } from './faults.ts'

type Head_ = NonNullable<Verification['head']>
type Figures = Head_['totals'][string]
type Props = {
  v: View
  found: Verification
  levelName: (code: string) => string
  /** Codes of the levels by rank. */
  ranks: readonly string[]
}

const signed = (v: View, n: number): string => (n > 0 ? `+${v.fmt.number(n)}` : v.fmt.number(n))

/** What stands under a hash, and whether everything still leads to it. */
const VerifyPage = ({ v, found, levelName, ranks }: Props) => {
  const { closing, head, supplements, supplement } = found
  const own = supplements.find(({ row }) => row.number === supplement)
  const hash = own?.row.hash ?? closing.hash
  const label = head?.period.label[v.lang] ?? closing.period_key
  return (
    <Page v={v} title={v.t('closing.verify')}>
      <Head title={label} over={v.t('closing.verify')} />
      <Verdict v={v} found={found} />
      {closing.reopened_at !== null && (
        <Notice>
          {v.t('closing.verify_reopened', {
            name: closing.reopened_by_name ?? '',
            moment: v.fmt.moment(closing.reopened_at),
            reason: closing.reopen_reason ?? '',
          })}
        </Notice>
      )}
      <section class="section stacked" aria-labelledby="figures">
        <h2 id="figures">
          {own ? v.t('closing.verify_signed', { n: own.row.number }) : v.t('closing.verify_figures')}
        </h2>
        <Table
          v={v}
          totals={own ? (own.head?.differences.totals ?? {}) : (head?.totals ?? {})}
          levelName={levelName}
          ranks={ranks}
          number={own ? (n) => signed(v, n) : (n) => v.fmt.number(n)}
        />
        <Facts v={v} found={found} hash={hash} />
        <p class="links small no-print">
          {own && <a href={`/xac-minh/${closing.hash}`}>{v.t('closing.verify_closing')}</a>}
          <a href={reportLink(closing)}>{v.t('closing.back')}</a>
        </p>
      </section>
      {!own && <Later v={v} found={found} levelName={levelName} />}
    </Page>
  )
}

const Verdict = ({ v, found: { faults, head, supplement, supplements } }: Pick<Props, 'v' | 'found'>) => {
  const stations =
    supplement === null ? head?.stations : supplements.find((s) => s.row.number === supplement)?.head?.stations
  const names = new Map(stations?.map(({ station, station_name }) => [station, station_name]))
  if (faults.length === 0) {
    return (
      <p class="verdict good" role="status">
        <Icon name="check" size={22} />
        {v.t('closing.verify_ok', { n: v.fmt.number(stations?.length ?? 0) })}
      </p>
    )
  }
  return (
    <Notice bad>
      <p class="verdict">{v.t('closing.verify_bad')}</p>
      <ul>
        {faults.map((fault) => (
          <li>{faultWords(v, fault, (code) => names.get(code) ?? code)}</li>
        ))}
      </ul>
    </Notice>
  )
}

const COLUMNS = [
  ['report.planned', (f: Figures) => f.planned],
  ['report.aired', (f: Figures) => f.aired],
  ['report.partial', (f: Figures) => f.partial],
  ['report.missed', (f: Figures) => f.missed],
  ['report.no_word', (f: Figures) => f.no_word],
] as const

type TableProps = {
  v: View
  totals: Head_['totals']
  levelName: Props['levelName']
  ranks: Props['ranks']
  number: (n: number) => string
}
const byRank = (totals: Head_['totals'], ranks: readonly string[]) =>
  Object.entries(totals).sort(([a], [b]) => ranks.indexOf(a) - ranks.indexOf(b))

const Table = ({ v, totals, levelName, ranks, number }: TableProps) => (
  <WideTable name={v.t('closing.verify_figures')}>
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{v.t('closing.level')}</th>
          {COLUMNS.map(([word]) => (
            <th scope="col" class="n">
              {v.t(word)}
            </th>
          ))}
          {EVIDENCE.map((grade) => (
            <th scope="col" class="n">
              {v.t(evidenceWords[grade])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {byRank(totals, ranks).map(([code, figures]) => (
          <tr>
            <th scope="row">{levelName(code)}</th>
            {COLUMNS.map(([word, value]) => (
              <td class={word === 'report.aired' ? 'n strong' : 'n'}>{number(value(figures))}</td>
            ))}
            {EVIDENCE.map((grade) => (
              <td class="n">{number(figures.by_evidence[grade])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </WideTable>
)

const Facts = ({ v, found, hash }: Pick<Props, 'v' | 'found'> & { hash: string }) => {
  const { closing, head, supplement, supplements } = found
  const row = supplements.find((one) => one.row.number === supplement)?.row
  const segment =
    closing.segment_code === 'all' ? v.t('closing.verify_all') : (head?.segment.name ?? closing.segment_code)
  return (
    <dl class="facts">
      <dt>{v.t('closing.verify_period')}</dt>
      <dd>
        {v.fmt.date(closing.from_date)} – {v.fmt.date(closing.to_date)}
      </dd>
      <dt>{v.t('closing.verify_segment')}</dt>
      <dd>{segment}</dd>
      <dt>{v.t(row ? 'closing.verify_issued' : 'closing.verify_at')}</dt>
      <dd>{v.fmt.moment(row?.issued_at ?? closing.closed_at)}</dd>
      <dt>{v.t(row ? 'closing.verify_issued_by' : 'closing.verify_by')}</dt>
      <dd>{row?.issued_by_name ?? closing.closed_by_name}</dd>
      <dt>{v.t('closing.rows')}</dt>
      <dd>{v.fmt.number(row?.row_count ?? closing.row_count)}</dd>
      <dt>{v.t('closing.verify_rules')}</dt>
      <dd>{closing.rules}</dd>
      <dt>{v.t('closing.hash')}</dt>
      <dd class="hash">
        <code>{hash}</code>
      </dd>
    </dl>
  )
}

const Later = ({ v, found: { supplements }, levelName }: Omit<Props, 'ranks'>) => (
  <section class="section stacked" aria-labelledby="later">
    <h2 id="later">{v.t('closing.verify_later')}</h2>
    {supplements.length === 0 ? (
      <p class="quiet">{v.t('closing.verify_none')}</p>
    ) : (
      <ul class="spaced">
        {supplements.map(({ row, head }) => (
          <li>
            <a href={`/xac-minh/${row.hash}`}>
              {v.t('closing.supplement', {
                n: row.number,
                moment: v.fmt.moment(row.issued_at),
                name: row.issued_by_name,
              })}
            </a>{' '}
            {Object.entries(head?.differences.totals ?? {})
              .map(([level, figures]) => `${levelName(level)} ${signed(v, figures.aired)}`)
              .join('; ')}
          </li>
        ))}
      </ul>
    )}
  </section>
)

function reportLink({ period_key, from_date, to_date, segment_code }: Verification['closing']): string {
  const free = period_key === freePeriod({ from: from_date, to: to_date }).key
  const query = new URLSearchParams(free ? { tu: from_date, den: to_date } : { period: period_key })
  if (segment_code === 'all') query.set('tiet-muc', 'all')
  return `/bao-cao?${query}`
}

const Unknown = ({ v, hash }: { v: View; hash: string }) => (
  <Page v={v} title={v.t('closing.verify_unknown')}>
    <Head title={v.t('closing.verify_unknown')} over={v.t('closing.verify')} />
    <Notice bad>{v.t('closing.verify_unknown_text')}</Notice>
    <p class="hash">
      <code>{hash}</code>
    </p>
  </Page>
)

/** "Xác minh": where the QR code of a document leads, for those who are signed in. */
export const verifyPages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>().get(
    '/xac-minh/:hash',
    page(ctx, async (c, v) => {
      const hash = c.req.param('hash') ?? ''
      if (!/^[0-9a-f]{64}$/i.test(hash)) throw notFound('page')
      const found = await verifyHash(ctx, v.actor, hash)
      if (!found) return send(c, <Unknown v={v} hash={hash} />, 404)
      const known = await levels(ctx.db)
      const names = new Map(known.map((level) => [level.code, level]))
      const levelName = (code: string): string => {
        const level = names.get(code)
        const name = (v.lang === 'vi' ? level?.stationName : level?.stationNameEn) ?? code
        return name.charAt(0).toLocaleUpperCase('vi') + name.slice(1)
      }
      const ranks = known.map(({ code }) => code)
      return send(c, <VerifyPage v={v} found={found} levelName={levelName} ranks={ranks} />)
    }),
  )
