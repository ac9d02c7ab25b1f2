import { sql } from 'kysely'
import type { Db, Reader } from '../db/index.ts'

/** Tables that are left out, each with its reason. Every other table goes out, also one that is added later. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  sign_in_session: 'who is signed in now: secrets',
  sign_in_attempt: 'failed attempts to sign in',
  one_time_link: 'links that set passwords: secrets',
  account_pin: 'hashes of PINs: secrets',
  second_factor: 'secrets shared with telephones',
  recovery_code: 'hashes of recovery codes: secrets',
  second_step: 'who is signing in now: secrets',
  pairing: 'codes that pair devices: secrets',
  playlist_version: 'rendered playlists, made anew from the rest',
  live_event: 'passing news between servers',
  report_export: 'files that are being made',
}
/** Columns that are left out, by table: what proves who somebody is. */
export const SECRET_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  account: ['password_hash'],
  api_key: ['key_hash'],
  station_key: ['key_hash'],
  // The address of a webhook often holds a secret.
  notice_delivery: ['target'],
}
/** Settings that are left out: what bundles are signed with, and what their reports are proved by. */
export const SECRET_SETTINGS: readonly string[] = ['bundle.secrets']
export const isSecretRow = (table: string, row: Readonly<Record<string, unknown>>): boolean =>
  table === 'setting' && SECRET_SETTINGS.some((key) => key === row.key)

/** Names of the tables that go out, in order; the index of texts and the list of migrations are no data. */
export async function tableNames(reader: Reader): Promise<string[]> {
  const { rows } =
    reader.dialect === 'sqlite'
      ? await sql<{ name: string }>`
          select name from sqlite_master where type = 'table' and name not like 'sqlite_%'
            and name not like 'episode_search%'`.execute(reader.q)
      : await sql<{ name: string }>`
          select table_name as name from information_schema.tables
          where table_schema = current_schema() and table_type = 'BASE TABLE'
            and table_name not like 'episode_search%'`.execute(reader.q)
  return rows
    .map(({ name }) => name)
    .filter((name) => !(name in LEFT_OUT) && !/migration/.test(name))
    .sort()
}

const AT_ONCE = 500

/** All rows of a table, some at a time, as the database has them. @param reader one that holds a transaction, on Postgres */
export async function* rowsOf(reader: Db, table: string): AsyncGenerator<Record<string, unknown>[]> {
  if (reader.dialect === 'postgres') {
    await sql`declare whole no scroll cursor for select * from ${sql.table(table)}`.execute(reader.q)
    for (;;) {
      const { rows } = await sql<Record<string, unknown>>`fetch ${sql.raw(String(AT_ONCE))} from whole`.execute(
        reader.q,
      )
      if (rows.length === 0) break
      yield rows
    }
    await sql`close whole`.execute(reader.q)
    return
  }
  let page: Record<string, unknown>[] = []
  for await (const row of streamed(reader, table)) {
    page.push(row)
    if (page.length < AT_ONCE) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}

const streamed = (reader: Db, table: string): AsyncIterable<Record<string, unknown>> =>
  reader.q
    .selectFrom(sql<Record<string, unknown>>`${sql.table(table)}`.as('whole'))
    .selectAll()
    .stream()
