import { Hono } from 'hono'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { stationAddressPage } from './addresses.tsx'
import { stationBundlePages } from './bundle.tsx'
import { stationFormPages } from './form.tsx'
import { stationGroupPages } from './groups.tsx'
import { stationHistoryPages } from './history.tsx'
import { stationKeyPages } from './keys.tsx'
import { stationListPage } from './list.tsx'
import { stationOverviewPage } from './overview.tsx'
import { pairingPages } from './pairing.tsx'
import { stationTimesPages } from './times.tsx'

/** "Đài": the list, the pages of one station, groups. */
export const stationPages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .route('/', stationListPage(ctx))
    .route('/', stationFormPages(ctx))
    .route('/', stationGroupPages(ctx))
    .route('/', stationOverviewPage(ctx))
    .route('/', stationKeyPages(ctx))
    .route('/', pairingPages(ctx))
    .route('/', stationTimesPages(ctx))
    .route('/', stationAddressPage(ctx))
    .route('/', stationBundlePages(ctx))
    .route('/', stationHistoryPages(ctx))
