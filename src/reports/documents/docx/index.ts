import type { Zone } from '../../../kernel/time.ts'
import { officialDate } from '../period-words.ts'
import type { ReportData } from '../report-data.ts'
import { annex } from './annex.ts'
import { documentBody } from './body.ts'
import { officialFile } from './frame.ts'
import { documentHead, documentTitle, type Issue, signature } from './head.ts'
import { proof } from './proof.ts'
import { paragraph } from './type.ts'

export type { Issue } from './head.ts'

/**
 * On every page: that it is a draft, so that no printed page is taken for the signed one; or the hash under which the
 * figures were closed, by which they can be checked.
 */
function foot({ answer, asOf }: ReportData, zone: Zone) {
  const at = `lúc ${zone.localTime(asOf)} ngày ${officialDate(zone.localDate(asOf))}`
  return answer.closing === null
    ? { words: `DỰ THẢO, số liệu chưa chốt, tổng hợp ${at}`, size: 11 }
    : { words: `Số liệu chốt ${at}, mã ${answer.closing.hash}`, size: 9 }
}

/** The report as a .docx by Nghị định 30/2020/NĐ-CP: the text upright, its annex by station sideways. Vietnamese. */
export async function reportDocument(data: ReportData, issue: Issue, zone: Zone): Promise<Uint8Array> {
  const { answer, verifyUrl } = data
  const title = `Báo cáo kết quả phát ${data.segment.vi} ${data.words.vi}`
  return officialFile({ title, creator: data.settings.agency, foot: foot(data, zone) }, [
    {
      orientation: 'portrait',
      children: [
        documentHead(data, issue),
        ...documentTitle(data),
        ...documentBody(data, zone),
        paragraph('', { size: 8, keepNext: true }),
        signature(data),
        ...(answer.closing && verifyUrl ? proof(answer.closing.hash, verifyUrl) : []),
      ],
    },
    { orientation: 'landscape', children: annex(data, issue) },
  ])
}
