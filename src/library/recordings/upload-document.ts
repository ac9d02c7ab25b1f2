import type { OpenAPIHono } from '@hono/zod-openapi'
import { type AppEnv, createRoute, problems, z } from '../../http/index.ts'

const version = z.object({ 'tus-resumable': z.literal('1.0.0') })
const params = z.object({ id: z.string() })
const chunk = {
  'application/offset+octet-stream': { schema: z.string().openapi({ type: 'string', format: 'binary' }) },
}
const tags = ['uploads']

const routes = [
  createRoute({
    method: 'post',
    path: '/uploads',
    operationId: 'createUpload',
    tags,
    summary: 'Bắt đầu tải tệp ghi âm (tus) · Begins a resumable upload (tus 1.0.0)',
    description: 'Upload-Metadata names the episode and the file. The Location of the answer takes the bytes by PATCH.',
    request: {
      headers: version.extend({ 'upload-length': z.string(), 'upload-metadata': z.string() }),
      body: { content: chunk },
    },
    responses: { 201: { description: 'Begun; Location says where' }, ...problems },
  }),
  createRoute({
    method: 'head',
    path: '/uploads/{id}',
    operationId: 'uploadState',
    tags,
    summary: 'Đã nhận được bao nhiêu · How much has arrived (Upload-Offset)',
    request: { params, headers: version },
    responses: { 200: { description: 'Upload-Offset and Upload-Length' }, ...problems },
  }),
  createRoute({
    method: 'patch',
    path: '/uploads/{id}',
    operationId: 'continueUpload',
    tags,
    summary: 'Gửi tiếp từ chỗ đã dừng · Sends bytes from Upload-Offset on',
    request: { params, headers: version.extend({ 'upload-offset': z.string() }), body: { content: chunk } },
    responses: { 204: { description: 'Stored; X-Recording-Id once it is whole' }, ...problems },
  }),
  createRoute({
    method: 'delete',
    path: '/uploads/{id}',
    operationId: 'cancelUpload',
    tags,
    summary: 'Bỏ tệp đang tải · Gives an upload up',
    request: { params, headers: version },
    responses: { 204: { description: 'Gone' }, ...problems },
  }),
]

/** Puts the uploads into the API document: tus answers them itself, so no route of ours describes them. */
export function describeUploads(registry: OpenAPIHono<AppEnv>['openAPIRegistry']): void {
  for (const route of routes) registry.registerPath(route)
}
