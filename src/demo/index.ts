import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readConfig } from '../config.ts'
import { addDays } from '../kernel/dates.ts'
import { openContext } from '../open-context.ts'
import { type Running, startServer } from '../serve.ts'
import { ApiClient } from './api.ts'
import { StoryClock } from './clock.ts'
import { makeKeys, seedPeople } from './district.ts'
import { reportQuarter, reportToday } from './history.ts'
import { seedSegments } from './library.ts'
import { type DemoAccount, makePeople } from './people.ts'
import { at, mondayOf, planQuarter, planToday, type Story } from './story.ts'

export const DEMO_USAGE = `demo [--port N] [--data DIR] [--reset]   the sample district Chợ Gạo, in a folder of its own`

const secrets = z.object({
  url: z.string(),
  accounts: z.array(z.object({ username: z.string(), password: z.string(), roles: z.array(z.string()) })),
  stationKeys: z.record(z.string(), z.string()),
  reportKey: z.string(),
})
type Secrets = z.output<typeof secrets>
const SECRETS = 'demo.json'
/** Stands in a folder that a demo made: only such a folder is ever removed. */
const MARK = '.songque-demo'

/**
 * Runs the sample district until it is stopped: the first time it is told through the HTTP interface, as people and
 * stations would have done it; later the folder is opened as it is.
 */
export async function demoCommand(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      home: { type: 'string' },
      reset: { type: 'boolean' },
    },
  })
  const home = resolve(values.home ?? '.')
  const folder = resolve(values.data ?? join(home, '.demo'))
  await prepareFolder(folder, values.reset === true)
  const { config, clock, known } = await installation(folder, values.port)
  const ctx = await openContext(config, clock)
  const running = await startServer(ctx)
  process.once('SIGINT', () => end(running))
  process.once('SIGTERM', () => end(running))
  const told = known ?? (await tell(running.url, home, ctx, clock))
  const shown: Secrets = { ...told, url: running.url }
  await keepSecrets(folder, shown)
  process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`)
}

function end(running: Running): void {
  running.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  )
}

/** Makes the folder ready; one whose telling was broken off is begun anew. @throws Error for a folder that is no demo's */
async function prepareFolder(folder: string, reset: boolean): Promise<void> {
  const ours = existsSync(join(folder, MARK))
  if (existsSync(folder) && !ours) {
    if ((await readdir(folder)).length > 0)
      throw new Error(`${folder} is not empty and was not made by the demo: choose another --data`)
  }
  if (ours && (reset || !existsSync(join(folder, SECRETS)))) await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(join(folder, MARK), '')
}

async function installation(folder: string, port: string | undefined) {
  const config = readConfig({
    LOG_LEVEL: 'warn',
    // The quarter is planned as a whole, at its beginning.
    HORIZON_DAYS: '100',
    AUDIO_WORKERS: '2',
    ...process.env,
    DATA_DIR: folder,
    MEDIA_DIR: join(folder, 'media'),
    ...(port === undefined ? {} : { PORT: port }),
  })
  const file = join(folder, SECRETS)
  const known = existsSync(file) ? secrets.parse(JSON.parse(await readFile(file, 'utf8'))) : null
  const clock = new StoryClock()
  if (!known) clock.set(Date.parse('2020-06-15T08:00:00+07:00'))
  return { config, clock, known }
}

async function keepSecrets(folder: string, shown: Secrets): Promise<void> {
  const file = join(folder, SECRETS)
  await writeFile(`${file}.new`, `${JSON.stringify(shown, null, 2)}\n`, { mode: 0o600 })
  await chmod(`${file}.new`, 0o600)
  await rename(`${file}.new`, file)
}

/** Tells the whole story to an empty installation. @returns what is shown once: passwords and keys */
async function tell(
  url: string,
  home: string,
  ctx: Parameters<typeof seedPeople>[0],
  clock: StoryClock,
): Promise<Secrets> {
  const begun = performance.now()
  const say = (text: string): boolean =>
    process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${text}\n`)
  const people = makePeople()
  say('Huyện mẫu Chợ Gạo: đơn vị, đài, tài khoản…')
  const administrator = await seedPeople(ctx, url, people)
  const keys = await makeKeys(administrator)
  const stations = Object.fromEntries(
    Object.entries(keys.stationKeys).map(([code, key]) => [code, new ApiClient(url, key)]),
  )
  const signedIn = async (username: string): Promise<ApiClient> => {
    const client = new ApiClient(url)
    await client.signIn(username, people.find((person) => person.username === username)?.password ?? '')
    return client
  }
  const sample = (name: string): Promise<Uint8Array<ArrayBuffer>> =>
    readFile(join(home, 'media', 'samples', name)).then((bytes) => new Uint8Array(bytes))
  const begin = async (): Promise<Story> => ({
    clock,
    zone: ctx.zone,
    staff: { editor: await signedIn('lan'), approver: await signedIn('minh'), technician: await signedIn('phuc') },
    scheduler: await signedIn('thuha'),
    stations,
    recordings: [await sample('cai-cach-hanh-chinh-1.mp3'), await sample('cai-cach-hanh-chinh-2.mp3')],
  })

  say('Quý III năm 2020: kịch bản, âm thanh, lịch phát…')
  const then = await begin()
  await seedSegments(then.staff.editor)
  await planQuarter(then)
  say('Quý III năm 2020: nhật ký phát sóng của 20 đài…')
  await reportQuarter(then)

  const now = Date.now()
  const thisMonday = mondayOf(ctx.zone.localDate(now))
  say('Những tuần gần đây…')
  // The Sunday before the first of the three past weeks.
  clock.set(at(then, addDays(thisMonday, -22), 8))
  const today = await begin()
  await planToday(today, thisMonday)
  clock.run()
  await reportToday(today, thisMonday, now)
  const accounts = people.map(({ username, password, roles }: DemoAccount) => ({
    username,
    password,
    roles: [...roles],
  }))
  return { url, accounts, stationKeys: keys.stationKeys, reportKey: keys.reportKey }
}
