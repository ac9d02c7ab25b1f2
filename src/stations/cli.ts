import type { Context } from '../context.ts'
import { parseInput, z } from '../http/index.ts'
import { system } from '../kernel/actor.ts'
import { normaliseLine } from '../kernel/text.ts'
import { isoUtc } from '../kernel/time.ts'
import { createStationKey, revokeStationKey, stationKeys } from './keys.ts'
import { stationsAll } from './store.ts'

export const STATION_KEY_USAGE = `station-key list [CODE]
station-key create CODE NAME     prints the key, this once
station-key revoke ID            at once; a running server hears of it within 5 s`

const actor = system('command line')

async function list(ctx: Context, only: string | undefined): Promise<string[]> {
  const lines: string[] = []
  const codes = only === undefined ? (await stationsAll(ctx.db)).map((station) => station.code) : [only]
  for (const code of codes) {
    for (const key of await stationKeys(ctx, actor, code)) {
      const used = key.lastUsedAt === null ? 'never used' : `used ${isoUtc(key.lastUsedAt)}`
      lines.push([key.id, code, key.name, used, key.revokedAt === null ? 'valid' : 'revoked'].join('\t'))
    }
  }
  return lines
}

/**
 * The `station-key` command.
 * @param argv what follows `station-key`
 * @returns lines to print; null when the words are not understood (print STATION_KEY_USAGE)
 * @throws DomainError as the actions do
 */
export async function stationKeyCommand(ctx: Context, argv: readonly string[]): Promise<string[] | null> {
  const [verb, first, ...rest] = argv
  if (verb === 'list') return list(ctx, first)
  if (verb === 'create' && first !== undefined && rest.length > 0) {
    const name = parseInput(z.string().min(1).max(200), normaliseLine(rest.join(' ')))
    return [(await createStationKey(ctx, actor, { code: first, name })).key]
  }
  if (verb === 'revoke' && first !== undefined) {
    await revokeStationKey(ctx, actor, { id: parseInput(z.coerce.number().int().positive(), first) })
    return [`${first} revoked`]
  }
  return null
}
