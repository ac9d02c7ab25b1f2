import { statements } from './migration.ts'

/**
 * A recording cut at its head or tail is a recording of its own with the same original: what was aired before keeps its
 * files and hashes. `trim_from` and `trim_to` are seconds of the original; null: its start, its end.
 */
export const trims = statements(`
alter table recording add column trim_from :real
;
alter table recording add column trim_to :real
`)
