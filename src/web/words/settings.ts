import type { Words } from './words.ts'

export const settings = {} as const satisfies Words
