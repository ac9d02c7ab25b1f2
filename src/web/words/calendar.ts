import type { Words } from './words.ts'

/** What the island of the calendar says. */
export const calendar = {
  'calendar.loading': {
    vi: 'Đang tải…',
    en: 'Loading…',
  },
  'calendar.no_answer': {
    vi: 'Máy chủ chưa trả lời. Hãy thử lại.',
    en: 'No answer from the server. Please try again.',
  },
  'calendar.close': {
    vi: 'Đóng',
    en: 'Close',
  },
  'calendar.dropped': {
    vi: 'Đã bỏ, lượt phát giữ nguyên chỗ.',
    en: 'Left where it was.',
  },
  'calendar.as_before': {
    vi: '{place}. Như cũ.',
    en: '{place}. As before.',
  },
  'calendar.held': {
    vi: '{place}. Enter để xem trước, Esc để bỏ.',
    en: '{place}. Enter shows the preview, Escape leaves it.',
  },
} as const satisfies Words
