import { describe, expect, it } from 'vitest'
import { channelKind, panLoudness } from './channels.ts'
import { missingShare, mp3Claim, wavClaim } from './claims.ts'
import { type AnalysisFacts, clippedStretches, findingsOf } from './findings.ts'
import { sniff } from './formats.ts'
import { LoudnessReader } from './loudness.ts'
import { Meter } from './meter.ts'
import { houseTarget, isWithin, limiterLossOf, planGain, replan } from './plan.ts'
import { findSilence, silenceThreshold } from './silence.ts'

const target = houseTarget()
const facts = (more: Partial<AnalysisFacts> = {}): AnalysisFacts => ({
  format: 'WAV',
  codec: 'pcm_s16le',
  sampleRate: 48_000,
  channels: 1,
  channelKind: 'mono',
  durationSeconds: 600,
  integratedLufs: -20,
  loudnessRangeLu: 5,
  truePeakDbtp: -6,
  silence: { headSeconds: 0, tailSeconds: 0, inside: [] },
  clippedSamples: 0,
  dcOffset: [0],
  decodeErrors: 0,
  ...more,
})
const anyLength = { minSeconds: null, maxSeconds: null }

describe('gain', () => {
  it('is linear alone where the peak stays half a decibel under the ceiling', () => {
    expect(planGain({ integratedLufs: -23, truePeakDbtp: -8.5 }, target)).toEqual({
      gainDb: 7,
      limitDbtp: null,
      short: null,
    })
  })
  it('gets a limiter as soon as the peak would come nearer', () => {
    expect(planGain({ integratedLufs: -23, truePeakDbtp: -8.4 }, target)).toEqual({
      gainDb: 7,
      limitDbtp: -2.2,
      short: null,
    })
  })
  it('turns what is too loud down, without a limiter', () => {
    expect(planGain({ integratedLufs: -9, truePeakDbtp: 0.5 }, target)).toEqual({
      gainDb: -7,
      limitDbtp: null,
      short: null,
    })
  })
  it('adds what the limiter will take away', () => {
    expect(planGain({ integratedLufs: -23, truePeakDbtp: -3 }, target, () => 0.8).gainDb).toBe(7.8)
  })
  it('never limits by more than 15 dB: then the programme stays quieter and says why', () => {
    expect(planGain({ integratedLufs: -50, truePeakDbtp: -5 }, target)).toEqual({
      gainDb: 17.8,
      limitDbtp: -2.2,
      short: 'ceiling',
    })
  })
  it('is corrected by what the encoded file missed', () => {
    const source = { integratedLufs: -23, truePeakDbtp: -3 }
    const first = planGain(source, target)
    expect(isWithin({ integratedLufs: -16.7, truePeakDbtp: -1 }, first, target)).toBe(true)
    expect(isWithin({ integratedLufs: -16.8, truePeakDbtp: -1 }, first, target)).toBe(false)
    expect(isWithin({ integratedLufs: -16, truePeakDbtp: -0.9 }, first, target)).toBe(false)
    expect(replan(source, first, { integratedLufs: -17, truePeakDbtp: -1.5 }, target, 1)).toEqual({
      gainDb: 8,
      limitDbtp: -2.2,
      short: null,
    })
    expect(replan(source, first, { integratedLufs: -16, truePeakDbtp: -0.5 }, target, 1)).toEqual({
      gainDb: 7,
      limitDbtp: -2.9,
      short: null,
    })
  })
  it('of a peak alone over the ceiling comes down a little, still linear', () => {
    const plan = { gainDb: 5, limitDbtp: null, short: null }
    expect(
      replan({ integratedLufs: -21, truePeakDbtp: -6.6 }, plan, { integratedLufs: -16, truePeakDbtp: -0.8 }, target, 1),
    ).toEqual({ gainDb: 4.6, limitDbtp: null, short: null })
  })
  it('loses nothing to a limiter that has nothing to do, and more the deeper it works', () => {
    const loss = limiterLossOf({
      lows: new Float32Array(10),
      highs: Float32Array.from({ length: 10 }, (_, i) => (i + 1) / 10),
    })
    expect(loss(-10, -2)).toBe(0)
    expect(loss(6, -2)).toBeGreaterThan(loss(3, -2))
  })
})

