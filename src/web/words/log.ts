import type { Words } from './words.ts'

export const log = {} as const satisfies Words
