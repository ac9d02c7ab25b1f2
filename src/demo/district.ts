import { firstStart } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { ApiClient } from './api.ts'
import facts from './cho-gao.json' with { type: 'json' }
import type { DemoAccount } from './people.ts'

export const DISTRICT_STATION = 'dai-cho-gao'
export const COMMUNE_STATIONS: readonly string[] = facts.communes2020.map((unit) => unit.code)

const levels = [
  {
    code: 'district',
    name: 'huyện',
    name_en: 'district',
    station_name: 'đài huyện',
    station_name_en: 'district station',
    rank: 1,
  },
  {
    code: 'area',
    name: 'khu vực',
    name_en: 'area',
    station_name: 'đài khu vực',
    station_name_en: 'area station',
    rank: 2,
  },
  {
    code: 'commune',
    name: 'xã, thị trấn',
    name_en: 'commune',
    station_name: 'đài truyền thanh xã, thị trấn',
    station_name_en: 'commune stations',
    rank: 3,
  },
]

/** Creates the administrator through the first start's one-time link, then the others. @returns the administrator's client */
export async function seedPeople(
  ctx: Context,
  url: string,
  [administrator, ...others]: readonly DemoAccount[],
): Promise<ApiClient> {
  const link = await firstStart(ctx, url)
  const token = link ? new URL(link).searchParams.get('link') : null
  if (!administrator || !token) throw new Error('the sample district needs an empty installation')
  const client = new ApiClient(url)
  const { username, name, password } = administrator
  await client.post('/api/v1/setup', { token, username, name, password })
  await seedUnits(client)
  await seedSettings(client)
  for (const { roles, stations, ...person } of others) {
    await client.post('/api/v1/accounts', { ...person, roles: [...roles], stations: [...stations] })
  }
  return client
}

/** Levels, units as they were in 2020, their successors of 2025, and the 20 stations. */
async function seedUnits(client: ApiClient): Promise<void> {
  const { province, district, successors2025: reform } = facts
  for (const level of levels) await client.post('/api/v1/levels', level)
  const unit = (code: string, name: string, kind: string, parent: string | null) =>
    client.post('/api/v1/units', { code, name, kind, parent })
  await unit(province.code, province.name, province.kind, null)
  await unit(province.successor.code, province.successor.name, province.successor.kind, null)
  await unit(district.code, district.name, district.kind, province.code)
  for (const commune of facts.communes2020) await unit(commune.code, commune.name, commune.kind, district.code)
  for (const commune of reform.units) await unit(commune.code, commune.name, 'xã', reform.parent)
  const succession = (from: string[], to: string, legalBasis: string) =>
    client.post('/api/v1/unit-successions', {
      kind: 'merge',
      on_date: reform.from,
      from,
      to: [to],
      legal_basis: legalBasis,
    })
  await succession([province.code], province.successor.code, province.successor.legalBasis)
  for (const commune of reform.units) await succession([...commune.from], commune.code, reform.legalBasis)
  // The district ended without a successor of its own.
  await client.send('PATCH', `/api/v1/units/${district.code}`, { valid_to: district.validTo })
  await seedStations(client)
}

/** Who signs the reports of 2020, and how the centre is called. */
async function seedSettings(client: ApiClient): Promise<void> {
  await client.send('PATCH', '/api/v1/settings', {
    centre_name: 'Trung tâm Văn hóa, Thông tin và Truyền thanh Chợ Gạo',
  })
  await client.send('PATCH', '/api/v1/report-settings', {
    superior: 'Ủy ban nhân dân huyện Chợ Gạo',
    agency: 'Phòng Nội vụ',
    symbol: 'BC-PNV',
    place: 'Chợ Gạo',
    signature_lines: ['KT. TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG'],
    signer: 'Đặng Ngọc Bích',
    recipients: ['Sở Nội vụ tỉnh Tiền Giang', 'UBND huyện', 'Trung tâm Văn hóa, Thông tin và Truyền thanh'],
  })
}

/** Whom to call at each station: people of the story, with numbers that lead nowhere. */
const CONTACTS = [
  'Trần Quốc Bảo',
  'Lê Thị Thu Hà',
  'Nguyễn Văn Lộc',
  'Phạm Thị Diễm',
  'Huỳnh Minh Nhật',
  'Võ Thành Tâm',
  'Đỗ Thị Ngọc Ánh',
  'Ngô Hữu Phước',
  'Bùi Thị Cẩm Tiên',
  'Dương Văn Út',
] as const

async function seedStations(client: ApiClient): Promise<void> {
  const { district, successors2025: reform } = facts
  const from = '2010-01-01'
  let told = 0
  const station = async (
    code: string,
    name: string,
    level: string,
    unit: string,
    frequency: string | null,
  ): Promise<void> => {
    const contact = { contact_name: CONTACTS[told % CONTACTS.length] ?? null, contact_phone: `0273 000 0${10 + told}` }
    told += 1
    await client.post('/api/v1/stations', { code, name, level, unit, frequency, assigned_from: from, ...contact })
  }
  await station(DISTRICT_STATION, 'Đài Truyền thanh Chợ Gạo', 'district', district.code, '96,2 MHz')
  await client.send('PUT', `/api/v1/stations/${DISTRICT_STATION}/assignments/${reform.from}`, {
    level: 'area',
    unit: reform.parent,
  })
  for (const commune of facts.communes2020) {
    // The town has the district's name.
    const name = commune.kind === 'xã' ? commune.name : `${commune.kind} ${commune.name}`
    await station(commune.code, `Đài Truyền thanh ${name}`, 'commune', commune.code, null)
    const today = reform.units.find((unit) => unit.from.includes(commune.code))
    if (today) {
      await client.send('PUT', `/api/v1/stations/${commune.code}/assignments/${reform.from}`, {
        level: 'commune',
        unit: today.code,
      })
    }
  }
}

/** A key for each station and one for reading reports; all shown this once. */
export async function makeKeys(client: ApiClient): Promise<{ stationKeys: Record<string, string>; reportKey: string }> {
  const stationKeys: Record<string, string> = {}
  for (const code of [DISTRICT_STATION, ...COMMUNE_STATIONS]) {
    stationKeys[code] = (await client.post(`/api/v1/stations/${code}/keys`, { name: 'Máy phát của đài' })).at(
      'key',
    ).string
  }
  const reportKey = (await client.post('/api/v1/api-keys', { name: 'Phòng Nội vụ: đọc số liệu' })).at('key').string
  return { stationKeys, reportKey }
}
