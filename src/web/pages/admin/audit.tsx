import { Hono } from 'hono'
import { type AuditEntry, auditNames, auditTrail, type Change, changesOf } from '../../../audit/index.ts'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { addDays } from '../../../kernel/dates.ts'
import { page, send } from '../../answer.tsx'
import { DateField } from '../../components/date-field.tsx'
import { Field } from '../../components/form.tsx'
import { Empty } from '../../components/page.tsx'
import { Pagination } from '../../components/pagination.tsx'
import { queryDate } from '../../date-field.ts'
import type { View } from '../../view.ts'
import { actionWord, nounWord } from './action-words.ts'
import { AdminFrame, forAdmin } from './frame.tsx'
import { cursorOf } from './sign-ins.tsx'

const TAB = '/quan-tri/nhat-ky'
const PAGE = 50
/** Longer values are cut in the list; the API gives them whole. */
const LONGEST = 400

type Asked = {
  readonly person: string
  readonly noun: string
  readonly id: string
  /** As typed: dd/MM/yyyy. */
  readonly from: string
  readonly to: string
}
type Trail = Awaited<ReturnType<typeof auditTrail>>
type Props = { v: View; trail: Trail; names: Awaited<ReturnType<typeof auditNames>>; asked: Asked; first: boolean }

/** A value as people read it: texts bare, everything else as JSON. */
function told(value: unknown): string {
  if (value === undefined || value === null) return '–'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

const Changes = ({ v, changes, entry }: { v: View; changes: readonly Change[]; entry: AuditEntry }) => (
  <dl class="changes">
    {changes.map(({ name, before, after }) => (
      <>
        <dt>{name || v.t('admin.value')}</dt>
        <dd>
          {entry.before !== null && (
            <del>
              <span class="sr">{v.t('admin.before')} </span>
              {told(before)}
            </del>
          )}
          {entry.before !== null && entry.after !== null && <span aria-hidden="true"> → </span>}
          {entry.after !== null && (
            <ins>
              <span class="sr">{v.t('admin.after')} </span>
              {told(after)}
            </ins>
          )}
        </dd>
      </>
    ))}
  </dl>
)

const Entry = ({ v, entry }: { v: View; entry: AuditEntry }) => {
  const changes = changesOf(entry.before, entry.after)
  const [act, noun] = [actionWord(entry.action), nounWord(entry.subjectKind)]
  const subject = `${TAB}?loai=${encodeURIComponent(entry.subjectKind)}&ma=${encodeURIComponent(entry.subjectId)}`
  return (
    <li class="entry">
      <p class="when num quiet">{v.fmt.moment(entry.at)}</p>
      <div class="said">
        <p>
          <strong>{entry.actorName}</strong> · {act ? v.t(act) : entry.action}{' '}
          <a class="wrap" href={subject}>
            {noun ? v.t(noun) : entry.subjectKind} {entry.subjectId}
          </a>
        </p>
        {changes.length > 0 && (
          <details open={changes.length <= 3}>
            <summary>{v.t('admin.changes', { n: changes.length })}</summary>
            <Changes v={v} changes={changes} entry={entry} />
          </details>
        )}
      </div>
    </li>
  )
}

const Filter = ({ v, names, asked }: Pick<Props, 'v' | 'names' | 'asked'>) => (
  <form class="filter" method="get" action={TAB}>
    <Field v={v} name="nguoi" label={v.t('admin.person')}>
      <option value="">{v.t('stations.any')}</option>
      {names.people.map((name) => (
        <option value={name} selected={name === asked.person}>
          {name}
        </option>
      ))}
    </Field>
    <Field v={v} name="loai" label={v.t('admin.noun')}>
      <option value="">{v.t('stations.any')}</option>
      {names.nouns.map((noun) => {
        const word = nounWord(noun)
        return (
          <option value={noun} selected={noun === asked.noun}>
            {word ? v.t(word) : noun}
          </option>
        )
      })}
    </Field>
    <Field v={v} name="ma" label={v.t('admin.subject_id')} value={asked.id} maxlength={200} />
    <DateField v={v} name="tu" label={v.t('stations.from')} value={asked.from} />
    <DateField v={v} name="den" label={v.t('stations.to')} value={asked.to} />
    <button class="button" type="submit">
      {v.t('app.show')}
    </button>
  </form>
)

/** The same question from another entry on. */
function hrefFor(asked: Asked, before: number | null): string {
  const query = new URLSearchParams()
  const { person, noun, id, from, to } = asked
  for (const [name, value] of Object.entries({ nguoi: person, loai: noun, ma: id, tu: from, den: to }))
    if (value) query.set(name, value)
  if (before !== null) query.set('truoc', String(before))
  return query.size > 0 ? `${TAB}?${query}` : TAB
}

const Audit = ({ v, trail, names, asked, first }: Props) => (
  <AdminFrame v={v} tab={TAB}>
    <Filter v={v} names={names} asked={asked} />
    {trail.items.length === 0 ? (
      <Empty title={v.t('admin.no_entries')} hint={v.t('stations.none_found_hint')} />
    ) : (
      <ol class="trail" aria-label={v.t('admin.tab_audit')}>
        {trail.items.map((entry) => (
          <Entry v={v} entry={entry} />
        ))}
      </ol>
    )}
    <Pagination
      v={v}
      previous={first ? null : hrefFor(asked, null)}
      next={trail.next === null ? null : hrefFor(asked, trail.next)}
    />
  </AdminFrame>
)

/** Who did what to what, with what it was before and after. */
export const auditPages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>().get(
    TAB,
    page(ctx, async (c, v) => {
      forAdmin(v.actor, 'audit.read')
      const text = (name: string): string => (c.req.query(name) ?? '').slice(0, 200).trim()
      const asked: Asked = {
        person: text('nguoi'),
        noun: text('loai'),
        id: text('ma'),
        from: text('tu'),
        to: text('den'),
      }
      const [from, to] = [queryDate(asked.from), queryDate(asked.to)]
      const before = cursorOf(c.req.query('truoc'))
      const trail = await auditTrail(
        ctx.db,
        {
          person: asked.person || undefined,
          noun: asked.noun || undefined,
          subjectId: asked.id || undefined,
          from: from && ctx.zone.toInstant(from, 0),
          to: to && ctx.zone.toInstant(addDays(to, 1), 0),
          before,
        },
        PAGE,
      )
      const names = await auditNames(ctx.db)
      return send(c, <Audit v={v} trail={trail} names={names} asked={asked} first={before === undefined} />)
    }),
  )
