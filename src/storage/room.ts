import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Config } from '../config.ts'
import { commonErrors } from '../kernel/errors.ts'
import { hasCode } from './faults.ts'

/** What a disk has, in bytes. */
export type Room = { readonly free: number; readonly total: number }
/** `low`: people are told; `critical`: uploads are refused, so that reports and playlists go on. */
export type RoomLevel = 'good' | 'low' | 'critical'
export type DiskRoom = Room & {
  readonly folder: 'data' | 'media'
  readonly path: string
  readonly level: RoomLevel
  /** Below it uploads are refused. Bytes. */
  readonly reserve: number
}
type Limits = Pick<Config, 'diskWarnBytes' | 'diskReserveBytes'>
type Folders = Pick<Config, 'dataDir' | 'mediaDir' | 'databaseUrl'>

/** Small disks are not asked for more than these shares of them. */
const WARN_SHARE = 0.1
const RESERVE_SHARE = 0.05

/** Room that uploads leave on a disk of this size. Bytes. */
export const reserveOn = (total: number, { diskReserveBytes }: Limits): number =>
  Math.min(diskReserveBytes, total * RESERVE_SHARE)

export function roomLevel({ free, total }: Room, limits: Limits): RoomLevel {
  if (free < reserveOn(total, limits)) return 'critical'
  return free < Math.min(limits.diskWarnBytes, total * WARN_SHARE) ? 'low' : 'good'
}

/** What the disk under a path has; a folder that is not there yet is asked for by the one that it will stand in. */
export async function roomAt(path: string): Promise<Room> {
  try {
    const { bavail, blocks, bsize } = await statfs(path)
    return { free: bavail * bsize, total: blocks * bsize }
  } catch (error) {
    if (hasCode(error, 'ENOENT') && dirname(path) !== path) return roomAt(dirname(path))
    throw error
  }
}

/** Folder of the database file, else that of the data (Postgres keeps its own elsewhere). */
export const databaseFolder = ({ databaseUrl, dataDir }: Folders): string =>
  databaseUrl.startsWith('sqlite:/') ? dirname(databaseUrl.slice('sqlite:'.length)) : dataDir

/** How the disks under the database and under the audio are. */
export async function diskRooms(config: Limits & Folders): Promise<readonly [data: DiskRoom, media: DiskRoom]> {
  const one = async (folder: DiskRoom['folder'], path: string): Promise<DiskRoom> => {
    const room = await roomAt(path)
    return { ...room, folder, path, level: roomLevel(room, config), reserve: reserveOn(room.total, config) }
  }
  return [await one('data', databaseFolder(config)), await one('media', config.mediaDir)]
}

/**
 * Lets bytes in only where the reserve stays free, on the disk of the audio and on that of the database, which may be one.
 * @param bytes that are to come
 * @throws DomainError disk_nearly_full
 */
export async function demandRoom(config: Limits & Folders, bytes: number): Promise<void> {
  const [data, media] = await diskRooms(config)
  if (data.level === 'critical' || media.free - bytes < media.reserve)
    throw commonErrors.disk_nearly_full({ free: Math.floor(media.free / 1_048_576) })
}
