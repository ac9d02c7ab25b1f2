/** Entry of the single-file bundle (dist/agent.mjs): the agent alone, without the server. */
import { agentCommand } from './cli.ts'

agentCommand(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
