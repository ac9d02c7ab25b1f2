import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

export type LogFile = {
  /** Writes one line that ends in a line end. Never throws: a full disk must not stop the server. */
  write(line: string): void
  /** Closes the file and opens what stands under its name now: for logrotate and `kill -HUP`. */
  reopen(): void
  close(): void
}
export type LogFileOptions = {
  readonly path: string
  /** A file that has reached this is put aside. Bytes. */
  readonly maxBytes: number
  /** How many are kept beside the one that is written: PATH.1 is the newest. */
  readonly kept: number
}

const sizeOf = (path: string): number | null => {
  try {
    return statSync(path).size
  } catch {
    return null
  }
}

/**
 * A log file that is put aside when it is full: PATH → PATH.1 → … → PATH.N, the oldest goes. Lines are written at once,
 * so that the last ones before a crash are there.
 * @throws Error when the file cannot be opened at the start
 */
export function openLogFile({ path: given, maxBytes, kept }: LogFileOptions): LogFile {
  const path = resolve(given)
  const open = (): number => {
    mkdirSync(dirname(path), { recursive: true })
    // Addresses and names stand in it: for its owner and group alone.
    return openSync(path, 'a', 0o640)
  }
  let fd: number | null = open()
  let size = fstatSync(fd).size

  const close = (): void => {
    if (fd !== null) closeSync(fd)
    fd = null
  }
  const reopen = (): void => {
    close()
    try {
      fd = open()
      size = fstatSync(fd).size
    } catch {
      // Tried again with the next line.
    }
  }
  const putAside = (): void => {
    close()
    try {
      rmSync(`${path}.${kept}`, { force: true })
      for (let n = kept - 1; n >= 1; n -= 1)
        if (sizeOf(`${path}.${n}`) !== null) renameSync(`${path}.${n}`, `${path}.${n + 1}`)
      renameSync(path, `${path}.1`)
    } catch {
      // Where it cannot be renamed, it grows on.
    }
    reopen()
  }
  return {
    write: (line) => {
      const bytes = Buffer.byteLength(line)
      if (size > 0 && size + bytes > maxBytes) putAside()
      if (fd === null) reopen()
      try {
        if (fd !== null) size += writeSync(fd, line)
      } catch {
        // A full disk: the line is lost, the server goes on.
      }
    },
    reopen,
    close,
  }
}
