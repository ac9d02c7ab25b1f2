import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import { bad, type Finding, good, type State } from './finding.ts'
import { installation } from './installation.ts'
import { clock, folders, nodeVersion, tools } from './machine.ts'
import { addressSense, channels, port, publicAddress } from './reach.ts'

export const DOCTOR_USAGE = `doctor [--lang vi|en] [--json]   looks at this installation, changes nothing, says what is wrong and what to do; exit code 1 when
                      something must be done`

const MARKS: Readonly<Record<State, { readonly vi: string; readonly en: string }>> = {
  good: { vi: '[đạt]   ', en: '[ok]   ' },
  warning: { vi: '[chú ý] ', en: '[look] ' },
  bad: { vi: '[lỗi]   ', en: '[FAIL] ' },
  skipped: { vi: '[bỏ qua]', en: '[none] ' },
}

/** Looks at everything, one after another; nothing is changed but for a small file that is written and removed. */
export async function examine(env: Readonly<Record<string, string | undefined>>, now = Date.now()): Promise<Finding[]> {
  const node = nodeVersion(process.version)
  let config: Config
  try {
    config = readConfig(env)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const told = bad('configuration', `Cấu hình sai.\n${why}`, `The configuration is wrong.\n${why}`, [
      'Sửa tệp /etc/songque/songque.env theo docs/van-hanh/cau-hinh.md',
      'Mend /etc/songque/songque.env by docs/van-hanh/cau-hinh.md',
    ])
    return [node, told]
  }
  const { findings, newest } = await installation(config, now)
  return [
    node,
    good('configuration', 'Cấu hình đọc được.', 'The configuration can be read.'),
    ...(await folders(config)),
    ...(await tools(config)),
    ...clock(config, now, newest),
    ...findings,
    await port(config),
    ...addressSense(config),
    ...(await publicAddress(config, now)),
    ...(await channels(config)),
  ]
}

/** The findings as lines of text in one language. */
export function told(findings: readonly Finding[], lang: 'vi' | 'en'): string[] {
  const count = (state: State): number => findings.filter((one) => one.state === state).length
  const [goods, warnings, bads] = [count('good'), count('warning'), count('bad')]
  return [
    ...findings.flatMap(({ state, what, act }) => [
      `${MARKS[state][lang]} ${what[lang]}`,
      ...(act ? [`          → ${act[lang]}`] : []),
    ]),
    '',
    lang === 'vi'
      ? `${goods} đạt, ${warnings} cần chú ý, ${bads} lỗi.`
      : `${goods} well, ${warnings} to look at, ${bads} to be mended.`,
  ]
}

/** The `doctor` command: prints what it found. Sets the exit code: 1 something is bad, 2 its words were off. */
export async function doctorCommand(argv: readonly string[]): Promise<void> {
  const options = { lang: { type: 'string', default: 'vi' }, json: { type: 'boolean', default: false } } as const
  const { values } = parseArgs({ args: [...argv], options })
  if (values.lang !== 'vi' && values.lang !== 'en') {
    process.stderr.write(`${DOCTOR_USAGE}\n`)
    process.exitCode = 2
    return
  }
  const { lang } = values
  const findings = await examine(process.env)
  const isWell = findings.every(({ state }) => state !== 'bad')
  const text = values.json
    ? JSON.stringify(
        {
          ok: isWell,
          checks: findings.map(({ id, state, what, act }) => ({
            id,
            state,
            message: what[lang],
            action: act?.[lang] ?? null,
          })),
        },
        null,
        2,
      )
    : told(findings, lang).join('\n')
  process.stdout.write(`${text}\n`)
  if (!isWell) process.exitCode = 1
}
