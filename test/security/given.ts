import type { DeskStory } from '../desk-story.ts'

export type Given = { readonly query?: string; readonly body?: object }

/** What a schema alone does not tell: periods, a rule of a slot, what is to be done with what. By route. */
export function givenOf(story: DeskStory): Readonly<Record<string, Given>> {
  const { segment, station, episode, unit, airing } = story
  const target = { kind: 'all' }
  const slot = { segment, target, rule: { weekdays: [1], times: ['09:00'] }, from: '2026-12-01', duration_seconds: 900 }
  const dry_run = 'a'.repeat(64)
  const change = { kind: 'cancel', on_date: '2026-11-26', reason: 'thử' }
  const emergency = { episode_id: episode, target, times: 1 }
  const period = { query: 'period=2026-10' }
  const airings = [{ outcome: 'aired', airing_id: airing }]
  const given: Record<string, Given> = {
    'POST /api/v1/unit-successions': { body: { kind: 'rename', on_date: '2026-12-01', from: [unit], to: [unit] } },
    'POST /api/v1/episodes/:id/decisions': { body: { kind: 'approved' } },
    'POST /api/v1/slots/dry-runs': { body: { kind: 'create', slot } },
    'POST /api/v1/slots': { body: { ...slot, dry_run } },
    'PATCH /api/v1/slots/:id': { body: { ...slot, dry_run } },
    'POST /api/v1/slots/:id/changes': { body: { ...change, dry_run } },
    'POST /api/v1/slots/:id/backfills': { body: { from: '2026-11-17', to: '2026-11-18', reason: 'thử' } },
    'POST /api/v1/week-copies/dry-runs': { body: { from: '2026-11-24', to: '2026-12-01' } },
    'POST /api/v1/week-copies': { body: { from: '2026-11-24', to: '2026-12-01', dry_run } },
    'POST /api/v1/emergencies/dry-runs': { body: emergency },
    'POST /api/v1/emergencies': { body: { ...emergency, dry_run, confirmation: '20' } },
    'GET /api/v1/reports/airings/evidence': { query: `period=2026-11&segment=${segment}` },
    'GET /api/v1/reports/airings/evidence.csv': { query: `period=2026-11&segment=${segment}` },
    'PUT /api/v1/plans': { body: { period: '2026', segment: 'all', target: 5 } },
    'POST /api/v1/reports/closings': { body: { period: '2026-09', segment } },
    'POST /api/v1/reports/exports': { body: { format: 'xlsx', period: '2026-10' } },
    'POST /api/v1/attestations': { body: { items: airings } },
    'POST /api/v1/stations/:code/attestations': { body: { account_id: 1, pin: '604173', items: airings } },
    'POST /api/v1/log-imports': { body: { station, segment, text: 'Ngày;Giờ\n20/11/2026;05:15\n' } },
    'POST /api/v1/totals': { body: { station, segment, from: '2026-09-01', to: '2026-09-30', n: 1 } },
  }
  for (const format of ['.json', '.csv', '.docx', '.xlsx']) given[`GET /api/v1/reports/airings${format}`] = period
  for (const path of ['reports/comparison', 'reports/chase', 'reports/chase.csv', 'reports/sentence', 'plans'])
    given[`GET /api/v1/${path}`] = period
  return given
}
