import { parseArgs } from 'node:util'
import { isLocalDate, type LocalDate } from '../../src/kernel/dates.ts'

export const FAULTS = ['line', 'power', 'clock', 'duplicate'] as const
export type Fault = (typeof FAULTS)[number]
export type Options = {
  readonly stations: number
  readonly from: LocalDate
  readonly to: LocalDate
  readonly faults: ReadonlySet<Fault>
  readonly seed: number
  /** A station calls at most so often: thousands of heartbeats prove nothing more. */
  readonly pollSeconds: number
  /** Every nth station speaks over a socket; the others hand the same requests to the same application in the process. */
  readonly socketEvery: number
  /** A folder kept by `prepare`: the district told before, for several runs of the same stations and days; null: tell it. */
  readonly home: string | null
}

const date = (text: string): LocalDate => {
  if (!isLocalDate(text)) throw new Error(`${text} is no date`)
  return text
}
const isFault = (text: string): text is Fault => FAULTS.some((fault) => fault === text)

/** `--stations 20 --from 2020-07-01 --to 2020-07-14 --faults line,power,clock,duplicate --seed 1` */
export function readOptions(args: readonly string[]): Options {
  const text = { type: 'string' as const }
  const { values } = parseArgs({
    args: [...args],
    options: {
      stations: text,
      from: text,
      to: text,
      faults: text,
      seed: text,
      poll: text,
      'socket-every': text,
      home: text,
    },
  })
  const faults = (values.faults ?? '').split(',').filter((one) => one !== '')
  const unknown = faults.filter((one) => !isFault(one))
  if (unknown.length > 0) throw new Error(`unknown faults: ${unknown.join(', ')}; known: ${FAULTS.join(', ')}`)
  return {
    stations: Number(values.stations ?? 20),
    from: date(values.from ?? '2020-07-01'),
    to: date(values.to ?? '2020-07-14'),
    faults: new Set(faults.filter(isFault)),
    seed: Number(values.seed ?? 1),
    pollSeconds: Number(values.poll ?? 10_800),
    socketEvery: Number(values['socket-every'] ?? 1),
    home: values.home ?? null,
  }
}
