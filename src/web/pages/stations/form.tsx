import { Hono, type Context as HonoContext } from 'hono'
import { demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, line, parseInput, z } from '../../../http/index.ts'
import {
  changeStation,
  createStation,
  type Station,
  type StationGroup,
  stationGroups,
} from '../../../stations/index.ts'
import { codeInput, type Level, levels, type Unit, units } from '../../../units/index.ts'
import { page, returned, send } from '../../answer.tsx'
import { DateField } from '../../components/date-field.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { Head, Page } from '../../components/page.tsx'
import { formDate } from '../../date-field.ts'
import { done } from '../../flash.ts'
import { newTicket, once } from '../../once.ts'
import type { View } from '../../view.ts'
import { stationHere } from './frame.tsx'
import { hrefOf } from './list.tsx'

const blank = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? null : value), schema.nullable())
const fields = z.object({
  name: line(200),
  frequency: blank(line(60)),
  contact_name: blank(line(200)),
  contact_phone: blank(line(60)),
  active_from: blank(formDate),
  active_to: blank(formDate),
  groups: z.array(z.string().max(80)).max(200),
})
const newStation = fields.extend({ code: codeInput, level: z.string().min(1).max(80), unit: z.string().min(1).max(80) })
const FIELDS = Object.keys(newStation.shape)

type Choices = {
  readonly levels: readonly Level[]
  readonly units: readonly Unit[]
  readonly groups: readonly StationGroup[]
}
type FormProps = { v: View; form: Returned; choices: Choices; station: Station | null; ticked: readonly string[] }

const Identity = ({ v, form, choices }: Omit<FormProps, 'station' | 'ticked'>) => (
  <>
    <Field
      v={v}
      name="code"
      label={v.t('stations.code')}
      hint={v.t('stations.code_hint')}
      form={form}
      required
      maxlength={60}
    />
    <div class="filter">
      <Field v={v} name="level" label={v.t('stations.level')} form={form} required>
        {choices.levels.map((level) => (
          <option value={level.code} selected={form.values.level === level.code}>
            {v.lang === 'vi' ? level.name : level.nameEn}
          </option>
        ))}
      </Field>
      <Field v={v} name="unit" label={v.t('stations.unit')} form={form} required>
        {choices.units.map((unit) => (
          <option value={unit.code} selected={form.values.unit === unit.code}>
            {unit.kind} {unit.name}
          </option>
        ))}
      </Field>
    </div>
  </>
)

const StationForm = ({ v, form, choices, station, ticked }: FormProps) => (
  <form class="narrow" method="post" action={station ? `${hrefOf(station)}/sua` : '/dai-moi'}>
    <FormFaults v={v} form={form} fields={FIELDS} />
    {!station && <input type="hidden" name="ticket" value={newTicket()} />}
    <Field
      v={v}
      name="name"
      label={v.t('stations.full_name')}
      form={form}
      value={station?.name}
      required
      maxlength={200}
      autofocus
    />
    {!station && <Identity v={v} form={form} choices={choices} />}
    <Field
      v={v}
      name="frequency"
      label={v.t('stations.frequency')}
      hint={v.t('stations.frequency_hint')}
      form={form}
      value={station?.frequency ?? ''}
      maxlength={60}
    />
    <div class="filter">
      <Field
        v={v}
        name="contact_name"
        label={v.t('stations.contact_name')}
        form={form}
        value={station?.contactName ?? ''}
        maxlength={200}
      />
      <Field
        v={v}
        name="contact_phone"
        label={v.t('stations.contact_phone')}
        form={form}
        value={station?.contactPhone ?? ''}
        maxlength={60}
      />
    </div>
    <div class="filter">
      <DateField
        v={v}
        name="active_from"
        label={v.t('stations.active_from')}
        form={form}
        value={station?.activeFrom ?? ''}
      />
      <DateField v={v} name="active_to" label={v.t('stations.active_to')} form={form} value={station?.activeTo ?? ''} />
    </div>
    {choices.groups.length > 0 && (
      <fieldset class="field">
        <legend class="label">{v.t('stations.groups')}</legend>
        {choices.groups.map((group) => (
          <label class="check">
            <input type="checkbox" name="groups" value={group.code} checked={ticked.includes(group.code)} />
            {group.name}
          </label>
        ))}
      </fieldset>
    )}
    <div class="acts-row">
      <button class="button main" type="submit">
        {v.t(station ? 'stations.save' : 'stations.add')}
      </button>
      <a class="button" href={station ? hrefOf(station) : '/dai'}>
        {v.t('stations.leave')}
      </a>
    </div>
  </form>
)

