import type { Role } from '../src/kernel/actor.ts'

/** The people of the story world: the centre of Chợ Gạo district, autumn 2020 to 2026. */
export const people = {
  lan: { name: 'Nguyễn Thị Lan', roles: ['editor'] },
  minh: { name: 'Trần Văn Minh', roles: ['approver'] },
  phuc: { name: 'Lê Hoàng Phúc', roles: ['technician'] },
  ha: { name: 'Phạm Thu Hà', roles: ['scheduler'] },
  /** Operates the station of Đăng Hưng Phước. */
  tam: { name: 'Võ Văn Tâm', roles: ['station_operator'] },
  bich: { name: 'Đặng Ngọc Bích', roles: ['reform_office'] },
  bao: { name: 'Huỳnh Quốc Bảo', roles: ['administrator'] },
} as const satisfies Record<string, { name: string; roles: readonly Role[] }>

export type Person = keyof typeof people
export const TAMS_STATION = 'dang-hung-phuoc'

/** The district station; the commune stations have the codes of their units in cho-gao.json. */
export const DISTRICT_STATION = 'dai-huyen-cho-gao'
