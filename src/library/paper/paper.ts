import type { LocalDate } from '../../kernel/dates.ts'
import { type Block, countWords, parseScript, readingSeconds } from '../../kernel/script-markup.ts'
import { formatNumber } from '../../kernel/text.ts'
import type { Decision } from '../decisions-store.ts'
import type { Episode } from '../episodes-store.ts'
import type { Revision } from '../scripts-store.ts'
import type { LibrarySettings } from '../settings-store.ts'

/** A script as it goes on paper to be signed: the same for the page that is printed and for the .docx. Vietnamese, as all documents. */
export type Paper = {
  readonly nation: readonly [string, string]
  /** The agency above; null: none is named. */
  readonly superior: string | null
  readonly agency: string
  /** "Chợ Gạo, ngày 23 tháng 11 năm 2026" */
  readonly dated: string
  readonly heading: string
  readonly programme: string
  readonly title: string
  readonly facts: readonly (readonly [label: string, value: string])[]
  readonly blocks: readonly Block[]
  readonly signatures: readonly { readonly office: string; readonly hint: string; readonly name: string }[]
  /** At the foot of every page: which text it is. */
  readonly foot: string
  readonly fileName: string
}

const date = (d: LocalDate): string => `${d.slice(8)}/${d.slice(5, 7)}/${d.slice(0, 4)}`
/** Days and January and February with two digits, as the decree on documents has it. */
const longDate = (d: LocalDate): string => {
  const month = Number(d.slice(5, 7))
  return `ngày ${d.slice(8)} tháng ${month < 3 ? d.slice(5, 7) : month} năm ${d.slice(0, 4)}`
}
const HASH_SHOWN = 12
const SIGN_HINT = '(Ký, ghi rõ họ tên)'

export type PaperInput = {
  readonly episode: Episode
  readonly revision: Revision
  readonly decisions: readonly Decision[]
  readonly settings: LibrarySettings
  /** The centre's name where the settings name none. */
  readonly agency: string
  /** The local day on which the revision was saved. */
  readonly savedOn: LocalDate
}

/** Who approved this very text, when it stands approved. */
function approver({ decisions, revision }: PaperInput): string {
  const last = decisions.filter(({ kind }) => /^(approved|approval_voided|returned)$/.test(kind)).at(-1)
  return last?.kind === 'approved' && last.scriptHash === revision.hash ? last.actorName : ''
}

export function paperOf(input: PaperInput): Paper {
  const { episode, revision, settings, savedOn } = input
  const words = countWords(revision.body)
  const seconds = readingSeconds(words, settings.syllablesPerMinute)
  const length = `${Math.floor(seconds / 60)} phút ${String(seconds % 60).padStart(2, '0')} giây`
  const facts: (readonly [string, string])[] = [
    ...(episode.airDate ? [['Phát lần đầu', date(episode.airDate)] as const] : []),
    ...(episode.field ? [['Lĩnh vực', episode.field] as const] : []),
    ...(episode.legalReferences.length > 0 ? [['Căn cứ', episode.legalReferences.join('; ')] as const] : []),
    ['Thời lượng đọc', `khoảng ${length} (${formatNumber(words)} tiếng)`],
  ]
  return {
    nation: ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'],
    superior: settings.superior === '' ? null : settings.superior.toLocaleUpperCase('vi'),
    agency: (settings.agency || input.agency).toLocaleUpperCase('vi'),
    dated: `${settings.place || '……………'}, ${longDate(savedOn)}`,
    heading: 'KỊCH BẢN PHÁT THANH',
    programme: `${episode.segmentName}, kỳ ${episode.number}/${episode.year}`,
    title: episode.title,
    facts,
    blocks: parseScript(revision.body),
    signatures: [
      { office: 'BIÊN TẬP VIÊN', hint: SIGN_HINT, name: revision.author ?? '' },
      { office: 'PHÁT THANH VIÊN', hint: SIGN_HINT, name: '' },
      { office: 'NGƯỜI DUYỆT', hint: SIGN_HINT, name: approver(input) },
    ],
    foot: `Bản sửa ${revision.revision} · mã ${revision.hash.slice(0, HASH_SHOWN)}`,
    fileName: `kich-ban-${episode.segmentCode}-${episode.number}-${episode.year}.docx`,
  }
}
