import type { Context as HonoContext } from 'hono'
import { can, demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, line, parseInput, z } from '../../../http/index.ts'
import {
  changeSegment,
  createSegment,
  findEpisodes,
  getSegment,
  listSegments,
  type SegmentBrief,
} from '../../../library/index.ts'
import { formValues, returned, send } from '../../answer.tsx'
import { Button } from '../../components/button.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { Empty, Head, Page } from '../../components/page.tsx'
import { WideTable } from '../../components/table.tsx'
import { done } from '../../flash.ts'
import type { View } from '../../view.ts'
import { ScheduleTabs } from './top.tsx'

const FIELDS = ['ten', 'ma', 'goi_la', 'it_nhat', 'nhieu_nhat', 'tieng_noi', 'du_phong', 'ngung']
const minutes = z
  .string()
  .default('')
  .transform((text) => text.trim().replace(',', '.'))
  .transform((text) => (text === '' ? null : Math.round(Number(text) * 60)))
  .pipe(z.number().int().min(1).max(43_200).nullable())
const fields = z.object({
  ten: line(200),
  ma: z.preprocess(
    (text) => (text === '' ? undefined : text),
    z
      .string()
      .regex(/^[a-z0-9-]{1,80}$/)
      .optional(),
  ),
  goi_la: line(80),
  it_nhat: minutes,
  nhieu_nhat: minutes,
  tieng_noi: z.string().optional(),
  du_phong: z.preprocess(
    (text) => (text === '' ? null : text),
    z.coerce.number().int().positive().nullable().default(null),
  ),
  ngung: z.string().optional(),
})

const lengths = (v: View, { minSeconds, maxSeconds }: SegmentBrief): string =>
  [minSeconds, maxSeconds].map((s) => (s === null ? '…' : v.fmt.number(s / 60))).join(' – ')

