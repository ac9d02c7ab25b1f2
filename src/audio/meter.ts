/** How many stretches a second the meter looks at: one point of the waveform each. */
export const POINTS_PER_SECOND = 20
/** A sample this near full scale counts as touching it. */
const FULL_SCALE = 0.9985
/** So many samples in a row at full scale are a clipped top (one or two may be a true peak). */
const CLIP_RUN = 3

export type SampleFormat = 's16le' | 'f32le'

/** What the meter found of one channel. Levels are linear, full scale = 1. */
export type ChannelMeasure = {
  readonly peak: number
  readonly rms: number
  readonly dc: number
  readonly clippedSamples: number
}
export type Measure = {
  readonly seconds: number
  readonly channels: readonly ChannelMeasure[]
  /** −1 (opposite phase) to 1 (the same signal); null for mono, or when a channel is silent. */
  readonly correlation: number | null
  /** RMS of the difference of the channels over the RMS of both: 0 for two equal channels. */
  readonly difference: number | null
  readonly badSamples: number
  /** Lowest and highest sample of each stretch, all channels together, from −1 to 1. */
  readonly lows: Float32Array
  readonly highs: Float32Array
  /** Stretches (by index) with clipped tops. */
  readonly clippedPoints: readonly number[]
}

/** A list of floats that grows without keeping boxed numbers. */
class FloatList {
  #data = new Float32Array(4096)
  length = 0
  push(value: number): void {
    if (this.length === this.#data.length) {
      const larger = new Float32Array(this.#data.length * 2)
      larger.set(this.#data)
      this.#data = larger
    }
    this.#data[this.length++] = value
  }
  done(): Float32Array {
    return this.#data.subarray(0, this.length)
  }
}

type ChannelSums = { sum: number; squares: number; low: number; high: number; run: number; clipped: number }
const emptySums = (): ChannelSums => ({ sum: 0, squares: 0, low: 0, high: 0, run: 0, clipped: 0 })

/**
 * Listens to PCM as it comes (interleaved, mono or stereo) and measures what needs every sample: peaks, silence, clipping,
 * DC, faults of the channels, samples that are no numbers. ffmpeg's astats tells the same at ten times the cost.
 */
export class Meter {
  readonly #channels: 1 | 2
  readonly #rate: number
  readonly #format: SampleFormat
  readonly #pointFrames: number
  readonly #left = emptySums()
  readonly #right = emptySums()
  #products = 0
  #frames = 0
  #bad = 0
  #pointFill = 0
  #low = 0
  #high = 0
  #pointClipped = false
  #rest: Buffer = Buffer.alloc(0)
  #loudFrom: number | null = null
  readonly #lows = new FloatList()
  readonly #highs = new FloatList()
  readonly #clippedPoints: number[] = []

  constructor(rate: number, channels: 1 | 2, format: SampleFormat) {
    this.#rate = rate
    this.#channels = channels
    this.#format = format
    this.#pointFrames = Math.max(1, Math.round(rate / POINTS_PER_SECOND))
  }

  /** Seconds heard so far. */
  get seconds(): number {
    return this.#frames / this.#rate
  }

  /** Seconds of silence (below −70 dBFS) heard before the first sound. */
  get leadingSilence(): number {
    return this.#loudFrom ?? this.seconds
  }

  /** Takes the next bytes, cut anywhere. */
  push(chunk: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    const width = this.#format === 's16le' ? 2 : 4
    const whole = bytes.length - (bytes.length % (width * this.#channels))
    this.#rest = Buffer.from(bytes.subarray(whole))
    if (whole === 0) return
    // Typed arrays want aligned memory; a pooled buffer may not be.
    const aligned =
      bytes.byteOffset % width === 0 ? bytes : Buffer.from(new Uint8Array(bytes.subarray(0, whole)).buffer)
    if (width === 2) this.#take(new Int16Array(aligned.buffer, aligned.byteOffset, whole / 2), 1 / 32_768)
    else this.#take(new Float32Array(aligned.buffer, aligned.byteOffset, whole / 4), 1)
  }

  #take(samples: Int16Array | Float32Array, scale: number): void {
    const step = this.#channels
    for (let at = 0; at < samples.length; ) {
      const frames = Math.min(this.#pointFrames - this.#pointFill, (samples.length - at) / step)
      const end = at + frames * step
      this.#takeChannel(this.#left, samples, at, end, step, scale)
      if (step === 2) {
        this.#takeChannel(this.#right, samples, at + 1, end, 2, scale)
        let products = 0
        for (let i = at; i < end; i += 2) products += (samples[i] ?? 0) * (samples[i + 1] ?? 0)
        if (Number.isFinite(products)) this.#products += products * scale * scale
      }
      at = end
      this.#frames += frames
      this.#pointFill += frames
      if (this.#pointFill === this.#pointFrames) this.#closePoint()
    }
  }

  #takeChannel(
    channel: ChannelSums,
    samples: Int16Array | Float32Array,
    from: number,
    end: number,
    step: number,
    scale: number,
  ): void {
    const full = FULL_SCALE / scale
    let { sum, squares, run } = channel
    let low = 0
    let high = 0
    for (let i = from; i < end; i += step) {
      const x = samples[i] ?? 0
      // NaN and infinities: the only values that differ from themselves less themselves.
      if (x - x !== 0) {
        this.#bad += 1
        continue
      }
      sum += x
      squares += x * x
      if (x < low) low = x
      else if (x > high) high = x
      if (x >= full || x <= -full) {
        run += 1
        if (run >= CLIP_RUN) {
          channel.clipped += run === CLIP_RUN ? CLIP_RUN : 1
          this.#pointClipped = true
        }
      } else run = 0
    }
    channel.sum = sum
    channel.squares = squares
    channel.run = run
    channel.low = Math.min(channel.low, low * scale)
    channel.high = Math.max(channel.high, high * scale)
    this.#low = Math.min(this.#low, low * scale)
    this.#high = Math.max(this.#high, high * scale)
  }

  #closePoint(): void {
    if (this.#loudFrom === null && Math.max(this.#high, -this.#low) > 0.000_316) {
      this.#loudFrom = this.#lows.length / POINTS_PER_SECOND
    }
    if (this.#pointClipped) this.#clippedPoints.push(this.#lows.length)
    this.#lows.push(this.#low)
    this.#highs.push(this.#high)
    this.#low = 0
    this.#high = 0
    this.#pointFill = 0
    this.#pointClipped = false
  }

  /** Ends the measuring. Samples of half a frame at the end are forgotten. */
  finish(): Measure {
    if (this.#pointFill > 0) this.#closePoint()
    const scale = this.#format === 's16le' ? 1 / 32_768 : 1
    const n = Math.max(1, this.#frames)
    const channelOf = (c: ChannelSums): ChannelMeasure => ({
      peak: Math.max(c.high, -c.low),
      rms: Math.sqrt((c.squares * scale * scale) / n),
      dc: (c.sum * scale) / n,
      clippedSamples: c.clipped,
    })
    const channels = this.#channels === 1 ? [channelOf(this.#left)] : [channelOf(this.#left), channelOf(this.#right)]
    const [left, right] = channels
    const product = this.#products / n
    const together = left && right ? (left.rms ** 2 + right.rms ** 2) / 2 : 0
    return {
      seconds: this.seconds,
      channels,
      correlation: left && right && left.rms * right.rms > 0 ? product / (left.rms * right.rms) : null,
      difference: together > 0 ? Math.sqrt(Math.max(0, 2 * together - 2 * product) / together) : null,
      badSamples: this.#bad,
      lows: this.#lows.done(),
      highs: this.#highs.done(),
      clippedPoints: this.#clippedPoints,
    }
  }
}
