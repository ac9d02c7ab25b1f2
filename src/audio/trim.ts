/** The part of a recording that is broadcast, in seconds of the original; `to` null: to its end. */
export type Trim = { readonly from: number; readonly to: number | null }

/** ffmpeg's filter for it, with the comma that leads to the next one; empty when all of it is wanted. */
export const trimFilter = (trim: Trim | undefined): string =>
  trim === undefined || (trim.from === 0 && trim.to === null)
    ? ''
    : `atrim=start=${trim.from.toFixed(3)}${trim.to === null ? '' : `:end=${trim.to.toFixed(3)}`},asetpts=PTS-STARTPTS,`
