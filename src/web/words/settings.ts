import type { Words } from './words.ts'

/** Settings of the installation and of its reports. */
export const settings = {
  'settings.title': { vi: 'Cài đặt', en: 'Settings' },
  'settings.centre': { vi: 'Trung tâm', en: 'The centre' },
  'settings.centre_name': { vi: 'Tên trung tâm', en: 'Name of the centre' },
  'settings.centre_name_hint': {
    vi: 'Ví dụ: Trung tâm Văn hóa, Thông tin và Truyền thanh Chợ Gạo. Đứng ở số liệu công khai và bản xuất dữ liệu.',
    en: 'It stands with the public figures and in exports of the data.',
  },
  'settings.public': { vi: 'Công khai số liệu đã chốt', en: 'Publish closed figures' },
  'settings.public_hint': {
    vi: 'Khi bật, ai cũng đọc được tổng số của các kỳ đã chốt tại {json} và {csv}, không cần đăng nhập. Không có tên đài, tên người hay từng lượt phát.',
    en: 'When on, anybody can read the totals of closed periods at {json} and {csv} without signing in. No stations, people or single airings are shown.',
  },
  'settings.export_all': { vi: 'Xuất toàn bộ dữ liệu', en: 'Export all data' },
  'settings.export_all_hint': {
    vi: 'Mọi bảng, mỗi dòng một JSON (NDJSON), không kèm mật khẩu, khóa và phiên đăng nhập. Cách đọc: docs/xuat-du-lieu.md.',
    en: 'Every table, a JSON a line (NDJSON), without passwords, keys and sessions. How to read it: docs/xuat-du-lieu.md.',
  },
  'settings.export_all_button': { vi: 'Tải bản xuất (NDJSON)', en: 'Download the export (NDJSON)' },
  'settings.documents': { vi: 'Văn bản báo cáo', en: 'Report documents' },
  'settings.documents_lead': {
    vi: 'Thể thức theo Nghị định 30/2020/NĐ-CP. Chỗ nào để trống thì trong văn bản là dấu chấm để điền tay.',
    en: 'Laid out by Decree 30/2020/NĐ-CP. What is left empty is dotted in the document, to be filled in by hand.',
  },
  'settings.superior': { vi: 'Cơ quan chủ quản trực tiếp', en: 'Superior agency' },
  'settings.agency': { vi: 'Cơ quan ban hành văn bản', en: 'Issuing agency' },
  'settings.symbol': { vi: 'Ký hiệu văn bản', en: 'Symbol of the document' },
  'settings.symbol_hint': {
    vi: 'Đứng sau số: “Số: 15/BC-PNV”. Số văn bản điền khi ban hành.',
    en: 'It follows the number: “Số: 15/BC-PNV”. The number is given when the document is issued.',
  },
  'settings.place': { vi: 'Địa danh', en: 'Place' },
  'settings.place_hint': { vi: '“Chợ Gạo, ngày … tháng … năm …”', en: '“Chợ Gạo, ngày … tháng … năm …”' },
  'settings.signature': { vi: 'Quyền hạn, chức vụ người ký', en: 'Authority and title of the signer' },
  'settings.signature_hint': {
    vi: 'Mỗi dòng một ý: “KT. TRƯỞNG PHÒNG”, “PHÓ TRƯỞNG PHÒNG”. Chữ tắt: TM., KT., TL., TUQ., Q.',
    en: 'One a line: “KT. TRƯỞNG PHÒNG”, “PHÓ TRƯỞNG PHÒNG”. Abbreviations: TM., KT., TL., TUQ., Q.',
  },
  'settings.signer': { vi: 'Họ và tên người ký', en: 'Name of the signer' },
  'settings.recipients': { vi: 'Nơi nhận', en: 'Recipients' },
  'settings.recipients_hint': {
    vi: 'Mỗi dòng một nơi, không cần gạch đầu dòng; “Lưu: VT” được thêm nếu thiếu.',
    en: 'One a line, without a dash; “Lưu: VT” is added where it is missing.',
  },
  'settings.sentence': { vi: 'Câu báo cáo', en: 'The sentence of the report' },
  'settings.sentence_lead': {
    vi: 'Câu dán vào báo cáo cải cách hành chính, dựng từ số liệu. Chỗ trong ngoặc nhọn được điền tự động.',
    en: 'The sentence for the reform report, built from the figures. What stands in braces is filled in.',
  },
  'settings.whole_vi': { vi: 'Cả câu, tiếng Việt', en: 'The whole sentence, Vietnamese' },
  'settings.first_vi': { vi: 'Cấp đài thứ nhất', en: 'The first level' },
  'settings.further_vi': { vi: 'Mỗi cấp đài tiếp theo', en: 'Each further level' },
  'settings.whole_en': { vi: 'Cả câu, tiếng Anh', en: 'The whole sentence, English' },
  'settings.first_en': { vi: 'Cấp đài thứ nhất (tiếng Anh)', en: 'The first level (English)' },
  'settings.further_en': { vi: 'Mỗi cấp đài tiếp theo (tiếng Anh)', en: 'Each further level (English)' },
  'settings.blanks_whole': { vi: 'Chỗ điền: {names}', en: 'Blanks: {names}' },
  'settings.preview': { vi: 'Xem thử', en: 'Preview' },
  'settings.preview_period': { vi: 'Xem thử với số liệu của', en: 'Preview with the figures of' },
  'settings.preview_of': { vi: 'Câu báo cáo sẽ là', en: 'The sentence would be' },
  'settings.preview_unsaved': {
    vi: 'Đây là bản xem thử, chưa lưu.',
    en: 'This is a preview; nothing is stored yet.',
  },
  'settings.save': { vi: 'Lưu cài đặt', en: 'Save the settings' },
  'settings.saved': { vi: 'Đã lưu cài đặt.', en: 'The settings are stored.' },
} as const satisfies Words
