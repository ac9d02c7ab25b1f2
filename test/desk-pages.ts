import type { DeskStory } from './desk-story.ts'

/** `page` in the frame, for who is signed in; `open` before the door; `paper` to be printed. */
export type PageKind = 'page' | 'open' | 'paper'
type Tell = (story: DeskStory) => readonly string[]

const page =
  (...paths: string[]): Tell =>
  () =>
    paths

/** Every page of the desk by its route, with addresses of the story. A route that is missing here fails the tests. */
const PAGES: Readonly<Record<string, Tell>> = {
  '/': page('/', '/?ngay=21/11/2026'),
  '/bao-cao': page('/bao-cao?period=2026-11', '/bao-cao?period=2026-10'),
  '/bao-cao/ke-hoach': page('/bao-cao/ke-hoach?period=2026-11'),
  '/bao-cao/luot': page('/bao-cao/luot?period=2026-11', '/bao-cao/luot?period=2026-11&so=aired'),
  '/bao-cao/tep': page('/bao-cao/tep'),
  '/bao-cao/tep/:id': page('/bao-cao/tep/1'),
  '/dai': page('/dai'),
  '/dai-moi': page('/dai-moi'),
  '/dai/:code': (s) => [`/dai/${s.station}`],
  '/dai/:code/bo-usb': (s) => [`/dai/${s.station}/bo-usb`],
  '/dai/:code/dia-chi': (s) => [`/dai/${s.station}/dia-chi`],
  '/dai/:code/ghep-noi': (s) => [`/dai/${s.station}/ghep-noi`],
  '/dai/:code/gio-phat': (s) => [`/dai/${s.station}/gio-phat`],
  '/dai/:code/ho-so': (s) => [`/dai/${s.station}/ho-so`],
  '/dai/:code/khoa': (s) => [`/dai/${s.station}/khoa`],
  '/dai/:code/sua': (s) => [`/dai/${s.station}/sua`],
  '/khan-cap': page('/khan-cap'),
  '/khan-cap/:id{[0-9]+}': (s) => [`/khan-cap/${s.emergency}`],
  '/khan-cap/chuan-bi/:id{[0-9]+}': (s) => [`/khan-cap/chuan-bi/${s.urgent}`],
  '/kitchen': page('/kitchen'),
  '/ky': page('/ky', '/ky?q=mot+cua', '/ky?q=khong+co+gi'),
  '/ky/:id{[1-9][0-9]*}': (s) => [`/ky/${s.episode}`, `/ky/${s.urgent}`],
  '/ky/:id{[1-9][0-9]*}/so-sanh': (s) => [`/ky/${s.episode}/so-sanh`],
  '/ky/moi': page('/ky/moi'),
  '/lich-phat': page('/lich-phat', '/lich-phat?ngay=25/11/2026'),
  '/lich-phat/chep-tuan': page('/lich-phat/chep-tuan'),
  '/lich-phat/chuyen-muc': page('/lich-phat/chuyen-muc'),
  '/lich-phat/chuyen-muc/:code': (s) => [`/lich-phat/chuyen-muc/${s.segment}`],
  '/lich-phat/in': page('/lich-phat/in'),
  '/lich-phat/khung-gio': page('/lich-phat/khung-gio'),
  '/lich-phat/khung-gio/:id{[0-9]+}': (s) => [`/lich-phat/khung-gio/${s.slot}`],
  '/lich-phat/khung-gio/moi': page('/lich-phat/khung-gio/moi'),
  '/lich-phat/luot/:id': (s) => [`/lich-phat/luot/${s.coming}`],
  '/lich-phat/ngay': page('/lich-phat/ngay'),
  '/lich-phat/ngay-nghi': page('/lich-phat/ngay-nghi'),
  '/lich-phat/tuan': (s) => [`/lich-phat/tuan?dai=${s.station}`],
  '/nhat-ky': page('/nhat-ky', '/nhat-ky?tu=01/10/2026&den=02/10/2026'),
  '/nhat-ky/:id{[0-9]+-[0-9]+-[0-9]{8}-[0-9]+}': (s) => [`/nhat-ky/${s.airing}`],
  '/nhat-ky/cho-xu-ly': page('/nhat-ky/cho-xu-ly'),
  '/nhat-ky/ngoai-lich': page('/nhat-ky/ngoai-lich'),
  '/nhat-ky/nhap': page('/nhat-ky/nhap'),
  '/nhat-ky/nhap/:id{[0-9]+}': (s) => [`/nhat-ky/nhap/${s.log}`],
  '/nhat-ky/tong-so': page('/nhat-ky/tong-so'),
  '/nhom-dai': page('/nhom-dai'),
  '/quan-tri': page('/quan-tri'),
  '/quan-tri/cai-dat': page('/quan-tri/cai-dat'),
  '/quan-tri/dang-nhap': page('/quan-tri/dang-nhap'),
  '/quan-tri/don-vi': page('/quan-tri/don-vi'),
  '/quan-tri/don-vi/:code': (s) => [`/quan-tri/don-vi/${s.unit}`],
  '/quan-tri/khoa': page('/quan-tri/khoa'),
  '/quan-tri/luu-tru': page('/quan-tri/luu-tru'),
  '/quan-tri/nhat-ky': page('/quan-tri/nhat-ky'),
  '/quan-tri/tai-khoan': page('/quan-tri/tai-khoan'),
  '/quan-tri/tai-khoan/:id': (s) => [`/quan-tri/tai-khoan/${s.account}`],
  '/quan-tri/thong-bao': page('/quan-tri/thong-bao'),
  '/tai-khoan': page('/tai-khoan'),
  '/tai-khoan/xac-thuc': page('/tai-khoan/xac-thuc'),
  '/xac-minh/:hash': (s) => [`/xac-minh/${s.closing}`],
  '/tim': page('/tim', '/tim?q=mot'),
}
/** Before the door. */
const OPEN: Readonly<Record<string, Tell>> = {
  '/dang-nhap': page('/dang-nhap'),
  '/dat-lai-mat-khau': page('/dat-lai-mat-khau?link=x'),
  '/thiet-lap': page('/thiet-lap?link=x'),
}
/** Made for paper: without the frame. */
const PAPER: Readonly<Record<string, Tell>> = {
  '/ky/:id{[1-9][0-9]*}/ban-in': (s) => [`/ky/${s.episode}/ban-in`],
}
/** Files. */
const OTHERS: Readonly<Record<string, Tell>> = {
  '/dai/:code/bo-usb/tai': (s) => [`/dai/${s.station}/bo-usb/tai?from=24/11/2026&days=2`],
  '/ky/:id{[1-9][0-9]*}/kich-ban.docx': (s) => [`/ky/${s.episode}/kich-ban.docx`],
  '/ky/xuat.zip': (s) => [`/ky/xuat.zip?ky=${s.episode}`],
  '/lich-phat/chuong-trinh.xlsx': page('/lich-phat/chuong-trinh.xlsx'),
  '/nhat-ky/anh/:photo{[0-9]+}': (s) => [`/nhat-ky/anh/${s.photo}`],
  '/nhat-ky/nhap/:id{[0-9]+}/dong-loi.csv': (s) => [`/nhat-ky/nhap/${s.log}/dong-loi.csv`],
  '/nhat-ky/nhap/:id{[0-9]+}/tep': (s) => [`/nhat-ky/nhap/${s.log}/tep`],
  '/nhat-ky/tai-ve.csv': page('/nhat-ky/tai-ve.csv'),
}
/** Parts of pages, streams, and the station's own page, which has a test of its own. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  '/assets/:name',
  '/dang-nhap/ma',
  '/hom-nay/bang',
  '/hom-nay/su-kien',
  '/ngon-ngu',
  '/tram/:code',
  '/tram/:code/manifest.webmanifest',
  '/tram/sw.js',
])

const all: readonly (readonly [PageKind | 'file', Readonly<Record<string, Tell>>])[] = [
  ['page', PAGES],
  ['open', OPEN],
  ['paper', PAPER],
  ['file', OTHERS],
]

type Route = { readonly method: string; readonly path: string }
const getRoutes = (routes: readonly Route[]): string[] => [
  ...new Set(routes.filter(({ method }) => method === 'GET').map(({ path }) => path)),
]

/** @returns routes that are told nowhere here, and those told that are none: both empty when the list is complete */
export function untold(routes: readonly Route[]): { missing: string[]; gone: string[] } {
  const known = new Set([...ELSEWHERE, ...all.flatMap(([, told]) => Object.keys(told))])
  const there = new Set(getRoutes(routes))
  return { missing: [...there].filter((path) => !known.has(path)), gone: [...known].filter((path) => !there.has(path)) }
}

