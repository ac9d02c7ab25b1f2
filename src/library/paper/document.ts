import type { Paper } from './paper.ts'

/** A script as a Word document. What writes it comes into memory with the first one: it takes 5 MB that most days need not. */
export const scriptDocument = async (paper: Paper): Promise<Uint8Array> =>
  (await import('./script-docx.ts')).scriptDocument(paper)
