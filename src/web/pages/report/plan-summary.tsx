import { can } from '../../../accounts/index.ts'
import type { View } from '../../view.ts'
import type { Asked } from './asked.ts'
import type { Loaded } from './load.ts'
import { Reached, targetName } from './plan-lines.tsx'

const MOST = 8

export const planPath = ({ choice: { period, part } }: Pick<Asked, 'choice'>): string =>
  `/bao-cao/ke-hoach?${new URLSearchParams(part === '' ? { tu: period.from, den: period.to } : { period: period.key })}`

/** The plan of the period and how far it was reached; all targets are on a page of their own. */
export const PlanSummary = ({ v, asked, plan }: { v: View; asked: Asked; plan: Loaded['plan'] }) => {
  const { from, to } = asked.choice.period
  return (
    <section class="section" aria-labelledby="plan">
      <div class="row-head">
        <h2 id="plan">{v.t('plan.title')}</h2>
        <a class="small no-print" href={planPath(asked)}>
          {can(v.actor, 'plan.manage') ? v.t('plan.enter') : v.t('plan.see')}
        </a>
      </div>
      {plan.length === 0 ? (
        <p class="quiet">{v.t('plan.none')}</p>
      ) : (
        <ul class="targets">
          {plan.slice(0, MOST).map((one) => (
            <li>
              <span class="who-for">
                {targetName(one)}
                {(one.from !== from || one.to !== to) && (
                  <span class="quiet small block">
                    {v.fmt.date(one.from)} – {v.fmt.date(one.to)}
                  </span>
                )}
              </span>
              <span class="of num">
                {v.t('plan.of', { aired: v.fmt.number(one.aired), target: v.fmt.number(one.target) })}
              </span>
              <Reached v={v} one={one} />
            </li>
          ))}
        </ul>
      )}
      {plan.length > MOST && (
        <p class="small">
          <a href={planPath(asked)}>{v.t('plan.all', { n: v.fmt.number(plan.length) })}</a>
        </p>
      )}
    </section>
  )
}
