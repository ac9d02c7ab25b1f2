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
  'episode.edit': {
    vi: 'Sửa kịch bản',
    en: 'Edit the script',
  },
  'episode.edit_voids': {
    vi: 'Kỳ này đã được duyệt. Lưu bản sửa mới sẽ hủy các lần duyệt cũ, và các lượt phát chưa đến giờ sẽ trống cho đến khi duyệt lại.',
    en: 'This episode was approved. A new revision voids the earlier approvals, and its coming airings will be empty until it is approved again.',
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
  'upload.sending': {
    vi: 'Đã gửi {n}%',
    en: '{n}% sent',
  },
  'upload.broken': {
    vi: 'Đứt đường truyền, {n} giây nữa thử lại.',
    en: 'The line broke; trying again in {n} seconds.',
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
  'episode.confirm': { vi: 'Gửi lần nữa nếu vẫn muốn làm.', en: 'Send once more if you still want this.' },
  'episode.empties': {
    vi: 'Kỳ này đang được phép phát. {n} lượt phát sắp tới sẽ trống cho đến khi duyệt lại:',
    en: 'This episode is cleared for air. {n} coming airings will be empty until it is cleared again:',
  },
  'episode.edit_hint': {
    vi: 'Dòng bắt đầu bằng # là đề mục, bằng - là mục liệt kê; **in đậm**; “PTV 1:” là người đọc; [đọc: …] là cách đọc từ đứng trước; một dòng trống tách hai đoạn.',
    en: 'A line that begins with # is a heading, with - a list item; **bold**; “PTV 1:” says who speaks; [đọc: …] says how the word before is read; an empty line parts two paragraphs.',
  },
  'episode.no_script_hint': {
    vi: 'Soạn ở khung này rồi bấm “Lưu bản sửa”.',
    en: 'Write it here and press “Save revision”.',
  },
  'episode.write': { vi: 'Soạn kịch bản', en: 'Write the script' },
  'episode.words': { vi: '{n} tiếng', en: '{n} syllables' },
  'episode.returned_by': { vi: '{who} trả lại:', en: 'Returned by {who}:' },
  'episode.saved': { vi: 'Đã lưu bản sửa {n}.', en: 'Revision {n} is saved.' },
  'episode.saved_already': {
    vi: 'Không có gì mới: bản sửa {n} đã đúng như vậy.',
    en: 'Nothing new: revision {n} says the same.',
  },
  'episode.remark': { vi: 'Ghi kèm lời', en: 'Add a remark' },
  'episode.remark_label': { vi: 'Lời ghi kèm', en: 'Remark' },
  'episode.void_clearance': { vi: 'Hủy duyệt phát', en: 'Take the clearance back' },
  'episode.void_comment': { vi: 'Vì sao hủy', en: 'Why it is taken back' },
  'episode.withdraw': { vi: 'Rút kỳ này', en: 'Withdraw this episode' },
  'episode.withdraw_comment': { vi: 'Lý do rút', en: 'Why it is withdrawn' },
  'episode.done_submitted': { vi: 'Đã trình duyệt.', en: 'Submitted.' },
  'episode.done_content_approved': { vi: 'Đã duyệt nội dung.', en: 'The content is approved.' },
  'episode.done_approved': { vi: 'Đã duyệt kịch bản.', en: 'The script is approved.' },
  'episode.done_returned': { vi: 'Đã trả lại.', en: 'Returned.' },
  'episode.done_cleared': { vi: 'Đã duyệt phát.', en: 'Cleared for air.' },
  'episode.done_clearance_voided': { vi: 'Đã hủy duyệt phát.', en: 'The clearance is taken back.' },
  'episode.done_withdrawn': { vi: 'Đã rút kỳ này.', en: 'The episode is withdrawn.' },
  'episode.broadcast_file': { vi: 'Bản phát', en: 'Broadcast file' },
  'episode.kbps': { vi: '{n} kbit/s', en: '{n} kbit/s' },
  'episode.is_trimmed': { vi: 'đã cắt đầu, đuôi', en: 'head and tail are cut' },
  'episode.trim': { vi: 'Cắt đầu, đuôi', en: 'Cut head and tail' },
  'episode.trim_hint': {
    vi: 'Số giây bỏ đi ở đầu và cuối bản gốc. Máy đo và mã hóa lại thành một bản mới; bản gốc giữ nguyên.',
    en: 'Seconds taken off both ends of the original. It is measured and encoded anew as another recording; the original stays.',
  },
  'episode.trim_head': { vi: 'Bỏ đầu (giây)', en: 'Off the head (s)' },
  'episode.trim_tail': { vi: 'Bỏ cuối (giây)', en: 'Off the tail (s)' },
  'episode.trim_button': { vi: 'Cắt', en: 'Cut' },
  'episode.trimmed': { vi: 'Đã cắt; máy đang mã hóa lại.', en: 'Cut; it is being encoded anew.' },
  'episode.recording_used': { vi: 'Đã đổi bản ghi đang dùng.', en: 'The recording in use has changed.' },
  'episode.recording_stopped': { vi: 'Đã dừng xử lý.', en: 'The work is stopped.' },
  'episode.recording_again': { vi: 'Máy đang làm lại.', en: 'It is being worked on again.' },
  'episode.stop_work': { vi: 'Dừng xử lý', en: 'Stop the work' },
  'episode.work_again': { vi: 'Làm lại', en: 'Try again' },
  'episode.candidate': { vi: 'Bản ghi mới: {name}', en: 'New recording: {name}' },
  'episode.candidate_hint': {
    vi: 'Kỳ này đang được phép phát với bản ghi cũ, nên bản mới chờ bạn quyết định.',
    en: 'This episode is cleared for air with the recording below, so the new one waits for your word.',
  },
  'episode.use_this': { vi: 'Dùng bản ghi này', en: 'Use this recording' },
  'episode.use_again': { vi: 'Dùng lại bản này', en: 'Use it again' },
  'episode.other_recordings': { vi: 'Các bản ghi khác', en: 'Other recordings' },
  'upload.label': { vi: 'Đưa bản ghi âm lên', en: 'Upload recordings' },
  'upload.hint': {
    vi: 'Chọn hoặc kéo tệp vào đây: WAV, MP3, M4A, FLAC, Ogg, WMA. Đứt mạng hay lỡ đóng trang vẫn gửi tiếp được.',
    en: 'Choose files or drop them here: WAV, MP3, M4A, FLAC, Ogg, WMA. It goes on after a broken line or a closed page.',
  },
  'upload.done': { vi: 'Đã nhận đủ, máy đang phân tích.', en: 'All received; it is being analysed.' },
  'upload.pause': { vi: 'Tạm dừng', en: 'Pause' },
  'upload.resume': { vi: 'Gửi tiếp', en: 'Go on' },
  'upload.paused': { vi: 'Đang tạm dừng.', en: 'Paused.' },
  'upload.give_up': { vi: 'Bỏ', en: 'Give up' },
  'upload.given_up': { vi: 'Đã bỏ.', en: 'Given up.' },
  'upload.kept': {
    vi: 'Mới gửi được {n}%. Chọn lại đúng tệp này để gửi tiếp.',
    en: '{n}% had been sent. Choose this very file again to go on.',
  },
  'upload.not_audio': {
    vi: 'Đây không phải tệp âm thanh. Nhận: WAV, MP3, M4A, FLAC, Ogg, WMA.',
    en: 'This is not an audio file. Accepted: WAV, MP3, M4A, FLAC, Ogg, WMA.',
  },
  'upload.empty': { vi: 'Tệp rỗng (0 byte).', en: 'The file is empty (0 bytes).' },
  'waveform.play': { vi: 'Nghe (phím cách)', en: 'Play (space bar)' },
  'waveform.pause': { vi: 'Tạm dừng (phím cách)', en: 'Pause (space bar)' },
  'waveform.position': { vi: 'Vị trí đang nghe', en: 'Position' },
  'waveform.at': { vi: 'Nghe từ {time}', en: 'Play from {time}' },
  'waveform.keys': {
    vi: 'Phím cách: nghe hoặc dừng; ← →: lùi, tới 5 giây; Home, End: về đầu, cuối.',
    en: 'Space: play or pause; ← →: 5 seconds back, forth; Home, End: to the start, the end.',
  },
  'waveform.cut_head': { vi: 'Điểm bắt đầu phát', en: 'Start of what is broadcast' },
  'waveform.cut_tail': { vi: 'Điểm kết thúc phát', en: 'End of what is broadcast' },
  'waveform.gone': {
    vi: 'Không tải được dạng sóng; vẫn nghe được bằng trình phát ở trên.',
    en: 'The waveform could not be loaded; the player above still works.',
  },
  'episode.empties_none': {
    vi: 'Kỳ này đang được phép phát; chưa có lượt phát sắp tới nào mang nó.',
    en: 'This episode is cleared for air; no coming airing carries it yet.',
  },
} as const satisfies Words
