import { randomInt } from 'node:crypto'
import type { Role } from '../kernel/actor.ts'

export type DemoAccount = {
  readonly username: string
  readonly name: string
  readonly password: string
  readonly roles: readonly Role[]
  readonly stations: readonly string[]
}

// Without letters and digits that look alike: it is read from a terminal and typed.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
/** About 59 random bits. */
export const readablePassword = (): string =>
  [0, 1, 2].map(() => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join('-')

const person = (
  username: string,
  name: string,
  roles: readonly Role[],
  stations: readonly string[] = [],
): DemoAccount => ({
  username,
  name,
  password: readablePassword(),
  roles,
  stations,
})

/** The centre's people, with fresh passwords. The first is the administrator. */
export const makePeople = (): DemoAccount[] => [
  person('bao', 'Huỳnh Quốc Bảo', ['administrator']),
  person('lan', 'Nguyễn Thị Lan', ['editor']),
  person('minh', 'Trần Văn Minh', ['approver', 'editor']),
  person('phuc', 'Lê Hoàng Phúc', ['technician']),
  person('thuha', 'Phạm Thu Hà', ['scheduler', 'editor', 'technician']),
  person('bich', 'Đặng Ngọc Bích', ['reform_office']),
  person('tam', 'Võ Văn Tâm', ['station_operator'], ['dang-hung-phuoc']),
  person('sau', 'Huỳnh Thị Sáu', ['station_operator'], ['quon-long', 'xuan-dong']),
]
