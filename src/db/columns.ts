import { sql } from 'kysely'
import type { z } from 'zod'
import type { Reader } from './db.ts'

/** Booleans are 0 and 1 in both databases. */
export const bit = (value: boolean): 0 | 1 => (value ? 1 : 0)

/** Reads a JSON text column through its schema: what is stored was once valid, and is proven so again. */
export const jsonColumn = <S extends z.ZodType>(schema: S, text: string): z.output<S> => schema.parse(JSON.parse(text))

/** `for update` where the database has it; on SQLite the IMMEDIATE transaction already holds the only write lock. */
export const lockRow = (reader: Pick<Reader, 'dialect'>) => (reader.dialect === 'postgres' ? sql`for update` : sql``)
