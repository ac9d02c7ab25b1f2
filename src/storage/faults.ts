import { commonErrors } from '../kernel/errors.ts'

/** True for an error of the operating system with this code. */
export const hasCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)

/** Turns "no space left", "quota exceeded" and "file too large for the disk" into disk_full; other errors pass. */
export const asDiskFull = (error: unknown): unknown =>
  hasCode(error, 'ENOSPC', 'EDQUOT', 'EFBIG') ? commonErrors.disk_full() : error

/** Awaits file work. @throws DomainError disk_full when the disk had no room */
export async function orDiskFull<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw asDiskFull(error)
  }
}