const FormPage = (props: FormProps) => {
  const { v, station } = props
  const title = v.t(station ? 'stations.edit' : 'stations.add')
  return (
    <Page v={v} title={station ? `${title}: ${station.name}` : title}>
      <Head
        title={title}
        over={<a href={station ? hrefOf(station) : '/dai'}>{station ? station.name : v.t('stations.title')}</a>}
      />
      <StationForm {...props} />
    </Page>
  )
}

async function show(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  station: Station | null,
  more: { form?: Returned; ticked?: readonly string[]; status?: number } = {},
): Promise<Response> {
  demand(v.actor, 'station.manage')
  const standing = (await units(ctx.db)).filter((unit) => unit.validTo === null || unit.validTo >= v.today)
  const choices = { levels: await levels(ctx.db), units: standing, groups: await stationGroups(ctx.db) }
  const { form = UNTOUCHED, ticked = station?.groups ?? [], status } = more
  return send(c, <FormPage v={v} form={form} choices={choices} station={station} ticked={ticked} />, status)
}

/** The posted form: its single fields, and the groups that are ticked. */
async function readForm(c: HonoContext<AppEnv>): Promise<{ values: Record<string, string>; groups: string[] }> {
  const body = await c.req.parseBody({ all: true })
  const texts = (value: unknown): string[] =>
    (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')
  const { groups, ...rest } = body
  const values = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, texts(value)[0] ?? '']))
  return { values, groups: texts(groups) }
}

const entered = (given: z.output<typeof fields>) => ({
  name: given.name,
  frequency: given.frequency,
  contactName: given.contact_name,
  contactPhone: given.contact_phone,
  activeFrom: given.active_from,
  activeTo: given.active_to,
  groups: given.groups,
})

async function save(ctx: Context, c: HonoContext<AppEnv>, v: View, station: Station | null): Promise<Response> {
  demand(v.actor, 'station.manage')
  const { values, groups } = await readForm(c)
  try {
    if (station) {
      await changeStation(ctx, v.actor, station.code, entered(parseInput(fields, { ...values, groups })))
      return done(c, hrefOf(station), 'stations.saved')
    }
    const given = parseInput(newStation, { ...values, groups })
    const { code, level, unit } = given
    const create = () => createStation(ctx, v.actor, { ...entered(given), code, level, unit })
    await once(values.ticket, v.now, create, () => null)
    return done(c, hrefOf({ code }), 'stations.saved')
  } catch (error) {
    const form = returned(v, error, values)
    return show(ctx, c, v, station, { form, ticked: groups, status: form.status })
  }
}

/** Adding a station, and changing what is known of one. */
export const stationFormPages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get(
      '/dai-moi',
      page(ctx, (c, v) => show(ctx, c, v, null)),
    )
    .post(
      '/dai-moi',
      page(ctx, (c, v) => save(ctx, c, v, null)),
    )
    .get(
      '/dai/:code/sua',
      page(ctx, async (c, v) => show(ctx, c, v, await stationHere(ctx, v, c.req.param('code')))),
    )
    .post(
      '/dai/:code/sua',
      page(ctx, async (c, v) => save(ctx, c, v, await stationHere(ctx, v, c.req.param('code')))),
    )
