import { fuzzRoutes } from './fuzz.ts'

// One world of the heavy dose, bundled and started by test/prove/fuzz.ts: SEED INPUTS, its report on the standard output.
const [seed = '1', inputs = '1000'] = process.argv.slice(2)
const say = (text: string): void => void process.stderr.write(`${text}\n`)
const report = await fuzzRoutes({ seed: Number(seed), inputs: Number(inputs), say })
process.stdout.write(JSON.stringify(report), () => process.exit(0))
