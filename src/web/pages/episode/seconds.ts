/** Seconds as people write them: "1,5", "1.5", "1:02,5"; empty is none. Null: it is no time. */
export function secondsOf(text: string | undefined): number | null {
  const parts = (text ?? '').trim().replace(',', '.').split(':')
  if (parts.length > 3) return null
  if (parts.length === 1 && parts[0] === '') return 0
  if (!parts.every((part) => /^\d{1,6}(\.\d{1,3})?$/.test(part))) return null
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0)
}

/** The fault of a field that holds no time. */
export const NOT_SECONDS = { vi: 'Ghi số giây, ví dụ 1,5.', en: 'Write seconds, for instance 1.5.' }
