import { defineErrors } from '../../kernel/errors.ts'

/** What may be said of an upload or of a recording's work. Refusals of the sound itself stand in src/audio/errors.ts. */
export const recordingErrors = defineErrors({
  upload_episode_missing: {
    status: 400,
    vi: 'Thiếu số của kỳ phát: gửi kèm episode_id trong Upload-Metadata.',
    en: 'The episode is missing: send episode_id in Upload-Metadata.',
  },
  upload_without_length: {
    status: 411,
    vi: 'Cần biết trước độ dài của tệp (Upload-Length).',
    en: 'The length of the file must be told beforehand (Upload-Length).',
  },
  recording_not_cancellable: {
    status: 409,
    vi: 'Bản ghi này đã xử lý xong, không còn gì để hủy.',
    en: 'This recording is no longer being worked on.',
  },
  recording_not_retryable: {
    status: 409,
    vi: 'Chỉ làm lại được bản ghi bị lỗi hoặc đã hủy. Tệp bị từ chối thì phải gửi tệp khác.',
    en: 'Only a failed or cancelled recording can be tried again. A refused file must be replaced by another.',
  },
  recording_not_usable: {
    status: 409,
    vi: 'Chỉ dùng hoặc cắt được bản ghi đã xử lý xong.',
    en: 'Only a recording that is ready can be used or trimmed.',
  },
  trim_outside: {
    status: 400,
    vi: 'Cắt nhiều quá: bản gốc dài {seconds} giây, phải còn lại ít nhất 1 giây.',
    en: 'Too much is cut: the original is {seconds} s long and at least 1 s must stay.',
  },
  trim_unchanged: {
    status: 400,
    vi: 'Bản này đang cắt đúng như vậy rồi.',
    en: 'This recording is trimmed exactly so already.',
  },
  recording_gave_up: {
    status: 500,
    vi: 'Đã thử xử lý bản ghi này nhiều lần mà không xong.',
    en: 'The recording was tried many times without success.',
  },
  recording_original_missing: {
    status: 500,
    vi: 'Không còn tệp gốc của bản ghi này trên máy chủ.',
    en: 'The original file of this recording is no longer on the server.',
  },
})
