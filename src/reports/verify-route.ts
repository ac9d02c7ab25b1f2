import type { OpenAPIHono } from '@hono/zod-openapi'
import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, json, problems, z } from '../http/index.ts'
import { stationsAll } from '../stations/index.ts'
import { runBeside } from './beside/index.ts'

const n = z.number().int().min(0)
const proof = z
  .object({
    ok: z.boolean(),
    stations: n,
    rows: z.object({ ledger: n, evidence: n, roll_ups: n }),
    closings: n,
    published_heads: n,
    differing: n.openapi({ description: 'How many differ; the first 1,000 are listed' }),
    differences: z.array(
      z.object({
        part: z.enum(['ledger', 'outcomes', 'roll_ups', 'closings', 'published_heads']),
        station: z.string().nullable(),
        where: z.string(),
        what: z.string(),
      }),
    ),
  })
  .openapi('LedgerProof')

const verify = createRoute({
  method: 'get',
  path: '/ledger/verify',
  tags: ['reports'],
  summary: 'Recomputes hash chains, outcomes, roll-ups and snapshots, and says what does not match',
  responses: { 200: json(proof, '`ok` is true when nothing differs'), ...problems },
})

/** Adds the proof to the API of reports. */
export function verifyRoute(ctx: Context, api: OpenAPIHono<AppEnv>): void {
  api.openapi(verify, async (c) => {
    demand(c.get('actor'), 'ledger.verify')
    const { ok, stations, rows, closings, publishedHeads, differing, differences } = await runBeside(ctx, 'verify', [])
    const codes = new Map((await stationsAll(ctx.db)).map((station) => [station.id, station.code]))
    c.header('Cache-Control', 'no-store')
    return c.json(
      {
        ok,
        stations,
        rows: { ledger: rows.ledger, evidence: rows.evidence, roll_ups: rows.rollUps },
        closings,
        published_heads: publishedHeads,
        differing,
        differences: differences.map(({ stationId, ...rest }) => ({
          ...rest,
          station: stationId === null ? null : (codes.get(stationId) ?? String(stationId)),
        })),
      },
      200,
    )
  })
}