const Segments = ({ v, segments }: { v: View; segments: readonly SegmentBrief[] }) => (
  <Page v={v} title={v.t('schedule.segments_title')}>
    <Head title={v.t('schedule.segments_title')} over={v.t('nav.schedule')}>
      {can(v.actor, 'segment.manage') && (
        <Button kind="main" href="/lich-phat/chuyen-muc/moi">
          {v.t('schedule.segment_add')}
        </Button>
      )}
    </Head>
    <ScheduleTabs v={v} here="segments" />
    {segments.length === 0 ? (
      <Empty title={v.t('schedule.no_segments')} hint={v.t('schedule.no_segments_hint')} />
    ) : (
      <WideTable name={v.t('schedule.segments_title')}>
        <table class="table stack">
          <thead>
            <tr>
              <th scope="col">{v.t('schedule.segment_name')}</th>
              <th scope="col">{v.t('schedule.segment_kind')}</th>
              <th scope="col">{v.t('schedule.segment_length')}</th>
              <th scope="col">{v.t('schedule.status')}</th>
            </tr>
          </thead>
          <tbody>
            {segments.map((segment) => (
              <tr>
                <th scope="row">
                  {can(v.actor, 'segment.manage') ? (
                    <a href={`/lich-phat/chuyen-muc/${segment.code}`}>{segment.name}</a>
                  ) : (
                    segment.name
                  )}
                  <span class="quiet small block">{segment.code}</span>
                </th>
                <td>{segment.kind}</td>
                <td class="num">
                  {segment.minSeconds === null && segment.maxSeconds === null
                    ? v.t('schedule.segment_any')
                    : v.t('schedule.segment_minutes', { range: lengths(v, segment) })}
                </td>
                <td>{v.t(segment.withdrawn ? 'schedule.segment_off' : 'schedule.segment_on')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    )}
  </Page>
)

type Episodes = readonly { id: number; number: number; title: string }[]
type FormProps = { v: View; segment: SegmentBrief | null; episodes: Episodes; form: Returned }
const SegmentForm = ({ v, segment, episodes, form }: FormProps) => {
  const inMinutes = (seconds: number | null | undefined): string =>
    seconds === null || seconds === undefined ? '' : v.fmt.number(seconds / 60)
  const title = segment?.name ?? v.t('schedule.segment_add')
  const came = form !== UNTOUCHED
  const ticked = (name: string, before: boolean): boolean => (came ? form.values[name] !== undefined : before)
  return (
    <Page v={v} title={title}>
      <Head title={title} over={<a href="/lich-phat/chuyen-muc">{v.t('schedule.segments_title')}</a>} />
      <form class="narrow" method="post" action={`/lich-phat/chuyen-muc/${segment?.code ?? 'moi'}`}>
        <FormFaults v={v} form={form} fields={FIELDS} />
        <Field
          v={v}
          name="ten"
          label={v.t('schedule.segment_name')}
          form={form}
          value={segment?.name}
          required
          maxlength={200}
        />
        {!segment && (
          <Field
            v={v}
            name="ma"
            label={v.t('schedule.segment_code')}
            hint={v.t('schedule.segment_code_hint')}
            form={form}
            maxlength={80}
          />
        )}
        <Field
          v={v}
          name="goi_la"
          label={v.t('schedule.segment_kind')}
          hint={v.t('schedule.segment_kind_hint')}
          form={form}
          value={segment?.kind ?? v.t('schedule.segment_kind_usual')}
          required
          maxlength={80}
        />
        <div class="filter">
          <Field
            v={v}
            name="it_nhat"
            label={v.t('schedule.segment_min')}
            form={form}
            value={inMinutes(segment?.minSeconds)}
            maxlength={6}
          />
          <Field
            v={v}
            name="nhieu_nhat"
            label={v.t('schedule.segment_max')}
            form={form}
            value={inMinutes(segment?.maxSeconds)}
            maxlength={6}
          />
        </div>
        {segment && (
          <Field
            v={v}
            name="du_phong"
            label={v.t('schedule.segment_fallback')}
            hint={v.t('schedule.segment_fallback_hint')}
            form={form}
          >
            <option value="">{v.t('schedule.segment_no_fallback')}</option>
            {episodes.map(({ id, number, title: name }) => (
              <option
                value={id}
                selected={String(id) === (form.values.du_phong ?? String(segment.fallbackEpisodeId ?? ''))}
              >
                {`${v.t('week.number', { n: number })}: ${name}`}
              </option>
            ))}
          </Field>
        )}
        <p class="field radios">
          <label>
            <input type="checkbox" name="tieng_noi" checked={ticked('tieng_noi', segment?.speech ?? true)} />{' '}
            {v.t('schedule.segment_speech')}
          </label>
          {segment && (
            <label>
              <input type="checkbox" name="ngung" checked={ticked('ngung', segment.withdrawn)} />{' '}
              {v.t('schedule.segment_withdrawn')}
            </label>
          )}
        </p>
        <Button kind="main">{v.t('schedule.save')}</Button>
      </form>
    </Page>
  )
}

/** "Chuyên mục": what the schedule's slots carry. */
export async function segmentsPage(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  return send(c, <Segments v={v} segments={await listSegments(ctx, v.actor, true)} />)
}

const isNew = (c: HonoContext<AppEnv>): boolean => c.req.param('code') === 'moi'
async function show(ctx: Context, c: HonoContext<AppEnv>, v: View, form: Returned, status = 200): Promise<Response> {
  const segment = isNew(c) ? null : await getSegment(ctx, v.actor, c.req.param('code') ?? '')
  const question = { segment: segment?.code ?? '', withdrawn: 'no', sort: 'newest' } as const
  const episodes = segment ? (await findEpisodes(ctx, v.actor, question, { offset: 0, limit: 50 })).items : []
  return send(c, <SegmentForm v={v} segment={segment} episodes={episodes} form={form} />, status)
}

export async function segmentPage(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'segment.manage')
  return show(ctx, c, v, UNTOUCHED)
}

export async function saveSegment(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'segment.manage')
  const values = await formValues(c)
  try {
    const f = parseInput(fields, values)
    const given = {
      name: f.ten,
      kind: f.goi_la,
      minSeconds: f.it_nhat,
      maxSeconds: f.nhieu_nhat,
      speech: f.tieng_noi !== undefined,
    }
    if (isNew(c)) await createSegment(ctx, v.actor, { ...given, code: f.ma })
    else {
      const change = { ...given, fallbackEpisodeId: f.du_phong, withdrawn: f.ngung !== undefined }
      await changeSegment(ctx, v.actor, c.req.param('code') ?? '', change)
    }
    return done(c, '/lich-phat/chuyen-muc', 'schedule.segment_saved', { name: f.ten })
  } catch (error) {
    const form = returned(v, error, values)
    const renamed: Readonly<Record<string, string>> = { code: 'ma', name: 'ten', max_seconds: 'nhieu_nhat' }
    const faults = form.faults.map((fault) => ({ ...fault, path: renamed[fault.path] ?? fault.path }))
    return show(ctx, c, v, { ...form, faults }, form.status)
  }
}
