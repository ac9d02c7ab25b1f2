import { text as textOf } from 'node:stream/consumers'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../../context.ts'
import { type AppEnv, createRoute, idParam, json, jsonBody, newApi, problems, z } from '../../http/index.ts'
import { notFound } from '../../kernel/errors.ts'
import { isoUtc } from '../../kernel/time.ts'
import { smallBody } from '../body-limits.ts'
import { cancelRecording, getRecording, listRecordings, retryRecording } from './actions.ts'
import { type RecordingJson, recordingAnswer, trimBody, useBody } from './shapes.ts'
import type { Recording } from './store.ts'
import { trimRecording } from './trim.ts'
import { chooseRecording } from './use.ts'

const params = z.object({ id: idParam })
const peaksAnswer = z.object({
  version: z.literal(2),
  channels: z.literal(1),
  sample_rate: z.number(),
  samples_per_pixel: z.number(),
  bits: z.literal(8),
  length: z.number(),
  data: z.array(z.number()),
})
const list = z.object({ items: z.array(recordingAnswer) })

/** A recording as the API tells it; addresses are relative to the server. */
export const recordingJson = (r: Recording): RecordingJson => ({
  id: r.id,
  episode_id: r.episodeId,
  file_name: r.fileName,
  bytes: r.bytes,
  sha256: r.originalSha256,
  state: r.state,
  step: r.step,
  progress: r.progress,
  attempts: r.attempts,
  cancel_requested: r.cancelRequested,
  error: r.error,
  duration_seconds: r.durationSeconds,
  analysis: r.facts && {
    format: r.facts.format,
    codec: r.facts.codec,
    sample_rate: r.facts.sampleRate,
    channels: r.facts.channels,
    channel_kind: r.facts.channelKind,
    integrated_lufs: r.facts.integratedLufs,
    loudness_range_lu: r.facts.loudnessRangeLu,
    true_peak_dbtp: r.facts.truePeakDbtp,
    silence: {
      head_seconds: r.facts.silence.headSeconds,
      tail_seconds: r.facts.silence.tailSeconds,
      inside: [...r.facts.silence.inside],
    },
    clipped_samples: r.facts.clippedSamples,
    dc_offset: [...r.facts.dcOffset],
    decode_errors: r.facts.decodeErrors,
  },
  findings: r.findings.map(({ at, ...finding }) => ({ ...finding, ...(at ? { at: [...at] } : {}) })),
  renditions: r.renditions.map((file) => ({
    format: file.format,
    url: `/audio/${file.sha256}.${file.format}`,
    sha256: file.sha256,
    md5: file.md5,
    bytes: file.bytes,
    duration_seconds: file.durationSeconds,
    integrated_lufs: file.integratedLufs,
    true_peak_dbtp: file.truePeakDbtp,
    loudness_range_lu: file.loudnessRangeLu,
    gain_db: file.gainDb,
    limited: file.limited,
    bitrate_kbps: file.bitrateKbps,
  })),
  peaks_url: r.peaksSha256 === null ? null : `/api/v1/recordings/${r.id}/peaks`,
  trim: r.trim && { from_seconds: r.trim.from, to_seconds: r.trim.to },
  in_use: r.inUse,
  created_at: isoUtc(r.createdAt),
  finished_at: r.finishedAt === null ? null : isoUtc(r.finishedAt),
})

/** Recordings of an episode: state and progress, analysis, renditions, waveform; cancel and retry. */
export const recordingRoutes = (ctx: Context): OpenAPIHono<AppEnv> =>
  newApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/episodes/{id}/recordings',
        summary: 'Các bản ghi âm của một kỳ · Recordings of an episode',
        request: { params },
        responses: { 200: json(list, 'The newest first'), ...problems },
      }),
      async (c) => {
        const found = await listRecordings(ctx, c.get('actor'), c.req.valid('param').id)
        return c.json({ items: found.map(recordingJson) }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/recordings/{id}',
        summary: 'Một bản ghi âm và kết quả phân tích · One recording with its analysis',
        request: { params },
        responses: { 200: json(recordingAnswer, 'The recording'), ...problems },
      }),
      async (c) => c.json(recordingJson(await getRecording(ctx, c.get('actor'), c.req.valid('param').id)), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/recordings/{id}/peaks',
        summary: 'Dạng sóng · Waveform peaks of a recording',
        request: { params },
        responses: {
          200: {
            description: 'The waveform: audiowaveform JSON, version 2, 8 bits',
            content: { 'application/json': { schema: peaksAnswer } },
          },
          ...problems,
        },
      }),
      async (c) => {
        const { peaksSha256 } = await getRecording(ctx, c.get('actor'), c.req.valid('param').id)
        const ref = peaksSha256 === null ? null : { sha256: peaksSha256, extension: 'json' }
        if (ref === null || !(await ctx.storage.stat(ref))) throw notFound('waveform')
        const text = await textOf(ctx.storage.open(ref))
        return c.json(peaksAnswer.parse(JSON.parse(text)), 200, {
          'Cache-Control': 'private, max-age=31536000, immutable',
        })
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/episodes/{id}/recording',
        summary: 'Chọn bản ghi để dùng · Makes a recording the one in use; a clearance of another one is voided',
        middleware: [smallBody] as const,
        request: { params, body: jsonBody(useBody) },
        responses: { 200: json(recordingAnswer, 'The recording in use'), ...problems },
      }),
      async (c) => {
        const { recording_id, confirm_empties } = c.req.valid('json')
        const found = await chooseRecording(ctx, c.get('actor'), {
          episodeId: c.req.valid('param').id,
          recordingId: recording_id,
          confirmEmpties: confirm_empties,
        })
        return c.json(recordingJson(found), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/recordings/{id}/trims',
        summary: 'Cắt đầu, đuôi · Cuts head and tail: a new recording of the same original, encoded anew',
        middleware: [smallBody] as const,
        request: { params, body: jsonBody(trimBody) },
        responses: { 201: json(recordingAnswer, 'The new recording, waiting for its work'), ...problems },
      }),
      async (c) => {
        const { head_seconds, tail_seconds } = c.req.valid('json')
        const made = await trimRecording(ctx, c.get('actor'), {
          recordingId: c.req.valid('param').id,
          headSeconds: head_seconds,
          tailSeconds: tail_seconds,
        })
        return c.json(recordingJson(made), 201)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/recordings/{id}/cancel',
        summary: 'Dừng xử lý · Stops work on a recording',
        request: { params },
        responses: { 200: json(recordingAnswer, 'Cancelled, or about to be'), ...problems },
      }),
      async (c) => c.json(recordingJson(await cancelRecording(ctx, c.get('actor'), c.req.valid('param').id)), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/recordings/{id}/retry',
        summary: 'Xử lý lại · Puts a failed recording to work again',
        request: { params },
        responses: { 200: json(recordingAnswer, 'Waiting again'), ...problems },
      }),
      async (c) => c.json(recordingJson(await retryRecording(ctx, c.get('actor'), c.req.valid('param').id)), 200),
    )
