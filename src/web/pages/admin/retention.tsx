import { Hono } from 'hono'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import {
  carryOutRetention,
  type DueFile,
  planRetention,
  type RetentionPlan,
  type Rule,
} from '../../../retention/index.ts'
import { page, send } from '../../answer.tsx'
import { WideTable } from '../../components/table.tsx'
import { done } from '../../flash.ts'
import { bytes } from '../../told.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { AdminFrame, forAdmin } from './frame.tsx'

const HERE = '/quan-tri/luu-tru'
const RULE_WORDS = {
  withdrawn: 'retention.withdrawn',
  replaced: 'retention.replaced',
  originals: 'retention.originals',
  photos: 'retention.photos',
} as const satisfies Record<Rule, Word>
/** Files that are named; the others are counted. */
const SHOWN = 50

/** "2 tệp, 28,8 MB"; nothing where it is kept for ever. */
const dueText = (v: View, months: number, files: number, size: number): string => {
  if (months === 0) return ''
  return files === 0
    ? v.t('retention.due_none')
    : v.t('retention.due_files', { n: v.fmt.number(files), size: bytes(v, size) })
}

const Rules = ({ v, plan }: { v: View; plan: RetentionPlan }) => (
  <section class="section first" aria-labelledby="rules">
    <h2 id="rules">{v.t('retention.title')}</h2>
    <p class="measure quiet spaced-s">{v.t('retention.lead')}</p>
    <WideTable name={v.t('retention.rule')}>
      <table class="table stack">
        <thead>
          <tr>
            <th scope="col">{v.t('retention.rule')}</th>
            <th scope="col">{v.t('retention.term')}</th>
            <th scope="col">{v.t('retention.due')}</th>
          </tr>
        </thead>
        <tbody>
          {plan.rules.map(({ rule, months, files, bytes: size }) => (
            <tr>
              <th scope="row" class="wrap">
                {v.t(RULE_WORDS[rule])}
              </th>
              <td class="num">
                {months === 0 ? v.t('retention.for_ever') : v.t('retention.months', { n: v.fmt.number(months) })}
              </td>
              <td class="num">{dueText(v, months, files, size)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  </section>
)

const FileRow = ({ v, file }: { v: View; file: DueFile }) => (
  <tr>
    <th scope="row" class="wrap">
      {file.episodeId === null ? file.name : <a href={`/ky/${file.episodeId}`}>{file.name}</a>}
      <span class="quiet small block num">SHA-256 {file.sha256.slice(0, 12)}</span>
    </th>
    <td class="wrap">{v.t(RULE_WORDS[file.rule])}</td>
    <td class="num">{v.fmt.date(v.dayOf(file.since))}</td>
    <td class="num n">{bytes(v, file.bytes)}</td>
  </tr>
)

const DueFiles = ({ v, plan }: { v: View; plan: RetentionPlan }) => {
  const { due, waiting } = plan
  const size = bytes(
    v,
    due.reduce((sum, file) => sum + file.bytes, 0),
  )
  const n = v.fmt.number(due.length)
  return (
    <section class="section" aria-labelledby="due">
      <h2 id="due">{v.t('retention.what')}</h2>
      {due.length === 0 ? (
        <p class="spaced-s">{v.t('retention.none')}</p>
      ) : (
        <>
          <p class="measure quiet spaced-s">{v.t('retention.night')}</p>
          <div class="spaced-s">
            <WideTable name={v.t('retention.name')}>
              <table class="table stack">
                <thead>
                  <tr>
                    <th scope="col">{v.t('retention.name')}</th>
                    <th scope="col">{v.t('retention.why')}</th>
                    <th scope="col">{v.t('retention.since')}</th>
                    <th scope="col" class="n">
                      {v.t('retention.bytes')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {due.slice(0, SHOWN).map((file) => (
                    <FileRow v={v} file={file} />
                  ))}
                </tbody>
              </table>
            </WideTable>
          </div>
          {due.length > SHOWN && <p class="quiet">{v.t('retention.more', { n: v.fmt.number(due.length - SHOWN) })}</p>}
          <form
            method="post"
            action={HERE}
            class="spaced-s"
            data-confirm={v.t('retention.sure', { n, size })}
            data-confirm-ok={v.t('retention.now', { n })}
            data-serious=""
          >
            <button class="button" type="submit">
              {v.t('retention.now', { n })}
            </button>
          </form>
        </>
      )}
      {waiting > 0 && <p class="quiet spaced-s">{v.t('retention.waiting', { n: v.fmt.number(waiting) })}</p>}
    </section>
  )
}

/** "Lưu trữ": the rules, and what they would let go now. */
export const retentionPages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get(
      HERE,
      page(ctx, async (c, v) => {
        forAdmin(v.actor, 'setting.manage')
        const plan = await planRetention(ctx, v.actor)
        return send(
          c,
          <AdminFrame v={v} tab={HERE}>
            <Rules v={v} plan={plan} />
            <DueFiles v={v} plan={plan} />
          </AdminFrame>,
        )
      }),
    )
    .post(
      HERE,
      page(ctx, async (c, v) => {
        forAdmin(v.actor, 'setting.manage')
        await carryOutRetention(ctx, v.actor)
        return done(c, HERE, 'retention.done')
      }),
    )
