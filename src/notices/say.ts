import { jsonColumn } from '../db/index.ts'
import type { Words } from '../kernel/errors.ts'
import type { Zone } from '../kernel/time.ts'
import { shortDate } from '../reports/index.ts'
import { backupTrouble, deadline, lateStations, ledgerHeads, supplementPending } from './facts.ts'
import type { Notice } from './notice-store.ts'

/** What a notice says, in both languages. */
export type Said = { readonly subject: Words; readonly text: Words; readonly data: unknown }

type Day = string & Parameters<typeof shortDate>[0]
// Written by ourselves from local dates.
const day = (text: string): string => shortDate(text as Day)

/** @param zone in which instants are told */
export function sayNotice({ kind, data }: Pick<Notice, 'kind' | 'data'>, zone: Zone): Said {
  switch (kind) {
    case 'late_stations':
      return sayLate(jsonColumn(lateStations, data), zone)
    case 'deadline': {
      const facts = jsonColumn(deadline, data)
      return {
        data: facts,
        subject: {
          vi: `Báo cáo ${facts.period_vi} đến hạn ngày ${day(facts.due)}`,
          en: `Report for ${facts.period_en} is due on ${day(facts.due)}`,
        },
        text: {
          vi: `Còn ${facts.days_left} ngày. Hãy xem các đài chưa có báo phát ở trang Báo cáo trước khi chốt số liệu.`,
          en: `${facts.days_left} days are left. See the stations without word on the Report page before the figures are closed.`,
        },
      }
    }
    case 'supplement_pending': {
      const facts = jsonColumn(supplementPending, data)
      const days = `${day(facts.from)} – ${day(facts.to)}`
      return {
        data: facts,
        subject: { vi: `Có số bổ sung cho kỳ đã chốt ${days}`, en: `A supplement is pending for the closed ${days}` },
        text: {
          vi: `${facts.changes} lượt đã thay đổi sau khi chốt. Số đã chốt giữ nguyên; hãy ban hành số bổ sung ở trang Báo cáo.`,
          en: `${facts.changes} airings changed after the closing. The closed figures stand; issue the supplement on the Report page.`,
        },
      }
    }
    case 'backup_trouble':
      return sayBackup(jsonColumn(backupTrouble, data), zone)
    case 'ledger_heads': {
      const facts = jsonColumn(ledgerHeads, data)
      return {
        data: facts,
        subject: {
          vi: `Đầu sổ phát sóng ngày ${day(facts.day)}`,
          en: `Heads of the as-run ledgers, ${day(facts.day)}`,
        },
        text: {
          vi: `Hãy giữ thư này: nó chứng minh sổ phát sóng đến ngày ${day(facts.day)} không bị sửa về sau.\n\n${facts.lines.join('\n')}`,
          en: `Keep this message: it proves that the ledgers up to ${day(facts.day)} were not changed later. The lines stand above.`,
        },
      }
    }
  }
}

function sayBackup(facts: ReturnType<typeof backupTrouble.parse>, zone: Zone): Said {
  const { last_good_at: at } = facts
  const last = at === null ? null : `${zone.localTime(at).slice(0, 5)} ${day(zone.localDate(at))}`
  const why = facts.error === null ? '' : `\n\n${facts.error}`
  return {
    data: facts,
    subject: { vi: `Sao lưu có vấn đề (${day(facts.day)})`, en: `Trouble with the backup (${day(facts.day)})` },
    text: {
      vi: `Bản sao lưu tốt gần nhất: ${last ?? 'chưa có'}. Nơi cất: ${facts.target}. Hãy xem trang Quản trị, mục Sao lưu.${why}`,
      en: `Last good backup: ${last ?? 'none'}. Place: ${facts.target}. See the Administration page, Backups.${why}`,
    },
  }
}

function sayLate(facts: ReturnType<typeof lateStations.parse>, zone: Zone): Said {
  const at = (instant: number | null, never: string): string =>
    instant === null ? never : `${zone.localTime(instant).slice(0, 5)} ${day(zone.localDate(instant))}`
  const rows = (never: string, call: string, n: string, last: string): string =>
    facts.stations
      .map((one) => {
        const who = [one.contact_name, one.contact_phone].filter((part) => part !== null).join(', ')
        const told = `${one.name}: ${one.no_word} ${n}, ${last} ${at(one.last_word_at, never)}`
        return who === '' ? `- ${told}` : `- ${told}; ${call} ${who}`
      })
      .join('\n')
  const count = facts.stations.length
  return {
    data: facts,
    subject: {
      vi: `${count} đài chưa có báo phát (${day(facts.day)})`,
      en: `${count} stations without word (${day(facts.day)})`,
    },
    text: {
      vi: rows('chưa bao giờ', 'gọi', 'lượt chưa có báo phát', 'liên lạc cuối'),
      en: rows('never', 'call', 'airings without word', 'last heard'),
    },
  }
}
