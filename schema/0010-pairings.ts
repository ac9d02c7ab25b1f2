import { statements } from './migration.ts'

/**
 * One-use codes by which a device gets a station key of its own, and the PINs by which an operator confirms airings at
 * the station's device. Of codes and PINs only hashes are kept.
 */
export const pairings = statements(`
create table pairing (
  code_hash text primary key,
  station_id :int not null references station(id),
  created_at :int not null,
  created_by :int not null references account(id),
  expires_at :int not null,
  used_at :int,
  station_key_id :int references station_key(id)
)
;
create index pairing_expires on pairing(expires_at)
;
create table account_pin (
  account_id :int primary key references account(id),
  pin_hash text not null,
  set_at :int not null
)
`)
