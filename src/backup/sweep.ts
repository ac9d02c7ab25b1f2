import { z } from 'zod'
import type { Zone } from '../kernel/time.ts'
import type { Repository } from './repository.ts'
import { backupsToKeep, type Keeping } from './retention.ts'

/** Objects that no manifest names are left alone so long: somebody else's backup may be about to name them. */
const YOUNG_MS = 86_400_000
const stamp = z.string().regex(/^\d{8}T\d{9}Z$/)

/** The moment that a backup's name tells, epoch ms. */
export function momentOf(id: string): number {
  const t = stamp.parse(id)
  const iso = `${t.slice(0, 4)}-${t.slice(4, 6)}-${t.slice(6, 8)}T${t.slice(9, 11)}:${t.slice(11, 13)}:${t.slice(13, 15)}.${t.slice(15, 18)}Z`
  return Date.parse(iso)
}

/**
 * Forgets the backups that are no longer to be kept, then removes the objects that none of the others needs. Where a list of
 * a kept backup cannot be read, nothing is removed.
 * @returns how many backups and objects went
 * @throws DomainError backup_damaged
 */
export async function sweep(
  repository: Repository,
  keep: Keeping,
  { zone, now }: { readonly zone: Zone; readonly now: number },
): Promise<{ readonly backups: number; readonly objects: number }> {
  const all = await repository.backups()
  const aged = all.map(({ id, proven }) => ({ id, proven, day: zone.localDate(momentOf(id)) }))
  const kept = backupsToKeep(aged, keep)
  const needed = new Set<string>()
  for (const id of kept) for (const name of await repository.needed(id)) needed.add(name)
  const gone = all.filter(({ id }) => !kept.has(id))
  for (const { id } of gone) await repository.forget(id)
  let objects = 0
  for await (const { key, changedAt } of repository.target.list('objects/')) {
    const name = key.slice(key.lastIndexOf('/') + 1)
    if (needed.has(name) || changedAt > now - YOUNG_MS) continue
    await repository.removeObject(name)
    objects += 1
  }
  for await (const { key, changedAt } of repository.target.list('tmp/'))
    if (changedAt < now - YOUNG_MS) await repository.target.remove(key)
  return { backups: gone.length, objects }
}
