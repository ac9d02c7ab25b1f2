import type { Words } from './words.ts'

export const kitchen = {} as const satisfies Words
