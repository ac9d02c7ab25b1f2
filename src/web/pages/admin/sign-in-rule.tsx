import { changeFactorRule, type readFactorRule } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { parseInput, z } from '../../../http/index.ts'
import { Button } from '../../components/button.tsx'
import { Field, FormFaults, type Returned } from '../../components/form.tsx'
import type { View } from '../../view.ts'
import { RolesField, rolesInput } from './accounts.tsx'

export type Rule = Awaited<ReturnType<typeof readFactorRule>>
const GRACE_MAX = 90
const input = z.object({ roles: rolesInput, grace_days: z.coerce.number().int().min(0).max(GRACE_MAX) })

/** Keeps what the form asks. @throws DomainError invalid_input, forbidden */
export async function saveRule(ctx: Context, v: View, values: Record<string, string>, roles: readonly string[]) {
  const wanted = parseInput(input, { roles, grace_days: values.grace_days || undefined })
  await changeFactorRule(ctx, v.actor, { roles: wanted.roles, graceDays: wanted.grace_days })
}

type Props = { v: View; rule: Rule; form: Returned; action: string }
/** Which roles need a second factor, and from when on. */
export const RuleForm = ({ v, rule, form, action }: Props) => (
  <section class="section" aria-labelledby="rule">
    <h2 id="rule">{v.t('factor.rule_title')}</h2>
    <p class="measure quiet spaced-s">{v.t('factor.rule_lead')}</p>
    <FormFaults v={v} form={form} fields={['grace_days']} />
    <form class="rule-form" method="post" action={action}>
      <RolesField v={v} ticked={rule.roles} />
      <Field
        v={v}
        name="grace_days"
        label={v.t('factor.grace')}
        type="number"
        form={form}
        value={String(rule.graceDays)}
        required
      />
      <Button>{v.t('factor.rule_save')}</Button>
    </form>
  </section>
)
