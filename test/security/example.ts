/** A part of a JSON schema as the API document has it. */
export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly example?: unknown
  readonly format?: string
  readonly minimum?: number
  readonly minItems?: number
  readonly minLength?: number
  readonly pattern?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly default?: unknown
}

/** Things of the story, by the name of the member that asks for them. */
export type Things = Readonly<Record<string, unknown>>

const TEXT_BY_FORMAT: Readonly<Record<string, string>> = {
  date: '2026-11-25',
  'date-time': '2026-11-25T10:00:00Z',
  uuid: '00000000-0000-4000-8000-000000000000',
}
const text = ({ format, pattern, minLength = 0 }: Schema): string => {
  if (format !== undefined && TEXT_BY_FORMAT[format]) return TEXT_BY_FORMAT[format]
  if (pattern?.includes('[0-9a-f]{64}')) return 'a'.repeat(64)
  return pattern?.includes('2[0-3]') ? '05:15' : 'x'.repeat(Math.max(3, minLength))
}

/** A value that a schema takes, as small as it may be: required members alone, the first of what it may be. */
export function exampleOf(schema: Schema, resolve: (ref: string) => Schema, things: Things, name = ''): unknown {
  if (schema.$ref) return exampleOf(resolve(schema.$ref), resolve, things, name)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (name in things && type !== 'object') return type === 'array' ? [things[name]] : things[name]
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.example !== undefined) return schema.example
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0]
  if (choice) return exampleOf(choice, resolve, things, name)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part, resolve, things, name)))
  switch (type) {
    case 'object': {
      const members = (schema.required ?? []).map((key) => {
        const member = schema.properties?.[key]
        return [key, member ? exampleOf(member, resolve, things, key) : null] as const
      })
      return Object.fromEntries(members)
    }
    case 'array':
      return schema.items && (schema.minItems ?? 0) > 0 ? [exampleOf(schema.items, resolve, things, name)] : []
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return false
    default:
      return text(schema)
  }
}
