import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import type { Lang } from '../http/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { canonicalJson, type Json } from '../kernel/canonical.ts'
import { type ImportAnswer, importEvents, stationForLedger } from '../playout/index.ts'
import { bundleErrors } from './errors.ts'
import { readSecrets } from './key-store.ts'
import { reportKey } from './keys.ts'
import { bundleReport, isGenuine } from './report.ts'

/**
 * Takes the as-run file of a bundle: what its page says was played becomes evidence of grade "imported". A file that was
 * changed is refused as a whole, by name.
 * @param raw the file as parsed from JSON
 * @throws DomainError forbidden, station_not_found, bundle_report_unreadable, bundle_other_station, bundle_report_changed
 */
export async function takeBundleReport(
  ctx: Context,
  actor: Actor,
  code: string,
  raw: unknown,
  lang: Lang,
): Promise<ImportAnswer> {
  const station = await stationForLedger(ctx.db, code, actor)
  demand(actor, 'bundle.report', { stationId: station.id })
  const parsed = bundleReport.safeParse(raw)
  if (!parsed.success) throw bundleErrors.bundle_report_unreadable()
  const report = parsed.data
  if (report.station !== station.code) throw bundleErrors.bundle_other_station({ station: report.station })
  // It was JSON a moment ago, and an object by its schema.
  const members = raw as { readonly [member: string]: Json }
  const key = reportKey(await readSecrets(ctx.db, ctx.clock.now()), station.id, report.bundle_id)
  if (!isGenuine(key, members, report.hmac)) throw bundleErrors.bundle_report_changed({ bundle: report.bundle_id })
  const file = {
    source: `bundle:${report.bundle_id}`,
    body: canonicalJson(members),
    deviceId: report.device_id,
    events: report.events,
  }
  return importEvents(ctx, actor, station, file, lang)
}
