import { statements } from './migration.ts'

/**
 * What people are to be told of without looking (stations without word, a deadline, a supplement, the daily ledger
 * heads), each once by its key, and its deliveries by e-mail or webhook with what became of them.
 */
export const notices = statements(`
create table notice (
  id :id,
  kind text not null,
  key text not null unique,
  data text not null,
  created_at :int not null
)
;
create index notice_created on notice(created_at)
;
create table notice_delivery (
  id :id,
  notice_id :int not null references notice(id),
  channel text not null,
  target text not null,
  state text not null,
  tries :int not null,
  next_at :int not null,
  claimed_until :int,
  sent_at :int,
  last_error text
)
;
create index notice_delivery_waiting on notice_delivery(next_at) where state = 'waiting'
;
create index notice_delivery_notice on notice_delivery(notice_id)
`)
