/** No file was chosen and nothing was recorded. */
export const NO_FILE = {
  path: 'file',
  vi: 'Hãy ghi âm, hoặc chọn một tệp âm thanh.',
  en: 'Please record, or choose an audio file.',
}
