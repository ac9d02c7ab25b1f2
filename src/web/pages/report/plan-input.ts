import { text, z } from '../../../http/index.ts'
import { formDate } from '../../date-field.ts'

const MOST = 100_000_000
const said = (vi: string, en: string) => ({ params: { vi, en } })
/** The form of a target, as typed. */
export const targetInput = z
  .object({
    tu: formDate,
    den: formDate,
    'tiet-muc': z.string().min(1).max(200).optional(),
    cho: z.string().min(1).max(200),
    'chi-tieu': z.coerce.number().int().min(1).max(MOST),
    'ghi-chu': text(1000).optional(),
  })
  .refine(({ tu, den }) => tu <= den, {
    path: ['den'],
    ...said('Ngày cuối phải từ ngày đầu trở đi.', 'The end must not be before the start.'),
  })
