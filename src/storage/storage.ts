import type { Readable } from 'node:stream'

/** Name of a stored file: its SHA-256 in lower-case hex and its extension without a dot. */
export type MediaRef = { readonly sha256: string; readonly extension: string }

/** Bytes from `start` to `end`, both inclusive, as HTTP ranges count them. */
export type ByteRange = { readonly start: number; readonly end: number }

export type StoredFile = { readonly bytes: number }

/** A folder of one job for unfinished files; nothing in it survives a restart. */
export type WorkFolder = { readonly path: string; remove(): Promise<void> }

/**
 * Home of the audio, content-addressed: a file is named by its hash, so the same content is there once and never changes.
 * A folder or a bucket of S3 stands behind it: what is stored is only read through `open` or borrowed through `local`.
 */
export type Storage = {
  /** Folder of uploads under way, on a disk of this machine. */
  readonly incoming: string
  /**
   * Takes a finished file in: on disk, under its name, before this resolves. The file given is moved away (when the same
   * content is already there: removed); with `keep` it stays until the caller has written down what it became. The caller
   * vouches for the hash.
   * @returns whether it was new
   * @throws DomainError disk_full, storage_away; nothing half-written stays, and the file given is still there
   */
  put(
    file: string,
    ref: MediaRef,
    options?: { readonly keep?: boolean },
  ): Promise<StoredFile & { readonly added: boolean }>
  /** Size of a stored file, null when it is not there. */
  stat(ref: MediaRef): Promise<StoredFile | null>
  /** A stream of the bytes, of a range or all. @throws (on the stream) when the file is not there */
  open(ref: MediaRef, range?: ByteRange): Readable
  /**
   * A path that may be read, not changed, for the next hour: for ffmpeg and for a reverse proxy. Null when the file is not
   * there. @throws DomainError storage_away, disk_full
   */
  local(ref: MediaRef): Promise<string | null>
  /**
   * An address at which the bytes can be fetched for some minutes without us, by GET and by ranges; null where the store has
   * none, or is not to be shown to others.
   */
  signedUrl(ref: MediaRef): Promise<string | null>
  /** Removes a stored file; no error when it is gone already. */
  remove(ref: MediaRef): Promise<void>
  /** Puts a refused file aside under a telling name, for a person to look at. */
  quarantine(file: string, name: string): Promise<void>
  /** A fresh folder for unfinished files, on a disk of this machine. */
  workFolder(): Promise<WorkFolder>
  /** Removes what a killed process left in work folders, and quarantined files older than `days` days. */
  cleanLeftovers(now: number, days?: number): Promise<void>
  /** Bytes that can still be written to the disk of this machine. */
  freeBytes(): Promise<number>
}
