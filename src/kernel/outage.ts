/** What the operating system says of a line that could not be opened or broke. */
const LINE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
/** Postgres: shutting down, crashed, starting up, out of connections; and SQLite's writer that did not come free. */
const SERVER: ReadonlySet<string> = new Set(['57P01', '57P02', '57P03', '53300', 'SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT'])
/** Sentences of the pg driver, which gives these errors no code. */
const SAID =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout|Client was closed and is not queryable)/

/**
 * Whether an error says that the database cannot be reached just now, so that the same request may succeed soon. Errors of
 * other servers look alike: ask only where nothing but the database was asked.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  // Class 08 is "connection exception" (SQLSTATE).
  return LINE.has(code) || SERVER.has(code) || /^08\w{3}$/.test(code) || SAID.test(error.message)
}
