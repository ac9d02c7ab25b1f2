import { readConfig } from './config.ts'
import { openContext } from './open-context.ts'
import { startServer } from './serve.ts'

const USAGE = `songque COMMAND

  serve                 the server (also: npm start)
  migrate               bring the database to this program's schema
`

async function serve(): Promise<void> {
  const ctx = await openContext(readConfig(process.env))
  const running = await startServer(ctx)
  process.stdout.write(`Sóng Quê: ${running.url}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      ctx.log.info({ signal }, 'stopping')
      running.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          ctx.log.error({ err: error }, 'stopping failed')
          process.exit(1)
        },
      )
    })
  }
}

const commands: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  serve,
  migrate: async () => {
    const ctx = await openContext(readConfig(process.env))
    await ctx.db.close()
  },
}

const [name = 'serve', ...args] = process.argv.slice(2)
const command = commands[name]
if (!command) {
  process.stderr.write(USAGE)
  process.exit(name === 'help' || name === '--help' ? 0 : 2)
}
command(args).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
