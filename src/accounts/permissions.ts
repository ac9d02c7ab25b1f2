import type { Actor, Role } from '../kernel/actor.ts'
import { commonErrors, type DomainError } from '../kernel/errors.ts'

/** What the roles allow. A role not named for a verb does not have it; roles combine by union. */
const allowed = {
  'library.read': ['editor', 'approver', 'technician', 'scheduler', 'reform_office', 'administrator'],
  'segment.manage': ['editor', 'administrator'],
  'episode.edit': ['editor'],
  'script.submit': ['editor'],
  'script.approve': ['approver'],
  'script.approve_content': ['reform_office'],
  'script.return': ['approver', 'reform_office'],
  'air.clear': ['approver'],
  'episode.withdraw': ['approver', 'administrator'],
  'recording.upload': ['technician'],
  'schedule.read': [
    'editor',
    'approver',
    'technician',
    'scheduler',
    'reform_office',
    'administrator',
    'station_operator',
  ],
  'schedule.plan': ['scheduler'],
  // Text and recording of an emergency, in one step; an approver clears them.
  'emergency.prepare': ['editor', 'technician'],
  'emergency.order': ['approver', 'scheduler'],
  'closure.manage': ['scheduler', 'administrator'],
  'station.read': [
    'editor',
    'approver',
    'technician',
    'scheduler',
    'reform_office',
    'administrator',
    'station_operator',
  ],
  'station.manage': ['administrator'],
  // An operator looks after the own station's devices: a lost phone is cut off by whoever lost it.
  'station_key.manage': ['administrator', 'station_operator'],
  'station.pair': ['administrator', 'station_operator'],
  'unit.manage': ['administrator'],
  'playlist.read': ['editor', 'approver', 'technician', 'scheduler', 'administrator', 'station_operator'],
  // At a station, by its operator or key: only what is cleared and planned there (playlists/audio.ts).
  'audio.read': ['editor', 'approver', 'technician', 'scheduler', 'reform_office', 'administrator', 'station_operator'],
  'as_run.read': [
    'editor',
    'approver',
    'technician',
    'scheduler',
    'reform_office',
    'administrator',
    'station_operator',
  ],
  'as_run.report': [],
  // The as-run file of a USB bundle: evidence of grade "imported".
  'bundle.report': ['scheduler', 'station_operator'],
  // Logs on paper or in Excel: evidence of grade "imported", row by row.
  'log.import': ['scheduler', 'station_operator'],
  'airing.attest': ['scheduler', 'station_operator'],
  'airing.correct': ['scheduler'],
  'event.settle': ['scheduler'],
  'play.accept': ['scheduler'],
  'total.report': ['scheduler'],
  'report.read': ['editor', 'approver', 'technician', 'scheduler', 'reform_office', 'administrator'],
  // Long files keep the server at work: people ask for them, keys do not.
  'report.export': ['editor', 'approver', 'technician', 'scheduler', 'reform_office', 'administrator'],
  'plan.manage': ['scheduler', 'reform_office'],
  'period.close': ['reform_office'],
  'period.reopen': ['administrator'],
  'ledger.verify': ['editor', 'approver', 'technician', 'scheduler', 'reform_office', 'administrator'],
  // Reminders and what became of their e-mails.
  'notice.read': ['scheduler', 'reform_office', 'administrator'],
  'account.manage': ['administrator'],
  'api_key.manage': ['administrator'],
  'audit.read': ['administrator'],
  'setting.manage': ['administrator'],
  // The names, signer and sentence of the reports that it signs.
  'report_setting.manage': ['reform_office', 'administrator'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof allowed
export const PERMISSIONS = Object.keys(allowed) as Permission[]

/** What a station's key may do, and only for that station. */
const stationKeyMay: ReadonlySet<Permission> = new Set<Permission>([
  'playlist.read',
  'audio.read',
  'as_run.report',
  'as_run.read',
  'bundle.report',
])
/** What a read-only API key may do. */
export const API_KEY_MAY: readonly Permission[] = ['report.read', 'ledger.verify']

/** What is acted upon, as far as permission depends on it. */
export type Subject = { readonly stationId?: number | undefined }

/**
 * Whether an actor may do a thing. The whole rule: nothing else in the program decides on roles.
 * An operator who has no further role with the permission may use it for the stations bound to the account only;
 * a station key for its own station only.
 */
export function can(actor: Actor, permission: Permission, subject: Subject = {}): boolean {
  switch (actor.kind) {
    case 'system':
      return true
    case 'nobody':
      return false
    case 'api_key':
      return API_KEY_MAY.includes(permission)
    case 'station':
      return stationKeyMay.has(permission) && subject.stationId === actor.stationId
    case 'account': {
      const roles: readonly Role[] = allowed[permission]
      if (actor.roles.some((role) => role !== 'station_operator' && roles.includes(role))) return true
      const operates = actor.roles.includes('station_operator') && roles.includes('station_operator')
      return operates && subject.stationId !== undefined && actor.stationIds.includes(subject.stationId)
    }
  }
}

/**
 * @throws DomainError sign_in_required for nobody, forbidden for a known actor without the right
 */
export function demand(actor: Actor, permission: Permission, subject: Subject = {}): void {
  if (can(actor, permission, subject)) return
  throw actor.kind === 'nobody' ? commonErrors.sign_in_required() : commonErrors.forbidden()
}

/**
 * What is said of a station that does not exist: who may not see all stations hears what is said of a foreign one, so
 * that codes cannot be tried out.
 * @param error what those hear who may see all
 */
export const unknownStation = (actor: Actor, error: DomainError): DomainError =>
  can(actor, 'station.read') ? error : commonErrors.forbidden()
