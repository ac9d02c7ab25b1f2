import type { Words } from './words.ts'

/** /kitchen: all parts of the pages beside each other, while developing. */
export const kitchen = {
  'kitchen.title': {
    vi: 'Bếp: mọi bộ phận của trang',
    en: 'Kitchen: all parts of the pages',
  },
  'kitchen.light': {
    vi: 'Nền sáng',
    en: 'Light',
  },
  'kitchen.dark': {
    vi: 'Nền tối',
    en: 'Dark',
  },
  'kitchen.buttons': {
    vi: 'Nút',
    en: 'Buttons',
  },
  'kitchen.main': {
    vi: 'Việc chính',
    en: 'Main act',
  },
  'kitchen.plain': {
    vi: 'Việc thường',
    en: 'Plain act',
  },
  'kitchen.serious': {
    vi: 'Không lấy lại được',
    en: 'Cannot be taken back',
  },
  'kitchen.ask': {
    vi: 'Thật sự muốn thử việc không lấy lại được này?',
    en: 'Do you really want to try this act that cannot be taken back?',
  },
  'kitchen.off': {
    vi: 'Chưa bấm được',
    en: 'Not yet',
  },
  'kitchen.fields': {
    vi: 'Ô nhập',
    en: 'Fields',
  },
  'kitchen.text': {
    vi: 'Một dòng chữ',
    en: 'A line of text',
  },
  'kitchen.hint': {
    vi: 'Lời nhắc đứng dưới ô.',
    en: 'The hint stands below the field.',
  },
  'kitchen.fault': {
    vi: 'Ô này có chỗ chưa đúng',
    en: 'This field has a fault',
  },
  'kitchen.reason': {
    vi: 'Lý do đứng ngay cạnh ô.',
    en: 'The reason stands beside the field.',
  },
  'kitchen.choice': {
    vi: 'Một lựa chọn',
    en: 'A choice',
  },
  'kitchen.area': {
    vi: 'Nhiều dòng',
    en: 'Several lines',
  },
  'kitchen.date': {
    vi: 'Ngày',
    en: 'Date',
  },
  'kitchen.weekdays': {
    vi: 'Các thứ trong tuần',
    en: 'Days of the week',
  },
  'kitchen.period': {
    vi: 'Kỳ báo cáo',
    en: 'Period',
  },
  'kitchen.states': {
    vi: 'Trạng thái',
    en: 'States',
  },
  'kitchen.steps': {
    vi: 'Các bước',
    en: 'Steps',
  },
  'kitchen.table': {
    vi: 'Bảng',
    en: 'Table',
  },
  'kitchen.others': {
    vi: 'Thông báo, thẻ, hộp, danh sách trống',
    en: 'Notices, tabs, dialog, empty list',
  },
  'kitchen.notice': {
    vi: 'Một câu đứng trên trang.',
    en: 'A sentence that stands on the page.',
  },
  'kitchen.bad': {
    vi: 'Có việc phải làm ngay.',
    en: 'Something must be done now.',
  },
  'kitchen.open': {
    vi: 'Mở hộp',
    en: 'Open the dialog',
  },
  'kitchen.toast': {
    vi: 'Hiện lời nhắn thoáng qua',
    en: 'Show a toast',
  },
  'kitchen.said': {
    vi: 'Đã lưu {n} dòng.',
    en: '{n} lines were saved.',
  },
} as const satisfies Words
