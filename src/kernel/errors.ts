import { NOUNS, type Noun } from './nouns.ts'

/**
 * Errors that people may see. Each slice declares its own catalogue beside its rules; code, HTTP status and both
 * sentences stand in one place, and nothing else in the program maps a code to words.
 */
export type Sentence = { readonly status: number; readonly vi: string; readonly en: string }
/** The same words in both languages, where what fills a sentence is itself words. */
export type Words = { readonly vi: string; readonly en: string }
export type ErrorParams = Readonly<Record<string, string | number | Words>>
/** A fault in one field of the input: `path` as in the JSON body ("rule.times.0"), the same words in both languages. */
export type FieldFault = { readonly path: string; readonly vi: string; readonly en: string }

const fill = (sentence: Words, lang: keyof Words, params: ErrorParams): string =>
  sentence[lang].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name] ?? whole
    return typeof value === 'object' ? value[lang] : String(value)
  })

export class DomainError extends Error {
  override readonly name = 'DomainError'
  readonly code: string
  readonly status: number
  readonly vi: string
  readonly en: string
  readonly params: ErrorParams
  readonly fields: readonly FieldFault[]
  /** Further members of the problem document (for instance the conflicts of a dry run). */
  readonly extra: Readonly<Record<string, unknown>>

  constructor(
    code: string,
    sentence: Sentence,
    params: ErrorParams = {},
    more: { fields?: readonly FieldFault[]; extra?: Record<string, unknown> } = {},
  ) {
    super(`${code}: ${fill(sentence, 'en', params)}`)
    this.code = code
    this.status = sentence.status
    this.vi = fill(sentence, 'vi', params)
    this.en = fill(sentence, 'en', params)
    this.params = params
    this.fields = more.fields ?? []
    this.extra = more.extra ?? {}
  }
}

type Raiser = (params?: ErrorParams, more?: ConstructorParameters<typeof DomainError>[3]) => DomainError
const registry = new Map<string, Sentence>()

/**
 * Declares a catalogue of errors. `{name}` in a sentence is filled from the parameters.
 * @returns one function per code that makes (does not throw) the error: `throw libraryErrors.not_cleared({ number: 12 })`
 * @throws Error when a code was declared before: codes are stable and global
 */
export function defineErrors<Code extends string>(catalogue: Record<Code, Sentence>): Record<Code, Raiser> {
  const raisers = {} as Record<Code, Raiser>
  for (const code of Object.keys(catalogue) as Code[]) {
    const sentence = catalogue[code]
    const known = registry.get(code)
    if (known && known !== sentence) throw new Error(`error code declared twice: ${code}`)
    registry.set(code, sentence)
    raisers[code] = (params, more) => new DomainError(code, sentence, params, more)
  }
  return raisers
}

/** Every declared code with its sentences: for the API document and the completeness test. */
export const declaredErrors = (): ReadonlyMap<string, Sentence> => registry

const common = defineErrors({
  invalid_input: { status: 400, vi: 'Dữ liệu gửi lên chưa đúng.', en: 'The input is not valid.' },
  not_found: { status: 404, vi: 'Không tìm thấy {what}.', en: 'There is no such {what}.' },
  method_not_allowed: {
    status: 405,
    vi: 'Địa chỉ này không nhận {method}, chỉ nhận {allowed}.',
    en: 'This address does not take {method}, only {allowed}.',
  },
  sign_in_required: { status: 401, vi: 'Cần đăng nhập hoặc có khóa hợp lệ.', en: 'Sign in or send a valid key.' },
  forbidden: {
    status: 403,
    vi: 'Tài khoản hoặc khóa này không có quyền làm việc đó.',
    en: 'This account or key may not do that.',
  },
  conflict: { status: 409, vi: 'Dữ liệu đã bị thay đổi bởi người khác.', en: 'Someone else changed this meanwhile.' },
  too_large: { status: 413, vi: 'Dữ liệu quá lớn (tối đa {max} byte).', en: 'Too large (at most {max} bytes).' },
  bad_body: {
    status: 400,
    vi: 'Không đọc được nội dung gửi lên. Cần JSON đúng cú pháp, mã UTF-8.',
    en: 'The body cannot be read. Well-formed JSON in UTF-8 is needed.',
  },
  unsupported_media_type: {
    status: 415,
    vi: 'Kiểu nội dung (Content-Type) này không được nhận ở đây.',
    en: 'This type of content (Content-Type) is not taken here.',
  },
  disk_full: {
    status: 507,
    vi: 'Máy chủ hết chỗ trên đĩa, chưa có gì được ghi.',
    en: 'The server disk is full; nothing was stored.',
  },
  disk_nearly_full: {
    status: 507,
    vi: 'Đĩa của máy chủ gần đầy (còn {free} MB), nên chưa nhận thêm tệp. Lịch phát và báo phát vẫn chạy. Xin báo người quản trị dọn bớt hay thêm đĩa.',
    en: 'The server disk is nearly full ({free} MB left), so no further files are taken. Playlists and reports go on. Please tell the administrator to make room.',
  },
  database_away: {
    status: 503,
    vi: 'Cơ sở dữ liệu chưa trả lời (có thể đang khởi động lại). Hãy thử lại sau ít giây.',
    en: 'The database does not answer just now (it may be restarting). Try again in some seconds.',
  },
  internal: {
    status: 500,
    vi: 'Có lỗi bên trong, đã ghi vào nhật ký máy chủ.',
    en: 'An internal error occurred and was logged.',
  },
})

/** Errors that belong to no slice. What was not found is told through `notFound`, so that it has words in both languages. */
export const commonErrors: Omit<typeof common, 'not_found'> & {
  readonly not_found: (params: { what: Words }) => DomainError
} = common

/**
 * @param noun what was looked for
 * @param which its number or code as it was asked for
 */
export function notFound(noun: Noun, which?: string | number): DomainError {
  const { vi, en } = NOUNS[noun]
  if (which === undefined) return commonErrors.not_found({ what: { vi, en } })
  const name = String(which).slice(0, 80).toWellFormed()
  const what = { vi: typeof which === 'number' ? `${vi} số ${name}` : `${vi} ${name}`, en: `${en}: ${name}` }
  return commonErrors.not_found({ what })
}