/** The addresses of all pages of these kinds, with things of the story in them. */
export const pagesOf = (story: DeskStory, kinds: readonly (PageKind | 'file')[]): string[] =>
  all.filter(([kind]) => kinds.includes(kind)).flatMap(([, told]) => Object.values(told).flatMap((tell) => tell(story)))

/** What stands for a route's parameter when something is posted to it. */
export function postedTo(path: string, story: DeskStory): string {
  const id = path.startsWith('/ky')
    ? story.episode
    : path.startsWith('/khan-cap/chuan-bi')
      ? story.urgent
      : path.startsWith('/khan-cap')
        ? story.emergency
        : path.startsWith('/nhat-ky/nhap')
          ? story.log
          : path.startsWith('/quan-tri/tai-khoan')
            ? story.account
            : path.startsWith('/lich-phat/luot')
              ? story.coming
              : 1
  const code = path.startsWith('/dai')
    ? story.station
    : path.includes('/chuyen-muc')
      ? story.segment
      : path.includes('/don-vi')
        ? story.unit
        : path.includes('/cap/')
          ? 'commune'
          : 'ven-song'
  return path
    .replace(':id{[0-9]+-[0-9]+-[0-9]{8}-[0-9]+}', story.airing)
    .replace(/:id(\{[^}]*\})?/, String(id))
    .replace(':code', code)
}
