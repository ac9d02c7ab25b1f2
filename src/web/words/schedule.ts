import type { Words } from './words.ts'

/** Lịch phát. */
export const schedule = {
  'schedule.title': {
    vi: 'Lịch phát trong ngày',
    en: 'Schedule of the day',
  },
  'schedule.time': {
    vi: 'Giờ',
    en: 'Time',
  },
  'schedule.what': {
    vi: 'Nội dung',
    en: 'Item',
  },
  'schedule.status': {
    vi: 'Trạng thái',
    en: 'Status',
  },
  'schedule.evidence': {
    vi: 'Bằng chứng',
    en: 'Evidence',
  },
  'schedule.premiere': {
    vi: 'phát lần đầu',
    en: 'premiere',
  },
  'schedule.repeat': {
    vi: 'PL',
    en: 'repeat',
  },
  'schedule.fallback': {
    vi: 'kỳ dự phòng',
    en: 'standing fallback',
  },
  'schedule.nothing_cleared': {
    vi: 'chưa có kỳ được duyệt phát',
    en: 'nothing cleared for air',
  },
} as const satisfies Words
