// Memory is set before the program is loaded, since loading fills the nursery: hence the program comes by import().
import './memory.ts'

// The agent is a program of its own that needs nothing of the server.
if (process.argv[2] === 'agent') await (await import('./agent/cli.ts')).agentCommand(process.argv.slice(3)).catch(fail)
else await import('./commands.ts')

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
