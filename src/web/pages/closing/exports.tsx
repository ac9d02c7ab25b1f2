import { Hono, type Context as HonoContext } from 'hono'
import type { Context } from '../../../context.ts'
import { type AppEnv, baseUrl, idParam, parseInput, z } from '../../../http/index.ts'
import { notFound } from '../../../kernel/errors.ts'
import {
  getExport,
  isFormat,
  listExports,
  type ReportExport,
  requestExport,
  workExports,
} from '../../../reports/index.ts'
import { formValues, page, send } from '../../answer.tsx'
import { Empty, Head, Page } from '../../components/page.tsx'
import { Icon } from '../../components/shapes.tsx'
import { WideTable } from '../../components/table.tsx'
import { optionalFormDate } from '../../date-field.ts'
import type { View } from '../../view.ts'
import { periodNamed } from './section.tsx'

const HERE = '/bao-cao/tep'
const fileOf = (id: number): string => `/api/v1/reports/exports/${id}/file`
const isAtWork = ({ state }: ReportExport): boolean => state === 'waiting' || state === 'running'

const UNITS = ['B', 'kB', 'MB', 'GB'] as const
/** "1,2 MB" */
function size(v: View, bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return `${v.fmt.number(bytes / 1000 ** power, power === 0 ? 0 : 1)} ${UNITS[power]}`
}

function stateWords(v: View, row: ReportExport): string {
  switch (row.state) {
    case 'waiting':
      return v.t('closing.export_waiting')
    case 'running':
      return row.rows_total === 0
        ? v.t('closing.export_starting')
        : v.t('closing.export_running', { done: v.fmt.number(row.rows_done), total: v.fmt.number(row.rows_total) })
    case 'done':
      return v.t('closing.export_done', { size: size(v, row.bytes ?? 0) })
    case 'failed':
      return v.t('closing.export_failed', { error: row.error ?? '' })
  }
}

const Progress = ({ v, row }: { v: View; row: ReportExport }) => (
  <progress
    aria-label={v.t('closing.export_progress')}
    max={Math.max(1, row.rows_total)}
    {...(row.state === 'running' && row.rows_total > 0 ? { value: row.rows_done } : {})}
  />
)

const ExportPage = ({ v, row }: { v: View; row: ReportExport }) => (
  <Page v={v} title={row.title}>
    <Head title={row.title} over={v.t('closing.exports')} />
    <section class="section measure export" aria-labelledby="state">
      <h2 id="state">{row.file_name}</h2>
      <p role="status">{stateWords(v, row)}</p>
      {isAtWork(row) && (
        <>
          <Progress v={v} row={row} />
          <p class="quiet small">{v.t('closing.export_leave')}</p>
        </>
      )}
      {row.state === 'done' && (
        <p>
          <a class="button main" href={fileOf(row.id)} download>
            <Icon name="download" size={18} />
            {v.t('closing.export_download')}
          </a>
        </p>
      )}
      <p class="quiet small">
        {v.t('closing.export_asked', { name: row.created_by_name, moment: v.fmt.moment(row.created_at) })}
      </p>
      <p class="links">
        <a href={HERE}>{v.t('closing.export_all')}</a>
      </p>
    </section>
  </Page>
)

const ExportsPage = ({ v, rows }: { v: View; rows: readonly ReportExport[] }) => (
  <Page v={v} title={v.t('closing.exports')}>
    <Head title={v.t('closing.exports')} />
    {rows.length === 0 ? (
      <Empty title={v.t('closing.exports_empty')} hint={v.t('closing.exports_empty_hint')} />
    ) : (
      <WideTable name={v.t('closing.exports')}>
        <table class="table stack exports">
          <tbody>
            {rows.map((row) => (
              <tr>
                <th scope="row">
                  <a href={`${HERE}/${row.id}`}>{row.title}</a>
                  <span class="block quiet small">{row.file_name}</span>
                </th>
                <td>
                  {stateWords(v, row)}
                  {isAtWork(row) && <Progress v={v} row={row} />}
                </td>
                <td class="quiet">
                  {v.t('closing.export_asked', { name: row.created_by_name, moment: v.fmt.moment(row.created_at) })}
                </td>
                <td>
                  {row.state === 'done' && (
                    <a href={fileOf(row.id)} download>
                      {v.t('closing.export_download')}
                    </a>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    )}
  </Page>
)

const wanted = z.object({
  loai: z.string().refine(isFormat),
  ky: z.string().max(40),
  'tiet-muc': z.string().max(200).optional(),
  so: z.string().regex(/^\d{0,6}$/),
  ngay: optionalFormDate,
})
/** Seconds after which a page with work under way asks for itself again; without it, by a header, it needs no script. */
const RENEW_SECONDS = '2'

/** Files that take long to make: asking for one, how far it is, and all of them. */
export function exportPages(ctx: Context): Hono<AppEnv> {
  const idOf = (c: HonoContext<AppEnv>): number => {
    const id = idParam.safeParse(c.req.param('id'))
    if (!id.success) throw notFound('page')
    return id.data
  }
  return new Hono<AppEnv>()
    .get(
      HERE,
      page(ctx, async (c, v) => {
        const rows = await listExports(ctx, v.actor)
        if (rows.some(isAtWork)) c.header('Refresh', RENEW_SECONDS)
        return send(c, <ExportsPage v={v} rows={rows} />)
      }),
    )
    .post(
      HERE,
      page(ctx, async (c, v) => {
        const { loai: format, ky, 'tiet-muc': segment, so, ngay } = parseInput(wanted, await formValues(c))
        const made = await requestExport(ctx, v.actor, {
          format,
          asked: { period: periodNamed(ky), units: 'then', kind: 'all', ...(segment ? { segment } : {}) },
          issued: { ...(so === '' ? {} : { number: so }), ...(ngay ? { date: ngay } : {}) },
          lang: v.lang,
          base: baseUrl(ctx.config, c),
        })
        void workExports(ctx).catch((error: unknown) => ctx.log.error({ err: error }, 'exports could not be worked on'))
        return c.redirect(`${HERE}/${made.id}`, 303)
      }),
    )
    .get(
      `${HERE}/:id`,
      page(ctx, async (c, v) => {
        const row = await getExport(ctx, v.actor, idOf(c))
        if (isAtWork(row)) c.header('Refresh', RENEW_SECONDS)
        return send(c, <ExportPage v={v} row={row} />)
      }),
    )
}
