export type PairingTable = {
  code_hash: string
  station_id: number
  created_at: number
  created_by: number
  expires_at: number
  used_at: number | null
  station_key_id: number | null
}

export type AccountPinTable = {
  account_id: number
  pin_hash: string
  set_at: number
}

export type PairingsTables = {
  pairing: PairingTable
  account_pin: AccountPinTable
}
