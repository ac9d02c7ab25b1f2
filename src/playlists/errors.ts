import { defineErrors } from '../kernel/errors.ts'

export const playlistErrors = defineErrors({
  unknown_playlist_format: {
    status: 404,
    vi: 'Không có danh sách phát dạng "{format}". Các dạng có: {known}.',
    en: 'There is no playlist format "{format}". Known formats: {known}.',
  },
  audio_not_found: { status: 404, vi: 'Không có tệp âm thanh này.', en: 'There is no such audio file.' },
  audio_not_planned: {
    status: 403,
    vi: 'Tệp này không nằm trong lịch phát đã duyệt của đài.',
    en: "This file is not among the cleared audio of this station's schedule.",
  },
  audio_withdrawn: {
    status: 410,
    vi: 'Tệp âm thanh này đã được thu hồi, không phát nữa.',
    en: 'This audio was withdrawn and must not be played any more.',
  },
})
