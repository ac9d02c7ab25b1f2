import { defineErrors } from '../kernel/errors.ts'

/** What may be said of a store of audio that is another machine (S3). */
export const storageErrors = defineErrors({
  storage_away: {
    status: 503,
    vi: 'Kho âm thanh chưa trả lời. Chưa có gì bị mất, hệ thống sẽ tự thử lại; lịch phát và báo phát vẫn chạy. Hãy thử lại sau ít phút.',
    en: 'The audio store does not answer just now. Nothing is lost and it is tried again by itself; playlists and reports go on. Try again in some minutes.',
  },
  storage_refused: {
    status: 500,
    vi: 'Kho âm thanh từ chối yêu cầu ({code}). Xin báo người quản trị xem lại địa chỉ, tên kho và khóa S3.',
    en: 'The audio store refused the request ({code}). Please tell the administrator to check the address, the bucket and the keys of S3.',
  },
})
