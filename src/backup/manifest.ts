import { z } from 'zod'

const hex = z.string().regex(/^[0-9a-f]{64}$/)
/** How a file is put together again: its pieces in order, by the SHA-256 of what they hold. */
export const recipe = z.object({ bytes: z.number().int(), sha256: hex, pieces: z.array(hex) })
export type Recipe = z.output<typeof recipe>

/** A table as rows: values in the order of `columns`, rows in the order of `key`. */
export const tableRows = z.object({
  table: z.string(),
  columns: z.array(z.string()),
  key: z.array(z.string()),
  rows: z.number().int(),
  sha256: hex,
  /** The last number that the table gave out; null: it gives none. */
  last: z.number().int().nullable(),
  pieces: z.array(hex),
})
export type TableRows = z.output<typeof tableRows>

const storedFile = recipe.extend({ extension: z.string() })
export type StoredRecipe = z.output<typeof storedFile>

/** What a backup holds; kept as an object of its own, sealed like all others. */
export const contents = z.object({
  database: z.discriminatedUnion('as', [
    z.object({ as: z.literal('sqlite'), file: recipe }),
    z.object({ as: z.literal('rows'), simulated: z.boolean(), tables: z.array(tableRows) }),
  ]),
  media: z.array(storedFile),
  /** Files beside the database, by name. */
  beside: z.record(z.string(), recipe),
})
export type Contents = z.output<typeof contents>

/** The manifest: written last, a backup is there once it is. Counts and hashes only, so it may be read by anyone. */
export const manifest = z.object({
  backup: z.literal('song-que'),
  format: z.literal(1),
  id: z.string(),
  /** The moment that the database is of. */
  at: z.string(),
  program: z.string(),
  time_zone: z.string(),
  dialect: z.enum(['sqlite', 'postgres']),
  /** The migrations that were run on it. */
  migrations: z.array(z.string()),
  /** Rows by table. */
  rows: z.record(z.string(), z.number().int()),
  media: z.object({ files: z.number().int(), bytes: z.number().int(), missing: z.array(z.string()) }),
  database_bytes: z.number().int(),
  /** What had to be stored anew. */
  added_bytes: z.number().int(),
  key_id: z.string().nullable(),
  contents: hex,
  /** SHA-256 of the list of this backup's objects. */
  list: hex,
  /** SHA-256 of the canonical JSON of all the rest; with a key the HMAC under it. */
  hash: hex,
})
export type Manifest = z.output<typeof manifest>
