/** Loudness by EBU R128 / ITU-R BS.1770, as ffmpeg's ebur128 sums it up. */
export type Loudness = {
  /** LUFS, gated. −70 stands for "nothing above the gate". */
  readonly integratedLufs: number
  /** LU (EBU Tech 3342). */
  readonly rangeLu: number
  /** dBTP. −Infinity is told as −120. */
  readonly truePeakDbtp: number
}

/** The filter that measures: true peak, mono as dual mono (a mono file sounds from both loudspeakers). */
export const EBUR128 = 'ebur128=peak=true:framelog=verbose:dualmono=true'

/** Reads the summary of ebur128 from ffmpeg's log, line by line; ask `done` at the end. */
export class LoudnessReader {
  #integrated: number | null = null
  #range: number | null = null
  #peak: number | null = null

  read(line: string): void {
    const match = /\b(I|LRA|Peak):\s+(-?(?:\d+(?:\.\d+)?|inf|nan)) (?:LUFS|LU|dBFS)\s*$/.exec(line)
    if (!match) return
    const value = match[2] === '-inf' ? -120 : Number(match[2])
    if (match[1] === 'I') this.#integrated = Math.max(-70, Number.isNaN(value) ? -70 : value)
    else if (match[1] === 'LRA') this.#range = Number.isNaN(value) ? 0 : value
    else this.#peak = Number.isNaN(value) ? -120 : value
  }

  /** Null when the log held no summary: the run ended early. */
  done(): Loudness | null {
    if (this.#integrated === null || this.#range === null || this.#peak === null) return null
    return { integratedLufs: this.#integrated, rangeLu: this.#range, truePeakDbtp: this.#peak }
  }
}
