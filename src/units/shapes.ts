import { localDate, z } from '../http/index.ts'

/** A code of ASCII letters, digits and single hyphens: "dang-hung-phuoc". It never changes. */
export const codeInput = z
  .string()
  .max(60)
  .refine((code) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(code), {
    params: {
      vi: 'Mã chỉ gồm chữ thường không dấu, số và gạch nối, ví dụ "dang-hung-phuoc".',
      en: 'A code has lower-case ASCII letters, digits and hyphens, like "dang-hung-phuoc".',
    },
  })
  .openapi({ example: 'dang-hung-phuoc' })

export const openDate = localDate.nullable()
