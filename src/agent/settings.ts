import { parseArgs } from 'node:util'
import { z } from 'zod'
import { MINUTE_MS } from '../kernel/dates.ts'

/** What an agent is set to. */
export type Settings = {
  /** "https://songque.example", without a slash at the end. */
  readonly server: string
  readonly station: string
  readonly keyFile: string
  readonly stateDir: string
  /** Bytes that the audio may take. */
  readonly diskLimit: number
  /** Days of playlist and audio kept ahead, today included. */
  readonly days: number
  /** How long after its time an item may still be started, ms. */
  readonly lateMs: number
  /** Command of the player; "mpv" is driven in its own way, any other is run with {file} in it. */
  readonly player: string
  readonly device: string | null
  /** Percent. */
  readonly volume: number
  /** A sound file to be played before each item, or null. */
  readonly ident: string | null
  /** Port of the status page on loopback; 0: none. */
  readonly statusPort: number
  readonly listen: boolean
  /** Calls at most so often, whatever the server allows; 0: as the server says. */
  readonly pollAtLeastSeconds: number
  /** What is due is looked for at least so often, as a machine may have slept or its clock been corrected. */
  readonly sleepAtMostSeconds: number
}

const number = (fallback: number, min: number, max: number) => z.coerce.number().min(min).max(max).default(fallback)
const fields = z.object({
  server: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  station: z.string().min(1).max(80),
  'key-file': z.string().optional(),
  state: z.string().default('/var/lib/songque-agent'),
  'disk-limit-mb': number(2000, 10, 10_000_000),
  days: number(7, 1, 31),
  'late-minutes': number(10, 0, 120),
  player: z.string().min(1).default('mpv'),
  device: z.string().optional(),
  volume: number(100, 0, 200),
  ident: z.string().optional(),
  'status-port': number(8377, 0, 65_535),
  listen: z.enum(['0', '1']).default('1'),
})
type Name = keyof z.input<typeof fields>
const NAMES = Object.keys(fields.shape) as Name[]

/** The environment variable of a flag: "key-file" is SONGQUE_KEY_FILE. */
const variable = (name: string): string => `SONGQUE_${name.toUpperCase().replaceAll('-', '_')}`

export type Asked = { readonly command: 'run' | 'doctor'; readonly key: string | null; readonly settings: Settings }

/**
 * Reads flags, and for what they leave out the environment.
 * @throws Error naming all that is wrong, in one message
 */
export function readSettings(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Asked {
  const options = Object.fromEntries([...NAMES, 'key'].map((name) => [name, { type: 'string' as const }]))
  const parsedArgs = parseArgs({ args: [...args], options, allowPositionals: true })
  const values: Readonly<Record<string, unknown>> = parsedArgs.values
  const { positionals } = parsedArgs
  const [command = 'run', ...surplus] = positionals
  if ((command !== 'run' && command !== 'doctor') || surplus.length > 0)
    throw new Error(`unknown: ${positionals.join(' ')}`)
  const value = (name: string): unknown => values[name] ?? (env[variable(name)] || undefined)
  const parsed = fields.safeParse(Object.fromEntries(NAMES.map((name) => [name, value(name)])))
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path, message }) => `  --${path.join('.')} (${variable(String(path[0]))}): ${message}`,
    )
    throw new Error(`The agent's settings are wrong:\n${faults.join('\n')}`)
  }
  const f = parsed.data
  const key = value('key')
  return {
    command,
    key: typeof key === 'string' ? key.trim() : null,
    settings: {
      server: f.server,
      station: f.station,
      keyFile: f['key-file'] ?? `${f.state}/key`,
      stateDir: f.state,
      diskLimit: f['disk-limit-mb'] * 1_000_000,
      days: Math.floor(f.days),
      lateMs: f['late-minutes'] * MINUTE_MS,
      player: f.player,
      device: f.device ?? null,
      volume: f.volume,
      ident: f.ident ?? null,
      statusPort: f['status-port'],
      listen: f.listen === '1',
      pollAtLeastSeconds: 0,
      sleepAtMostSeconds: 20,
    },
  }
}
