import type { LocalDate } from '../kernel/dates.ts'
import type { Answer, ApiClient } from './api.ts'
import type { SampleText } from './texts.ts'

export const REFORM = 'cai-cach-hanh-chinh'
export const FARMING = 'nong-nghiep-va-doi-song'
export const LAW = 'phap-luat-va-doi-song'

/** How far the work on an episode has come. */
export type Stage = 'planned' | 'draft' | 'submitted' | 'returned' | 'approved' | 'recorded' | 'cleared'
const STAGES: readonly Stage[] = ['planned', 'draft', 'submitted', 'returned', 'approved', 'recorded', 'cleared']
const reached = (stage: Stage, wanted: Stage): boolean => STAGES.indexOf(stage) >= STAGES.indexOf(wanted)

export type Staff = { readonly editor: ApiClient; readonly approver: ApiClient; readonly technician: ApiClient }
export type EpisodePlan = {
  readonly segment: string
  readonly text: SampleText
  readonly airDate: LocalDate
  readonly stage: Stage
  readonly tags?: string[]
}

export async function seedSegments(editor: ApiClient): Promise<void> {
  const segment = (code: string, name: string, min: number, max: number) =>
    editor.post('/api/v1/segments', { code, name, kind: 'tiết mục', min_seconds: min, max_seconds: max, speech: true })
  await segment(REFORM, 'Cải cách hành chính', 10, 1800)
  await segment(FARMING, 'Nông nghiệp và đời sống', 10, 1800)
  await segment(LAW, 'Pháp luật và đời sống', 10, 1800)
}

/** Takes an episode through the desk up to its stage, short of what needs the finished recording. @returns its id */
export async function seedEpisode(
  staff: Staff,
  plan: EpisodePlan,
  recording: Uint8Array<ArrayBuffer>,
): Promise<number> {
  const { text, stage } = plan
  const made = await staff.editor.post('/api/v1/episodes', {
    segment: plan.segment,
    year: Number(plan.airDate.slice(0, 4)),
    title: text.title,
    field: text.field,
    air_date: plan.airDate,
    tags: plan.tags ?? [],
    legal_references: [...text.references],
  })
  const id = made.at('id').number
  if (reached(stage, 'draft'))
    await staff.editor.post(`/api/v1/episodes/${id}/scripts`, { body: text.body, base_revision: 0 })
  if (reached(stage, 'submitted')) await decide(staff.editor, id, 'submitted')
  if (stage === 'returned')
    await decide(staff.approver, id, 'returned', 'Đoạn cuối nên nói rõ hơn nơi nộp hồ sơ. Nhờ chị sửa giúp.')
  if (reached(stage, 'approved')) await decide(staff.approver, id, 'approved')
  if (reached(stage, 'recorded'))
    await staff.technician.upload(recording, { episode_id: String(id), filename: `ky-${id}.mp3` })
  return id
}

export const decide = (
  client: ApiClient,
  episodeId: number,
  kind: string,
  comment: string | null = null,
): Promise<Answer> => client.post(`/api/v1/episodes/${episodeId}/decisions`, { kind, comment })

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits until the newest recording of an episode is through the pipeline. @throws Error when it was refused or failed */
export async function untilRecorded(client: ApiClient, episodeId: number): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const recording = (await client.get(`/api/v1/episodes/${episodeId}/recordings`)).at('items').list.at(0)
    const state = recording?.at('state').string
    if (state === 'ready') return
    if (state && !['waiting', 'working'].includes(state))
      throw new Error(`recording of episode ${episodeId}: ${state} ${JSON.stringify(recording?.raw)}`)
    await wait(100)
  }
  throw new Error(`the recording of episode ${episodeId} is not ready after two minutes`)
}