describe('the meter', () => {
  const heard = (
    rate: number,
    channels: 1 | 2,
    samples: Int16Array | Float32Array,
    cutAt = 7,
  ): ReturnType<Meter['finish']> => {
    const meter = new Meter(rate, channels, samples instanceof Int16Array ? 's16le' : 'f32le')
    const bytes = Buffer.from(samples.buffer)
    // Cut at odd places, as pipes do.
    for (let at = 0; at < bytes.length; at += cutAt) meter.push(bytes.subarray(at, at + cutAt))
    return meter.finish()
  }
  it('measures peak, DC and seconds alike, however the bytes are cut', () => {
    const sine = Int16Array.from({ length: 2000 }, (_, i) => 8192 * Math.sin(i / 5) + 1638)
    const whole = heard(1000, 1, sine, 1_000_000)
    expect(heard(1000, 1, sine, 7)).toEqual(whole)
    expect(whole.seconds).toBe(2)
    expect(whole.channels[0]?.peak).toBeCloseTo(0.3, 2)
    expect(whole.channels[0]?.dc).toBeCloseTo(0.05, 2)
  })
  it('makes twenty points a second', () => {
    expect(heard(1000, 1, new Int16Array(1525)).lows).toHaveLength(31)
  })
  it('calls three samples in a row at full scale clipped, two not', () => {
    expect(
      heard(100, 1, Int16Array.from([0, 32_767, 32_767, 0, -32_768, -32_768, 0])).channels[0]?.clippedSamples,
    ).toBe(0)
    expect(heard(100, 1, Int16Array.from([0, 32_767, 32_767, 32_767, 32_767, 0])).channels[0]?.clippedSamples).toBe(4)
  })
  it('counts samples that are no numbers and leaves them out', () => {
    const found = heard(100, 1, Float32Array.from([0.5, Number.NaN, -0.5, Number.POSITIVE_INFINITY]))
    expect(found.badSamples).toBe(2)
    expect(found.channels[0]?.peak).toBe(0.5)
  })
  const stereo = (left: (i: number) => number, right: (i: number) => number): Int16Array =>
    Int16Array.from({ length: 4000 }, (_, i) => Math.round((i % 2 ? right : left)(i >> 1)))
  const tone = (i: number): number => 9000 * Math.sin(i / 3)
  it('tells the faults of channels apart', () => {
    const kind = (left: (i: number) => number, right: (i: number) => number) =>
      channelKind(heard(1000, 2, stereo(left, right)))
    expect(kind(tone, tone)).toBe('dual_mono')
    expect(kind(tone, () => 0)).toBe('left_only')
    expect(kind(() => 0, tone)).toBe('right_only')
    expect(kind(tone, (i) => -tone(i))).toBe('opposite')
    expect(kind(tone, (i) => 9000 * Math.sin(i / 7))).toBe('stereo')
    expect(channelKind(heard(1000, 1, new Int16Array(10)))).toBe('mono')
  })
  it('a single channel played by both loudspeakers sounds 3 LU louder', () => {
    expect(panLoudness('left_only')).toBeCloseTo(3.01, 2)
    expect(panLoudness('dual_mono')).toBe(0)
  })
})

describe('silence', () => {
  const points = (loud: readonly number[], length: number) => ({
    lows: new Float32Array(length),
    highs: Float32Array.from({ length }, (_, i) => (loud.includes(i) ? 0.5 : 0.0001)),
  })
  it('is told at the head, at the tail, and inside from three seconds on', () => {
    expect(findSilence(points([40, 99, 160], 200), -60)).toEqual({
      headSeconds: 2,
      tailSeconds: 1.95,
      inside: [{ from: 5, to: 8 }],
    })
  })
  it('lies 30 dB under the loudness, but within −70 and −50 dBFS', () => {
    expect([-16, -25, -60].map(silenceThreshold)).toEqual([-50, -55, -70])
  })
})

