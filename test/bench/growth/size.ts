// One size of growth in this process: `tsx test/bench/growth/size.ts STATIONS FILE` writes its costs to FILE as JSON.
import { writeFileSync } from 'node:fs'
import { costsOf } from './measure.ts'

const [stations = '', file = ''] = process.argv.slice(2)
// The first of a process pays for compiling: a small one goes before.
await costsOf(5)
writeFileSync(file, JSON.stringify(await costsOf(Number(stations))))
process.exit(0)
