/** Roles that a person may combine. */
export const ROLES = [
  'editor',
  'approver',
  'technician',
  'scheduler',
  'station_operator',
  'reform_office',
  'administrator',
] as const
export type Role = (typeof ROLES)[number]

/** Who acts. A station key acts for its one station; an API key may only read reports. */
export type Actor =
  | {
      readonly kind: 'account'
      readonly accountId: number
      readonly name: string
      readonly roles: readonly Role[]
      readonly stationIds: readonly number[]
    }
  | { readonly kind: 'station'; readonly stationId: number; readonly keyId: number; readonly name: string }
  | { readonly kind: 'api_key'; readonly keyId: number; readonly name: string }
  | { readonly kind: 'system'; readonly name: string }
  | { readonly kind: 'nobody'; readonly name: 'nobody' }

export const NOBODY: Actor = { kind: 'nobody', name: 'nobody' }
export const system = (name: string): Actor => ({ kind: 'system', name })
