import { Hono, type Context as HonoContext } from 'hono'
import { demand } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import { type AppEnv, line, parseInput, z } from '../../http/index.ts'
import { normaliseLine } from '../../kernel/text.ts'
import { createEpisode, fieldsAndYears, listSegments, type SegmentBrief } from '../../library/index.ts'
import { formValues, page, returned, send } from '../answer.tsx'
import { DateField } from '../components/date-field.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../components/form.tsx'
import { Head, Page } from '../components/page.tsx'
import { optionalFormDate } from '../date-field.ts'
import { done } from '../flash.ts'
import { newTicket, once } from '../once.ts'
import type { View } from '../view.ts'

const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const input = z.object({
  segment: z.string().min(1),
  title: line(300),
  number: optional(z.coerce.number().int().min(1).max(100_000)),
  air_date: optionalFormDate,
  field: optional(line(200)),
  references: z.string().max(5000).default(''),
})
const FIELDS = ['segment', 'title', 'number', 'air_date', 'field', 'references'] as const

type Props = { v: View; segments: readonly SegmentBrief[]; fields: readonly string[]; form: Returned }
const NewEpisode = ({ v, segments, fields, form }: Props) => (
  <Page v={v} title={v.t('new.title')}>
    <Head title={v.t('new.title')} over={<a href="/ky">{v.t('library.title')}</a>} />
    {segments.length === 0 ? (
      <p>{v.t('new.no_segments')}</p>
    ) : (
      <form class="narrow" method="post" action="/ky">
        <FormFaults v={v} form={form} fields={FIELDS} />
        <p class="quiet lead">{v.t('new.hint')}</p>
        <input type="hidden" name="ticket" value={newTicket()} />
        <Field v={v} name="segment" label={v.t('library.segment')} form={form} required>
          {segments.map(({ code, name }) => (
            <option value={code} selected={code === form.values.segment}>
              {name}
            </option>
          ))}
        </Field>
        <Field v={v} name="title" label={v.t('new.name')} form={form} required maxlength={300} />
        <DateField v={v} name="air_date" label={v.t('new.air_date')} form={form} />
        <Field v={v} name="number" label={v.t('new.number')} hint={v.t('new.number_hint')} type="number" form={form} />
        <Field v={v} name="field" label={v.t('new.field')} form={form} maxlength={200} list="fields" />
        <datalist id="fields">
          {fields.map((field) => (
            <option value={field} />
          ))}
        </datalist>
        <Field
          v={v}
          name="references"
          label={v.t('new.references')}
          hint={v.t('new.references_hint')}
          form={form}
          rows={3}
        />
        <button class="button main" type="submit">
          {v.t('new.button')}
        </button>
      </form>
    )}
  </Page>
)

async function show(ctx: Context, c: HonoContext<AppEnv>, v: View, form: Returned, status = 200): Promise<Response> {
  const segments = await listSegments(ctx, v.actor, false)
  const { fields } = await fieldsAndYears(ctx.db)
  return send(c, <NewEpisode v={v} segments={segments} fields={fields} form={form} />, status)
}

async function create(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'episode.edit')
  const values = await formValues(c)
  try {
    const given = parseInput(input, values)
    const fresh = {
      segment: given.segment,
      title: given.title,
      number: given.number,
      field: given.field ?? null,
      airDate: given.air_date ?? null,
      priority: 'normal',
      tags: [],
      legalReferences: given.references.split('\n').map(normaliseLine).filter(Boolean),
    } as const
    const ticket = values.ticket && `${v.actor.name} ${values.ticket}`
    const episode = await once(
      ticket,
      v.now,
      () => createEpisode(ctx, v.actor, fresh),
      () => null,
    )
    return episode ? done(c, `/ky/${episode.id}`, 'new.done', { n: episode.number }) : done(c, '/ky', 'new.twice')
  } catch (error) {
    const form = returned(v, error, values)
    return show(ctx, c, v, form, form.status)
  }
}

/** The form that begins an episode. */
export function newEpisodeRoutes(ctx: Context): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get(
      '/ky/moi',
      page(ctx, async (c, v) => {
        demand(v.actor, 'episode.edit')
        return show(ctx, c, v, UNTOUCHED)
      }),
    )
    .post(
      '/ky',
      page(ctx, (c, v) => create(ctx, c, v)),
    )
}
