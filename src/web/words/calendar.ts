import type { Words } from './words.ts'

export const calendar = {} as const satisfies Words
