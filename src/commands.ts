import { ACCOUNT_USAGE, accountCommand, firstStart } from './accounts/index.ts'
import { BACKUP_USAGE, backupCommand, moveCommand, restoreCommand } from './backup/commands.ts'
import { type Config, readConfig } from './config.ts'
import type { Context } from './context.ts'
import { EXPORT_USAGE, exportCommand } from './data-out/index.ts'
import { DEMO_USAGE, demoCommand } from './demo/index.ts'
import { DOCTOR_USAGE, doctorCommand } from './doctor/index.ts'
import { DomainError } from './kernel/errors.ts'
import { openContext } from './open-context.ts'
import { REPORT_USAGE, reportCommand, restoredCommand, verifyCommand } from './reports/index.ts'
import { startServer } from './serve.ts'
import { STATION_KEY_USAGE, stationKeyCommand } from './stations/index.ts'

const USAGE = `songque COMMAND

serve                 the server (also: npm start)
migrate               bring the database to this program's schema
${ACCOUNT_USAGE}
${STATION_KEY_USAGE}
${REPORT_USAGE}
${EXPORT_USAGE}
${BACKUP_USAGE}
${DOCTOR_USAGE}
${DEMO_USAGE}
agent [doctor] --server URL --station CODE   the player of a station (docs/recipes/agent.md)

Settings come from the environment: docs/van-hanh/cau-hinh.md
`

/** Runs a command on the opened installation and prints the lines it returns; null means that its words were off. */
const onInstallation =
  (work: (ctx: Context, args: readonly string[]) => Promise<readonly string[] | null>) =>
  async (args: readonly string[]): Promise<void> => {
    const ctx = await openContext(quiet(readConfig(process.env)))
    try {
      const lines = await work(ctx, args)
      if (lines) process.stdout.write(lines.map((line) => `${line}\n`).join(''))
      else {
        process.stderr.write(USAGE)
        process.exitCode = 2
      }
    } finally {
      await ctx.db.close()
    }
  }
/** A command's answer is what it prints; only what goes wrong is logged beside it. */
const quiet = (config: Config): Config => ({
  ...config,
  // The file belongs to the server: two processes would put it aside over each other.
  logFile: '',
  logLevel: config.logLevel === 'info' ? 'warn' : config.logLevel,
})

async function serve(): Promise<void> {
  const ctx = await openContext(readConfig(process.env))
  const running = await startServer(ctx)
  process.stdout.write(`Sóng Quê: ${running.url}\n`)
  const link = await firstStart(ctx, running.url)
  if (link)
    process.stdout.write(`Tạo người quản trị đầu tiên / create the administrator (24 h, một lần / once):\n${link}\n`)
  stopOnSignal(ctx, running.stop)
}

/** Ctrl+C and systemd's stop end the server gracefully; a second signal at once. */
function stopOnSignal(ctx: Context, stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      ctx.log.info({ signal }, 'stopping')
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          ctx.log.error({ err: error }, 'stopping failed')
          process.exit(1)
        },
      )
    })
  }
}

/** For commands that take their time: each line as soon as it is known. */
const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const commands: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  serve,
  demo: demoCommand,
  doctor: doctorCommand,
  migrate: onInstallation(async () => ['ok']),
  account: onInstallation(accountCommand),
  'station-key': onInstallation(stationKeyCommand),
  report: onInstallation(async (ctx, args) => [await reportCommand(ctx, args)]),
  verify: onInstallation(async (ctx) => [await verifyCommand(ctx)]),
  export: onInstallation(exportCommand),
  restored: onInstallation(restoredCommand),
  backup: onInstallation(backupCommand),
  restore: (args) => restoreCommand(quiet(readConfig(process.env)), args, say),
  move: (args) => moveCommand(quiet(readConfig(process.env)), args, say),
}

const [name = 'serve', ...args] = process.argv.slice(2)
const command = commands[name]
if (!command) {
  process.stderr.write(USAGE)
  process.exit(name === 'help' || name === '--help' ? 0 : 2)
}
command(args).catch((error: unknown) => {
  const said =
    error instanceof DomainError
      ? `${error.vi}\n${error.en}${error.fields.map((f) => `\n  ${f.path}: ${f.vi} / ${f.en}`).join('')}`
      : String(error instanceof Error ? error.stack : error)
  process.stderr.write(`${said}\n`)
  process.exit(1)
})
