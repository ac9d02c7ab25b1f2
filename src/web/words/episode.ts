import type { Words } from './words.ts'

/** Kỳ: script, audio, decisions. */
export const episode = {
  'script_state.none': {
    vi: 'chưa có',
    en: 'none yet',
  },
  'script_state.draft': {
    vi: 'đang soạn',
    en: 'draft',
  },
  'script_state.submitted': {
    vi: 'chờ duyệt',
    en: 'awaits approval',
  },
  'script_state.content_approved': {
    vi: 'nội dung đã duyệt',
    en: 'content approved',
  },
  'script_state.approved': {
    vi: 'đã duyệt',
    en: 'approved',
  },
  'script_state.returned': {
    vi: 'bị trả lại',
    en: 'returned',
  },
  'recording_state.waiting': {
    vi: 'chờ phân tích',
    en: 'awaits analysis',
  },
  'recording_state.working': {
    vi: 'đang phân tích',
    en: 'being analysed',
  },
  'recording_state.ready': {
    vi: 'sẵn sàng',
    en: 'ready',
  },
  'recording_state.refused': {
    vi: 'bị từ chối',
    en: 'refused',
  },
  'recording_state.failed': {
    vi: 'phân tích hỏng',
    en: 'analysis failed',
  },
  'recording_state.cancelled': {
    vi: 'đã hủy',
    en: 'cancelled',
  },
  'episode.script': {
    vi: 'Kịch bản',
    en: 'Script',
  },
  'episode.revision': {
    vi: 'Bản sửa {n}',
    en: 'Revision {n}',
  },
  'episode.revision_meta': {
    vi: '{words} tiếng, đọc khoảng {time}',
    en: '{words} syllables, about {time} to read',
  },
  'episode.saved_by': {
    vi: 'lưu {when}',
    en: 'saved {when}',
  },
  'episode.revisions': {
    vi: 'Các bản sửa',
    en: 'Revisions',
  },
  'episode.no_script': {
    vi: 'Chưa có kịch bản.',
    en: 'There is no script yet.',
  },
  'episode.no_script_hint': {
    vi: 'Biên tập viên soạn ở khung bên dưới rồi bấm “Lưu bản sửa”.',
    en: 'An editor writes it in the field below and presses “Save revision”.',
  },
  'episode.edit': {
    vi: 'Sửa kịch bản',
    en: 'Edit the script',
  },
  'episode.edit_hint': {
    vi: 'Dòng bắt đầu bằng # là đề mục, bằng - là mục liệt kê; một dòng trống tách hai đoạn.',
    en: 'A line that begins with # is a heading, with - a list item; an empty line parts two paragraphs.',
  },
  'episode.edit_voids': {
    vi: 'Kỳ này đã được duyệt. Lưu bản sửa mới sẽ hủy các lần duyệt cũ, và các lượt phát chưa đến giờ sẽ trống cho đến khi duyệt lại.',
    en: 'This episode was approved. A new revision voids the earlier approvals, and its coming airings will be empty until it is approved again.',
  },
  'episode.confirm': {
    vi: 'Kỳ này đang được phép phát. {n} lượt phát sắp tới sẽ trống cho đến khi duyệt lại. Gửi lần nữa nếu vẫn muốn làm.',
    en: 'This episode is cleared for air. {n} coming airings will be empty until it is cleared again. Send once more if you still want this.',
  },
  'episode.confirm_more': {
    vi: 'và {n} lượt nữa',
    en: 'and {n} more',
  },
  'episode.save_revision': {
    vi: 'Lưu bản sửa',
    en: 'Save revision',
  },
  'episode.old_revision': {
    vi: 'Đang xem bản sửa cũ.',
    en: 'This is an older revision.',
  },
  'episode.see_newest': {
    vi: 'Xem bản mới nhất',
    en: 'See the newest',
  },
  'episode.audio': {
    vi: 'Âm thanh',
    en: 'Audio',
  },
  'episode.no_audio': {
    vi: 'Chưa có bản ghi âm.',
    en: 'There is no recording yet.',
  },
  'episode.no_script_upload': {
    vi: 'Trình duyệt này không chạy kịch bản lệnh; có thể tải bản ghi lên qua giao diện lập trình (tus) tại {path}.',
    en: 'This browser runs no scripts; a recording can be uploaded through the programming interface (tus) at {path}.',
  },
  'episode.play': {
    vi: 'Nghe bản phát của {title}',
    en: 'Play the broadcast file of {title}',
  },
  'episode.original_file': {
    vi: 'Tệp gốc',
    en: 'Original file',
  },
  'episode.duration': {
    vi: 'Thời lượng',
    en: 'Length',
  },
  'episode.loudness': {
    vi: 'Độ to sau chuẩn hóa',
    en: 'Loudness after normalising',
  },
  'episode.loudness_source': {
    vi: 'Độ to bản gốc',
    en: 'Loudness of the original',
  },
  'episode.peak': {
    vi: 'Đỉnh thật',
    en: 'True peak',
  },
  'episode.range': {
    vi: 'Dải độ to',
    en: 'Loudness range',
  },
  'episode.gain': {
    vi: 'Mức chỉnh',
    en: 'Gain',
  },
  'episode.limited': {
    vi: 'có giới hạn đỉnh',
    en: 'peaks limited',
  },
  'episode.target': {
    vi: 'Mức nhà đài: {n} LUFS',
    en: 'House target: {n} LUFS',
  },
  'episode.findings': {
    vi: 'Nhận xét của máy',
    en: 'Findings',
  },
  'episode.no_findings': {
    vi: 'Máy không thấy lỗi nào.',
    en: 'Nothing was found wrong.',
  },
  'episode.finding_at': {
    vi: 'tại {time}',
    en: 'at {time}',
  },
  'episode.progress': {
    vi: 'đã được {n}%',
    en: '{n}% done',
  },
  'episode.decisions': {
    vi: 'Quyết định',
    en: 'Decisions',
  },
  'episode.no_decisions': {
    vi: 'Chưa có quyết định nào.',
    en: 'There is no decision yet.',
  },
  'episode.acts': {
    vi: 'Việc cần làm',
    en: 'To do',
  },
  'episode.submit': {
    vi: 'Trình duyệt',
    en: 'Submit for approval',
  },
  'episode.approve': {
    vi: 'Duyệt kịch bản',
    en: 'Approve the script',
  },
  'episode.approve_content': {
    vi: 'Duyệt nội dung',
    en: 'Approve the content',
  },
  'episode.return': {
    vi: 'Trả lại',
    en: 'Return',
  },
  'episode.return_comment': {
    vi: 'Lý do trả lại',
    en: 'Why it is returned',
  },
  'episode.clear': {
    vi: 'Duyệt phát',
    en: 'Clear for air',
  },
  'episode.clear_hint': {
    vi: 'Gắn với đúng kịch bản và đúng bản âm thanh đang nghe.',
    en: 'Binds this very script and this very audio.',
  },
  'episode.binds_script': {
    vi: 'kịch bản',
    en: 'script',
  },
  'episode.binds_audio': {
    vi: 'âm thanh',
    en: 'audio',
  },
  'episode.airings': {
    vi: 'Đã phát và sẽ phát ở đâu',
    en: 'Where it aired and will air',
  },
  'episode.no_airings': {
    vi: 'Chưa có lượt phát nào mang kỳ này.',
    en: 'No airing carries this episode yet.',
  },
  'episode.airing_status': {
    vi: 'Trạng thái',
    en: 'Status',
  },
  'episode.facts': {
    vi: 'Thông tin',
    en: 'Facts',
  },
  'episode.premiere': {
    vi: 'Phát lần đầu',
    en: 'Premiere',
  },
  'episode.field': {
    vi: 'Lĩnh vực',
    en: 'Field',
  },
  'episode.references': {
    vi: 'Căn cứ',
    en: 'References',
  },
  'episode.priority': {
    vi: 'Mức ưu tiên',
    en: 'Priority',
  },
  'episode.withdrawn': {
    vi: 'Kỳ này đã bị rút: {reason}',
    en: 'This episode was withdrawn: {reason}',
  },
  'upload.label': {
    vi: 'Đưa bản ghi âm lên',
    en: 'Upload a recording',
  },
  'upload.hint': {
    vi: 'WAV, MP3, M4A, FLAC, Ogg, WMA. Mất mạng thì tự gửi tiếp; chọn lại đúng tệp đó nếu đã đóng trang.',
    en: 'WAV, MP3, M4A, FLAC, Ogg, WMA. After a broken line it goes on by itself; choose the same file again if the page was closed.',
  },
  'upload.sending': {
    vi: 'Đã gửi {n}%',
    en: '{n}% sent',
  },
  'upload.broken': {
    vi: 'Đứt đường truyền, {n} giây nữa thử lại.',
    en: 'The line broke; trying again in {n} seconds.',
  },
  'upload.done': {
    vi: 'Đã nhận đủ, máy bắt đầu phân tích.',
    en: 'All received; the analysis begins.',
  },
  'decision.submitted': {
    vi: 'Trình duyệt',
    en: 'Submitted',
  },
  'decision.content_approved': {
    vi: 'Duyệt nội dung',
    en: 'Content approved',
  },
  'decision.approved': {
    vi: 'Duyệt kịch bản',
    en: 'Script approved',
  },
  'decision.returned': {
    vi: 'Trả lại',
    en: 'Returned',
  },
  'decision.approval_voided': {
    vi: 'Lần duyệt hết hiệu lực',
    en: 'Approval voided',
  },
  'decision.cleared': {
    vi: 'Duyệt phát',
    en: 'Cleared for air',
  },
  'decision.clearance_voided': {
    vi: 'Duyệt phát hết hiệu lực',
    en: 'Clearance voided',
  },
  'decision.withdrawn': {
    vi: 'Rút kỳ',
    en: 'Withdrawn',
  },
  'severity.error': {
    vi: 'lỗi',
    en: 'fault',
  },
  'severity.warning': {
    vi: 'lưu ý',
    en: 'warning',
  },
  'severity.info': {
    vi: 'ghi nhận',
    en: 'note',
  },
} as const satisfies Words
