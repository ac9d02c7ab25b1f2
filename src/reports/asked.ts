import type { Context as HonoContext } from 'hono'
import type { AppEnv, z } from '../http/index.ts'
import type { PlainQuestion } from './overview.ts'
import { periodAsked, type plainQuery } from './schemas.ts'

/** The question of an address. @throws DomainError no_such_period */
export const plainQuestion = (c: HonoContext<AppEnv>, asked: z.output<typeof plainQuery>): PlainQuestion => ({
  period: periodAsked(asked),
  segment: asked.segment,
  units: asked.units,
  kind: asked.kind,
  level: asked.level,
  unit: asked.unit,
  station: asked.station,
  field: asked.field,
  lang: c.get('lang') ?? 'vi',
})
