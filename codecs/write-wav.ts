// Sound as a WAV file of 16-bit samples in one channel. Pure. Made for the browser's player, which keeps the pitch at other speeds.

const headerBytes = 44;

export function writeWav(samples: Int16Array<ArrayBuffer>, sampleRateHz: number): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(headerBytes + samples.byteLength);
  const view = new DataView(file.buffer);
  const put = (text: string, at: number) => file.set(new TextEncoder().encode(text), at);
  put('RIFF', 0);
  view.setUint32(4, file.length - 8, true);
  put('WAVEfmt ', 8);
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, 2 * sampleRateHz, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  put('data', 36);
  view.setUint32(40, samples.byteLength, true);
  for (const [index, sample] of samples.entries()) view.setInt16(headerBytes + 2 * index, sample, true);
  return file;
}
