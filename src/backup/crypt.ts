import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** What seals and opens the objects of a backup. */
export type BackupKey = {
  /** Tells keys apart without telling the key: 16 hex digits, stands in every manifest. */
  readonly id: string
  /** A name that only owners of the key can derive from the content: who reads the bucket learns no hash. */
  nameOf(sha256: string): string
  mac(text: string): string
  seal(name: string, plain: Buffer): Buffer
  /** @throws Error when the object was changed, cut, renamed or sealed with another key */
  open(name: string, sealed: Buffer): Buffer
}

/** 32 bytes as 64 hex digits or as base64 (43 or 44 characters): `openssl rand -hex 32`. */
export const KEY_TEXT = /^([0-9a-fA-F]{64}|[A-Za-z0-9+/_-]{43}=?)$/

const NONCE = 12
const TAG = 16
const bytesOf = (text: string): Buffer => Buffer.from(text, text.length === 64 ? 'hex' : 'base64')
const derive = (secret: Buffer, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `song-que backup 1 ${use}`, 32))

/**
 * Reads BACKUP_KEY. Objects are pieces of a few megabytes; each is sealed by AES-256-GCM with a nonce of its own, and its
 * name is sealed with it, so that no piece can stand in for another.
 * @throws TypeError when the text is no such key
 */
export function readBackupKey(text: string): BackupKey {
  if (!KEY_TEXT.test(text)) throw new TypeError('BACKUP_KEY: 32 bytes as 64 hex digits or base64')
  const secret = bytesOf(text)
  const [sealing, naming] = [derive(secret, 'seal'), derive(secret, 'name')]
  const hmac = (data: string): string => createHmac('sha256', naming).update(data).digest('hex')
  return {
    id: hmac('key id').slice(0, 16),
    nameOf: (sha256) => hmac(`object ${sha256}`),
    mac: (data) => hmac(`manifest ${data}`),
    seal: (name, plain) => {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce, { authTagLength: TAG })
      cipher.setAAD(Buffer.from(name))
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    open: (name, sealed) => {
      if (sealed.length < NONCE + TAG) throw new Error('too short for a sealed object')
      const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(0, NONCE), { authTagLength: TAG })
      decipher.setAAD(Buffer.from(name))
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
      return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()])
    },
  }
}
