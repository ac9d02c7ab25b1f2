import type { OpenAPIHono } from '@hono/zod-openapi'
import type { AppEnv } from './env.ts'

/** A router and the path under which it is mounted, without a slash at the end. */
export type DocumentPart = { readonly prefix: string; readonly api: OpenAPIHono<AppEnv> }

type Document = ReturnType<OpenAPIHono<AppEnv>['getOpenAPI31Document']>
type PathItem = NonNullable<Document['paths']>[string]
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const

const frame: Parameters<OpenAPIHono<AppEnv>['getOpenAPI31Document']>[0] = {
  openapi: '3.1.0',
  info: {
    title: 'Sóng Quê API',
    version: '1',
    description: `Sóng Quê lập lịch, giao danh sách phát cho các đài truyền thanh và đếm những lượt đã phát thật.

**Ai được gọi.** Đài dùng khóa của mình: \`Authorization: Bearer KHÓA\`, \`?token=KHÓA\`, hoặc Basic với khóa làm mật khẩu. Cán bộ dùng phiên đăng nhập. Khóa đọc báo cáo do quản trị viên cấp. Lỗi trả về theo RFC 9457 với \`code\` không đổi. Giờ là UTC, ngày là ngày địa phương của đài.

---

Sóng Quê schedules, hands stations their playlists, and counts what really went on air.

**Who may call.** A station uses its key: \`Authorization: Bearer KEY\`, \`?token=KEY\`, or Basic with the key as the password. Staff use their session. Read-only report keys are made by an administrator. Errors are RFC 9457 problem documents with a stable \`code\`. Times are UTC, dates are the station's local days.`,
  },
  servers: [{ url: '/', description: 'Máy chủ này · this server' }],
  security: [{ session: [] }, { bearer: [] }, { basic: [] }, { token: [] }],
}

const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'sq_session',
    description: 'Phiên đăng nhập của cán bộ · a person’s session',
  },
  bearer: { type: 'http', scheme: 'bearer', description: 'Khóa đài hoặc khóa đọc báo cáo · station key or report key' },
  basic: { type: 'http', scheme: 'basic', description: 'Khóa làm mật khẩu · the key as the password' },
  token: { type: 'apiKey', in: 'query', name: 'token', description: 'Khóa trong địa chỉ · the key in the address' },
} as const

/** "/api/v1/stations/{code}/keys" by POST → "post_stations_code_keys": stable as long as the address is. */
const operationIdOf = (method: string, path: string): string =>
  [method, ...path.replace(/^\/api\/v1/, '').split(/[^A-Za-z0-9]+/)].filter((word) => word !== '').join('_')
const tagOf = (path: string): string => path.replace(/^\/api\/v1/, '').split(/[/.]/)[1] ?? 'other'

/** Gives every operation an id and a tag where its route has none: both follow from the address. */
function completed(path: string, item: PathItem): PathItem {
  const whole: PathItem = { ...item }
  for (const method of METHODS) {
    const operation = whole[method]
    if (!operation) continue
    whole[method] = {
      ...operation,
      operationId: operation.operationId ?? operationIdOf(method, path),
      tags: operation.tags ?? [tagOf(path)],
    }
  }
  return whole
}

/** The OpenAPI 3.1 document of all routes of these routers, under the addresses at which they are reached. */
export function apiDocument(parts: readonly DocumentPart[]): Document {
  const paths: NonNullable<Document['paths']> = {}
  let components: NonNullable<Document['components']> = {}
  for (const { prefix, api } of parts) {
    const part = api.getOpenAPI31Document(frame)
    for (const [path, item] of Object.entries(part.paths ?? {})) {
      paths[prefix + path] = completed(prefix + path, item)
    }
    components = { ...components, ...part.components, schemas: { ...components.schemas, ...part.components?.schemas } }
  }
  return { ...frame, paths, components: { ...components, securitySchemes } }
}
