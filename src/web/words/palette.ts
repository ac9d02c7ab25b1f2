import type { Words } from './words.ts'

export const palette = {} as const satisfies Words
