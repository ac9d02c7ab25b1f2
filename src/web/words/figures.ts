import type { Words } from './words.ts'

export const figures = {} as const satisfies Words
