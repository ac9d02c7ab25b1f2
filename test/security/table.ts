import { SIGNS } from './ask.ts'

/** Who asked, and for each route one sign for each of them, in that order. */
export type Table = { readonly askers: readonly string[]; readonly heard: Readonly<Record<string, string>> }

const MEANING: Readonly<Record<keyof typeof SIGNS, string>> = {
  yes: 'done, shown, or a word about its state (already over, clashes)',
  input: 'what was sent is judged first',
  who: 'sign in first (401, or the page of signing in)',
  no: 'not for you (403)',
  none: 'no such thing (404)',
  fault: 'a fault of the server',
}

const rows = (heard: Table['heard'], only: (route: string) => boolean): string[] =>
  Object.entries(heard)
    .filter(([route]) => only(route))
    .map(([route, signs]) => `| \`${route.replaceAll('|', '\\|')}\` | ${[...signs].join(' | ')} |`)

/** The table as a page for people. */
export function printed({ askers, heard }: Table): string {
  const isApi = (route: string): boolean => /^\S+ \/(api|audio)\//.test(route)
  const head = [`| route | ${askers.join(' | ')} |`, `|---|${askers.map(() => ':-:').join('|')}|`]
  return `# Who hears what: every route, asked by everybody

Written by \`WRITE_ROUTES=1 npx vitest run test/security/routes.test.ts\`, held by that test; do not edit by hand. Each
route of the application is asked in the story of Chợ Gạo by each of these, about a station that the operator and the
station key belong to and the "other" ones do not, with a body that its schema takes (pages: a plain form). Every act is
taken back, so that all find the same world.

${Object.entries(SIGNS)
  .filter(([name]) => name !== 'fault')
  .map(([name, sign]) => `- \`${sign}\` ${MEANING[name as keyof typeof SIGNS]}`)
  .join('\n')}

## JSON API and audio

${[...head, ...rows(heard, isApi)].join('\n')}

## Pages

${[...head, ...rows(heard, (route) => !isApi(route))].join('\n')}
`
}
