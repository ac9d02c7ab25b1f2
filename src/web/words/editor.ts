import type { Words } from './words.ts'

export const editor = {} as const satisfies Words