describe('findings', () => {
  it('say nothing of a good recording', () => {
    expect(findingsOf(facts(), { minSeconds: 600, maxSeconds: 600 })).toEqual([])
  })
  it('come gravest first', () => {
    const found = findingsOf(facts({ channelKind: 'dual_mono', integratedLufs: -45 }), {
      minSeconds: 601,
      maxSeconds: null,
    })
    expect(found.map((f) => [f.severity, f.code])).toEqual([
      ['error', 'shorter_than_segment'],
      ['warning', 'very_quiet'],
      ['info', 'channels_dual_mono'],
    ])
  })
  it('name each fault with its place', () => {
    const found = findingsOf(
      facts({
        clippedSamples: 30,
        dcOffset: [0.02],
        decodeErrors: 1,
        silence: { headSeconds: 2, tailSeconds: 3, inside: [{ from: 100, to: 110 }] },
      }),
      anyLength,
      [20, 21, 100],
    )
    expect(Object.fromEntries(found.map((f) => [f.code, f.at]))).toEqual({
      silence_inside: [{ from: 100, to: 110 }],
      clipping: [
        { from: 1, to: 1.1 },
        { from: 5, to: 5.05 },
      ],
      silence_at_head: [{ from: 0, to: 2 }],
      silence_at_tail: [{ from: 597, to: 600 }],
      dc_offset: undefined,
      decode_errors: undefined,
    })
  })
  it('name at most fifty clipped places', () => {
    expect(clippedStretches(Array.from({ length: 200 }, (_, i) => i * 40))).toHaveLength(50)
  })
})

describe('headers', () => {
  it('of a WAV promise the end of its data, also in RF64', () => {
    const head = Buffer.alloc(60)
    head.write('RIFF....WAVEdata', 0, 'latin1')
    head.writeUInt32LE(1000, 16)
    expect(wavClaim(head)).toEqual({ fileBytes: 1020 })
    const rf64 = Buffer.alloc(80)
    rf64.write('RF64....WAVEds64', 0, 'latin1')
    rf64.writeUInt32LE(28, 16)
    rf64.writeBigUInt64LE(6_000_000_000n, 28)
    rf64.write('data', 48, 'latin1')
    rf64.writeUInt32LE(0xffffffff, 52)
    expect(wavClaim(rf64)).toEqual({ fileBytes: 6_000_000_056 })
  })
  it('without a promise miss nothing', () => {
    expect(wavClaim(Buffer.from('RIFF....WAVE'))).toBeNull()
    expect(mp3Claim(Buffer.alloc(1000))).toBeNull()
    expect(missingShare(null, 5)).toBe(0)
    expect(missingShare({ fileBytes: 100_000 }, 50_000)).toBe(0.5)
    expect(missingShare({ fileBytes: 100_000 }, 96_000)).toBe(0)
  })
  it('decide what a file is, never its name', () => {
    expect(sniff(Buffer.alloc(0))).toEqual({ kind: 'empty' })
    expect(sniff(Buffer.from('RIFF\0\0\0\0AVI LIST', 'latin1')).kind).toBe('other')
    expect(sniff(Buffer.from('fLaC\0\0\0\x22', 'latin1'))).toMatchObject({ kind: 'audio', format: { demuxer: 'flac' } })
    expect(sniff(Buffer.from('\0\0\0\x20ftypM4A ', 'latin1'))).toMatchObject({
      kind: 'audio',
      format: { demuxer: 'mov' },
    })
  })
})

describe("ebur128's summary", () => {
  const read = (text: string) => {
    const reader = new LoudnessReader()
    for (const line of text.split('\n')) reader.read(line)
    return reader.done()
  }
  it('is read with its three numbers', () => {
    expect(
      read('    I:         -33.1 LUFS\n    LRA:         2.3 LU\n    LRA low:   -34.5 LUFS\n    Peak:      -16.8 dBFS'),
    ).toEqual({ integratedLufs: -33.1, rangeLu: 2.3, truePeakDbtp: -16.8 })
  })
  it('of silence has numbers too', () => {
    expect(read('    I:         -70.0 LUFS\n    LRA:         0.0 LU\n    Peak:       -inf dBFS')).toEqual({
      integratedLufs: -70,
      rangeLu: 0,
      truePeakDbtp: -120,
    })
  })
  it('that never came is none', () => {
    expect(read('    I:         -33.1 LUFS')).toBeNull()
  })
})
