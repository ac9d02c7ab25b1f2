import type { Words } from './words.ts'

export const plan = {} as const satisfies Words
