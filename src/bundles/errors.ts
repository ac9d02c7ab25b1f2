import { defineErrors } from '../kernel/errors.ts'

export const bundleErrors = defineErrors({
  bundle_report_unreadable: {
    status: 400,
    vi: 'Đây không phải tệp nhật ký của bộ USB Sóng Quê.',
    en: 'This is not the as-run file of a Sóng Quê USB bundle.',
  },
  bundle_other_station: {
    status: 409,
    vi: 'Tệp nhật ký này là của đài {station}, không phải của đài này.',
    en: 'This as-run file belongs to station {station}, not to this one.',
  },
  bundle_report_changed: {
    status: 422,
    vi: 'Tệp nhật ký của bộ USB {bundle} đã bị sửa, hoặc không do trang của bộ đó ghi ra. Không có gì được ghi nhận.',
    en: 'The as-run file of bundle {bundle} was changed, or was not written by its page. Nothing was taken from it.',
  },
})
