import type { Words } from './words.ts'

export const imports = {} as const satisfies Words
