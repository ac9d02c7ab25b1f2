import type { Actor } from '../../src/kernel/actor.ts'
import type { LocalDate } from '../../src/kernel/dates.ts'
import { createEpisode, saveScript } from '../../src/library/index.ts'
import { people } from '../story.ts'
import type { World } from '../world.ts'

const SCRIPT = `# Một cửa liên thông ở xã

PTV 1: Kính thưa bà con và các bạn, mời nghe tiết mục **Cải cách hành chính**.

- Căn cước công dân
- Đơn theo mẫu <script>alert('không chạy')</script>`

/** A week of the story: a segment, an episode with a script, and yesterday's and today's airings in every status. */
export async function tellWeek(world: World): Promise<{ episodeId: number }> {
  const { ctx, stations } = world
  const lan: Actor = {
    kind: 'account',
    accountId: world.accounts.lan,
    name: people.lan.name,
    roles: people.lan.roles,
    stationIds: [],
  }
  const created_at = ctx.clock.now()
  const segment = { code: 'cai-cach-hanh-chinh', name: 'Cải cách hành chính', kind: 'tiết mục', created_at }
  await ctx.db.q
    .insertInto('segment')
    .values({ ...segment, min_seconds: null, max_seconds: null, fallback_episode_id: null, withdrawn_at: null })
    .execute()
  const episode = await createEpisode(ctx, lan, {
    segment: segment.code,
    title: 'Một cửa liên thông ở xã: nộp hồ sơ đất đai thế nào cho đúng',
    field: 'Cải cách hành chính',
    airDate: '2026-11-25' as LocalDate,
    priority: 'normal',
    tags: [],
    legalReferences: ['Kế hoạch 424/KH-UBND'],
  })
  await saveScript(ctx, lan, {
    episodeId: episode.id,
    text: SCRIPT,
    baseRevision: 0,
    confirmEmpties: false,
    source: 'typed',
  })
  await plan(world, episode.id, Object.values(stations))
  return { episodeId: episode.id }
}

const OUTCOMES = ['aired', 'partial', 'missed', null, 'open'] as const
const PREVIOUS_DAY = '2026-11-22' as LocalDate

async function plan({ ctx }: World, episodeId: number, stationIds: readonly number[]): Promise<void> {
  const { q } = ctx.db
  const slot = {
    segment_id: 1,
    programme: 'episode',
    title: null,
    target: '{}',
    rule: '{}',
    from_date: PREVIOUS_DAY,
    until_date: null,
    duration_seconds: 900,
    premiere: 0,
    priority: 'normal',
    episode_mode: 'newest',
    episode_id: null,
    origin: 'standing',
    created_at: 0,
    created_by: null,
    ended_at: null,
  } as const
  const { id } = await q.insertInto('slot').values(slot).returning('id').executeTakeFirstOrThrow()
  for (const date of [PREVIOUS_DAY, '2026-11-23' as LocalDate]) {
    for (const [i, station_id] of stationIds.entries()) {
      const starts_at = ctx.zone.toInstant(date, 17 * 60 + 15)
      const outcome = date === PREVIOUS_DAY ? (OUTCOMES[i % OUTCOMES.length] ?? null) : null
      const heard = outcome !== null && outcome !== 'missed'
      const row = {
        station_id,
        starts_at,
        slot_id: id,
        on_date: date,
        ordinal: 1,
        ends_at: starts_at + 900_000,
        planned_on: date,
        segment_id: 1,
        programme: 'episode',
        premiere: 0,
        priority: 'normal',
        episode_id: episodeId,
        fixed_episode_id: null,
        state: i === 7 ? 'cancelled' : 'planned',
        state_reason: i === 7 ? 'Máy phát hỏng' : null,
        closure_id: null,
        level_code: i === 0 ? 'district' : 'commune',
        unit_id: 1,
        outcome: i === 7 ? null : outcome,
        outcome_reason: outcome === 'missed' ? 'mất điện' : null,
        grade: heard && i !== 7 ? 'player' : null,
        flags: null,
        aired_on: heard && i !== 7 ? date : null,
        actual_start: heard && i !== 7 ? starts_at : null,
        played_seconds: heard && i !== 7 ? 900 : null,
        aired_episode_id: null,
      } as const
      await q.insertInto('airing').values(row).execute()
    }
  }
}
