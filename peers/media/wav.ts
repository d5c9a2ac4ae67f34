// Reads and writes WAV files of 16-bit PCM, and changes sampling rates; used by the generators of test sound.

/** Mono sound: samples in -1..1. */
export interface Sound {
  readonly sampleRateHz: number;
  readonly samples: Float32Array;
}

/**
 * The first channel of a WAV file.
 * @throws Error when it is not 16-bit PCM
 */
export function readWav(file: Buffer): Sound {
  let offset = 12;
  let channels = 0;
  let sampleRateHz = 0;
  while (offset + 8 <= file.length) {
    const name = file.toString('latin1', offset, offset + 4);
    const size = file.readUInt32LE(offset + 4);
    const body = offset + 8;
    if (name === 'fmt ') {
      if (file.readUInt16LE(body) !== 1 || file.readUInt16LE(body + 14) !== 16) {
        throw new Error('Only WAV files of 16-bit PCM can be read.');
      }
      channels = file.readUInt16LE(body + 2);
      sampleRateHz = file.readUInt32LE(body + 4);
    }
    if (name === 'data' && channels > 0) {
      const bytesPerFrame = 2 * channels;
      const length = Math.floor(Math.min(size, file.length - body) / bytesPerFrame);
      const samples = Float32Array.from(
        { length },
        (_, index) => file.readInt16LE(body + index * bytesPerFrame) / 32768,
      );
      return { sampleRateHz, samples };
    }
    offset = body + size + (size % 2);
  }
  throw new Error('The file is no WAV file with sound in it.');
}

/** A mono WAV file of 16-bit PCM. */
export function writeWav({ sampleRateHz, samples }: Sound): Buffer {
  const file = Buffer.alloc(44 + 2 * samples.length);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + 2 * samples.length, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRateHz, 24);
  file.writeUInt32LE(2 * sampleRateHz, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, index) =>
    file.writeInt16LE(Math.round(Math.max(-1, Math.min(0.99997, sample)) * 32768), 44 + 2 * index),
  );
  return file;
}

/** Sinc lobes on either side; more gives a steeper filter and costs time. */
const lobes = 16;

/** The same sound at another rate, through a Hann-windowed sinc that cuts at the lower of the two rates. */
export function resample(sound: Sound, sampleRateHz: number): Sound {
  if (sound.sampleRateHz === sampleRateHz) return sound;
  const { samples } = sound;
  const step = sound.sampleRateHz / sampleRateHz;
  const cutoff = Math.min(1, 1 / step);
  const reach = lobes / cutoff;
  const length = Math.floor(samples.length / step);
  const output = Float32Array.from({ length }, (_, index) => {
    const center = index * step;
    let sum = 0;
    for (let at = Math.ceil(center - reach); at <= center + reach; at += 1) {
      const distance = (at - center) * cutoff;
      const sinc = distance === 0 ? 1 : Math.sin(Math.PI * distance) / (Math.PI * distance);
      const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / lobes);
      sum += (samples[at] ?? 0) * sinc * window * cutoff;
    }
    return sum;
  });
  return { sampleRateHz, samples: output };
}
