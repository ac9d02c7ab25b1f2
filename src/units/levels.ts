import { demand } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Reader, transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { demandReader } from './actions.ts'
import { unitErrors } from './errors.ts'
import { deleteLevel, insertLevel, isLevelUsed, type Level, levels, updateLevel } from './store.ts'

/** @throws DomainError level_not_found */
export async function demandLevel(reader: Reader, code: string): Promise<Level> {
  const level = (await levels(reader)).find((known) => known.code === code)
  if (!level) throw unitErrors.level_not_found({ code: code.slice(0, 80) })
  return level
}

export async function listLevels(ctx: Context, actor: Actor): Promise<Level[]> {
  demandReader(actor)
  return levels(ctx.db)
}

/** @throws DomainError level_code_taken */
export async function createLevel(ctx: Context, actor: Actor, level: Level): Promise<Level> {
  demand(actor, 'unit.manage')
  return transact(ctx.db, async (tx) => {
    if (!(await insertLevel(tx, level))) throw unitErrors.level_code_taken({ code: level.code })
    const subject = ['level', level.code] as const
    await audit(tx, { at: ctx.clock.now(), actor, action: 'level.create', subject, after: level })
    return level
  })
}

/** @throws DomainError level_not_found */
export async function changeLevel(ctx: Context, actor: Actor, code: string, change: Partial<Level>): Promise<Level> {
  demand(actor, 'unit.manage')
  return transact(ctx.db, async (tx) => {
    const before = await demandLevel(tx, code)
    const after = { ...before, ...change, code }
    await updateLevel(tx, after)
    await audit(tx, { at: ctx.clock.now(), actor, action: 'level.change', subject: ['level', code], before, after })
    return after
  })
}

/** Removes a level that no station ever had. @throws DomainError level_not_found, level_in_use */
export async function removeLevel(ctx: Context, actor: Actor, code: string): Promise<void> {
  demand(actor, 'unit.manage')
  await transact(ctx.db, async (tx) => {
    const before = await demandLevel(tx, code)
    if (await isLevelUsed(tx, code)) throw unitErrors.level_in_use({ code })
    await deleteLevel(tx, code)
    await audit(tx, { at: ctx.clock.now(), actor, action: 'level.remove', subject: ['level', code], before })
  })
}
