import type { Words } from './words.ts'

export const admin = {} as const satisfies Words
