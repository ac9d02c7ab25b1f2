// One part of the bench in this process: `tsx test/bench/part.ts NAME FILE` writes what it measured to FILE as JSON.
import { writeFileSync } from 'node:fs'
import { parts } from './parts.ts'

const [name = '', file = ''] = process.argv.slice(2)
const made = await parts[name]?.()
if (!made) throw new Error(`no part ${name}`)
writeFileSync(file, JSON.stringify(made))
process.exit(0)
