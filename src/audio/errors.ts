import { defineErrors } from '../kernel/errors.ts'

/** Why a recording is refused or could not be worked on. Times are in seconds. */
export const audioErrors = defineErrors({
  recording_empty: {
    status: 422,
    vi: 'Tệp rỗng (0 byte). Hãy kiểm tra lại tệp trên máy rồi gửi lại.',
    en: 'The file is empty (0 bytes). Check it on your computer and send it again.',
  },
  recording_not_audio: {
    status: 422,
    vi: 'Đây là {what_vi}, không phải tệp âm thanh, dù tên tệp là gì. Nhận: WAV, MP3, M4A/AAC, FLAC, Ogg/Opus, WMA.',
    en: 'This is {what_en}, not an audio file, whatever its name. Accepted: WAV, MP3, M4A/AAC, FLAC, Ogg/Opus, WMA.',
  },
  recording_no_sound_track: {
    status: 422,
    vi: 'Tệp không có đường tiếng nào đọc được. Hãy xuất lại thành WAV hoặc MP3.',
    en: 'The file has no readable sound track. Export it again as WAV or MP3.',
  },
  recording_truncated: {
    status: 422,
    vi: 'Tệp bị cụt: phần đầu tệp ghi là dài {expected}, nhưng chỉ có {found}. Hãy chép lại từ nguồn.',
    en: 'The file is cut short: its header promises {expected}, but only {found} is there. Copy it again from the source.',
  },
  recording_undecodable: {
    status: 422,
    vi: 'Không giải mã được âm thanh trong tệp ({why}). Hãy xuất lại thành WAV hoặc MP3.',
    en: 'The sound in the file cannot be decoded ({why}). Export it again as WAV or MP3.',
  },
  recording_silent: {
    status: 422,
    vi: 'Bản ghi hoàn toàn im lặng ({seconds} giây đã nghe). Hãy kiểm tra micrô và nguồn thu.',
    en: 'The recording is silent ({seconds} s were listened to). Check the microphone and the input.',
  },
  recording_bad_samples: {
    status: 422,
    vi: 'Bản ghi có {count} mẫu không phải là số (NaN hoặc vô cực), máy phát không phát được. Hãy xuất lại.',
    en: 'The recording has {count} samples that are not numbers (NaN or infinity). Export it again.',
  },
  recording_too_long: {
    status: 422,
    vi: 'Bản ghi dài quá {max} giờ cho phép.',
    en: 'The recording is longer than the {max} hours allowed.',
  },
  recording_too_short: {
    status: 422,
    vi: 'Bản ghi chỉ dài {seconds} giây, quá ngắn để phát.',
    en: 'The recording is only {seconds} s long, too short to broadcast.',
  },
  audio_cancelled: { status: 409, vi: 'Việc xử lý âm thanh đã bị hủy.', en: 'The audio work was cancelled.' },
  audio_time_limit: {
    status: 500,
    vi: 'Xử lý âm thanh quá {seconds} giây nên đã dừng.',
    en: 'The audio work took longer than {seconds} s and was stopped.',
  },
  audio_tool_failed: {
    status: 500,
    vi: 'Công cụ âm thanh dừng giữa chừng: {why}.',
    en: 'The audio tool stopped half-way: {why}.',
  },
})
