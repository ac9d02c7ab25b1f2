import { statements } from './migration.ts'

/** How many reports a device still held after its last attempt to send them, as it told. */
export const deviceWaiting = statements(`
alter table device add column waiting :int
`)
