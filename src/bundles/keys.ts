import { createPrivateKey, createPublicKey, generateKeyPairSync, hkdfSync, randomBytes, sign } from 'node:crypto'
import { z } from 'zod'
import { sha256 } from '../kernel/canonical.ts'

/** What an installation signs its bundles with. */
export const bundleSecrets = z.object({
  /** Ed25519, PKCS#8 PEM. */
  private_key: z.string(),
  /** 256 random bits, base64url: each bundle's own secret is derived from it. */
  report_secret: z.string(),
})
export type BundleSecrets = z.output<typeof bundleSecrets>

export function newSecrets(): BundleSecrets {
  const { privateKey } = generateKeyPairSync('ed25519')
  return {
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    report_secret: randomBytes(32).toString('base64url'),
  }
}

/** The public half in PEM, and a short name by which people compare keys. */
export function publicKey(secrets: BundleSecrets): { readonly pem: string; readonly id: string } {
  const key = createPublicKey(createPrivateKey(secrets.private_key))
  return {
    pem: key.export({ type: 'spki', format: 'pem' }).toString(),
    id: sha256(key.export({ type: 'spki', format: 'der' })).slice(0, 16),
  }
}

/** Ed25519 over the exact bytes: 64 bytes. */
export const signBytes = (secrets: BundleSecrets, bytes: Uint8Array): Buffer =>
  sign(null, bytes, createPrivateKey(secrets.private_key))

/**
 * The secret of one bundle of one station, as hex: HKDF-SHA-256 from the installation's secret, so that nothing need be
 * kept for each stick that is made. Its page carries it.
 */
export const reportKey = (secrets: BundleSecrets, stationId: number, bundleId: string): string =>
  Buffer.from(
    hkdfSync(
      'sha256',
      Buffer.from(secrets.report_secret, 'base64url'),
      '',
      `songque bundle ${stationId} ${bundleId}`,
      32,
    ),
  ).toString('hex')
