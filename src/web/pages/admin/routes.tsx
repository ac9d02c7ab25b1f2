import { Hono } from 'hono'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { accountPage } from './account.tsx'
import { accountListPages } from './accounts.tsx'
import { auditPages } from './audit.tsx'
import { apiKeyPages } from './keys.tsx'
import { retentionPages } from './retention.tsx'
import { signInsPage } from './sign-ins.tsx'
import { systemPages } from './system.tsx'
import { unitActs } from './unit-acts.tsx'
import { unitPage } from './units.tsx'

/** "Quản trị": for those who look after accounts, keys and the machine. */
export const adminPages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .route('/', systemPages(ctx))
    .route('/', accountListPages(ctx))
    .route('/', accountPage(ctx))
    .route('/', signInsPage(ctx))
    .route('/', apiKeyPages(ctx))
    .route('/', auditPages(ctx))
    .route('/', retentionPages(ctx))
    .route('/', unitPage(ctx))
    .route('/', unitActs(ctx))
