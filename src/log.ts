import pino, { type DestinationStream, type Logger } from 'pino'

/** What must never stand in a log, wherever it sits in the logged object. */
const SECRET = ['password', 'token', 'key', 'secret', 'cookie', 'authorization', 'link']
const paths = SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*["set-${name}"]`])

/** Structured log (JSON lines) with passwords, keys, tokens and one-time links taken out. */
export const openLog = (level: string, destination?: DestinationStream): Logger =>
  pino(
    { level, base: undefined, redact: { paths, censor: '…' } },
    destination ?? pino.destination({ fd: 2, sync: true }),
  )

/** A path with query for the log: the values of `token=` and `link=`, and codes that pair devices, are taken out. */
export const withoutToken = (url: string): string =>
  url.replace(/([?&](?:token|link)=)[^&]*/g, '$1…').replace(/(\/pairings\/)[^/?]+/g, '$1…')
