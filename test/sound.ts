/** A WAV file of 16-bit PCM at 48 kHz: a tone that swells and fades like speech does. Made in memory, no program needed. */
export function wav(seconds: number, { channels = 1, hertz = 220, level = 0.25 } = {}): Buffer {
  const rate = 48_000
  const frames = Math.round(seconds * rate)
  const data = Buffer.alloc(44 + frames * channels * 2)
  data.write('RIFF', 0, 'latin1')
  data.writeUInt32LE(36 + frames * channels * 2, 4)
  data.write('WAVEfmt ', 8, 'latin1')
  data.writeUInt32LE(16, 16)
  data.writeUInt16LE(1, 20)
  data.writeUInt16LE(channels, 22)
  data.writeUInt32LE(rate, 24)
  data.writeUInt32LE(rate * channels * 2, 28)
  data.writeUInt16LE(channels * 2, 32)
  data.writeUInt16LE(16, 34)
  data.write('data', 36, 'latin1')
  data.writeUInt32LE(frames * channels * 2, 40)
  for (let frame = 0; frame < frames; frame += 1) {
    const time = frame / rate
    const swell = 0.6 + 0.4 * Math.sin(2 * Math.PI * 1.5 * time)
    const sample = Math.round(32_767 * level * swell * Math.sin(2 * Math.PI * hertz * time))
    for (let channel = 0; channel < channels; channel += 1)
      data.writeInt16LE(sample, 44 + (frame * channels + channel) * 2)
  }
  return data
}
