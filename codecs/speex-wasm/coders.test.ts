// Settings, sample formats, memory and closing of encoder and decoder.
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import {
  createSpeexDecoder,
  createSpeexEncoder,
  loadSpeexModule,
  SpeexError,
  speexBands,
  type SpeexBand,
  type SpeexEncoderSettings,
} from './index.ts';
import { readSpeexModule } from './node.ts';

const module = readSpeexModule();
const moduleFile = new URL('./dist/speex.wasm', import.meta.url);

const noise = (length: number, amplitude = 8000) =>
  Int16Array.from({ length }, (_, index) => amplitude * Math.sin(index * index * 0.37));

const refusals: readonly [
  settings: Partial<Record<keyof SpeexEncoderSettings, unknown>>,
  sentence: RegExp,
][] = [
  [{ band: 'fullband' }, /band must be one of narrowband, wideband, ultra-wideband, not fullband/],
  [{ band: 'toString' }, /band must be one of/],
  [{ quality: 11 }, /quality must be a whole number from 0 to 10, not 11/],
  [{ quality: -1 }, /quality/],
  [{ quality: 7.5 }, /quality/],
  [{ quality: '8' }, /quality/],
  [{ complexity: 11 }, /complexity must be a whole number from 0 to 10, not 11/],
  [{ vbr: true, vbrQuality: 10.1 }, /vbrQuality must be a number from 0 to 10, not 10.1/],
  [{ vbr: true, vbrQuality: -0.1 }, /vbrQuality/],
  [{ vbr: true, vbrQuality: Number.NaN }, /vbrQuality/],
  [{ abrBitsPerSecond: 100 }, /abrBitsPerSecond must be 0 or a whole number from 2000 to 50000, not 100/],
  [{ vbr: true, vbrMaxBitsPerSecond: 1e6 }, /vbrMaxBitsPerSecond/],
  [{ vbrMaxBitsPerSecond: 20_000 }, /vbrMaxBitsPerSecond needs vbr or abrBitsPerSecond/],
  [{ packetLossPercent: 101 }, /packetLossPercent must be a whole number from 0 to 100, not 101/],
  [{ vad: 1 }, /vad must be true or false, not 1/],
  [{ dtx: true }, /dtx needs vad, vbr or abrBitsPerSecond/],
  [{ vbr: true, abrBitsPerSecond: 15_000 }, /exclude each other/],
];

test.each(refusals)(
  'the settings %j are refused with a sentence that names the setting',
  (settings, sentence) => {
    const create = () => createSpeexEncoder(module, settings as Partial<SpeexEncoderSettings>);
    expect(create).toThrow(SpeexError);
    expect(create).toThrow(
      expect.objectContaining({ code: 'bad-setting', message: expect.stringMatching(sentence) }),
    );
  },
);

test.each([{ vad: true }, { vbr: true }, { abrBitsPerSecond: 15_000 }])(
  'dtx goes together with %j',
  (settings) => {
    expect(createSpeexEncoder(module, { ...settings, dtx: true }).settings).toMatchObject({
      ...settings,
      dtx: true,
    });
  },
);

test('the wideband of 16 kHz in frames of 320 samples is what one gets without settings', () => {
  const encoder = createSpeexEncoder(module);
  expect(encoder.settings).toMatchObject({ band: 'wideband', quality: 8 });
  expect(encoder).toMatchObject({ sampleRateHz: 16_000, frameSamples: 320, delaySamples: 223 });
  expect(createSpeexDecoder(module)).toMatchObject({ sampleRateHz: 16_000, frameSamples: 320 });
});

test('changed settings hold from the next frame on and are those of a fresh encoder', () => {
  const changed = createSpeexEncoder(module, { vbr: true, vbrQuality: 2, vbrMaxBitsPerSecond: 10_000 });
  changed.change({ vbr: false, vbrMaxBitsPerSecond: 0, quality: 10 });
  const fresh = createSpeexEncoder(module, { quality: 10 });
  for (let index = 0; index < 20; index += 1) {
    expect(changed.encode(noise(320))).toEqual(fresh.encode(noise(320)));
  }
});

test('a bound that is lifted from the bitrate holds no longer', () => {
  const bounded = createSpeexEncoder(module, { vbr: true, vbrQuality: 10, vbrMaxBitsPerSecond: 10_000 });
  // A sound that stays the same would count as background and get few bits anyway.
  const bytes = (frames: number) =>
    Array.from(
      { length: frames },
      (_, index) => bounded.encode(noise(320, 500 * (index % 20))).length,
    ).reduce((sum, length) => sum + length);
  const held = bytes(50);
  bounded.change({ vbrMaxBitsPerSecond: 0 });
  expect(bytes(50)).toBeGreaterThan(2 * held);
});

test('a refused change leaves the settings as they were', () => {
  const encoder = createSpeexEncoder(module, { quality: 3 });
  expect(() => encoder.change({ quality: 5, dtx: true })).toThrow(SpeexError);
  expect(encoder.settings).toMatchObject({ quality: 3, dtx: false });
});

test('floats give the packets of the same integers, and louder ones than full scale are clipped', () => {
  const [integers, floats] = [createSpeexEncoder(module), createSpeexEncoder(module)];
  const frame = noise(320, 40_000);
  const clipped = Int16Array.from({ length: 320 }, (_, index) =>
    Math.round(Math.max(-32_768, Math.min(32_767, 40_000 * Math.sin(index * index * 0.37)))),
  );
  expect(frame).not.toEqual(clipped);
  const loud = Float32Array.from(
    { length: 320 },
    (_, index) => (40_000 * Math.sin(index * index * 0.37)) / 32_768,
  );
  expect(floats.encode(loud)).toEqual(integers.encode(clipped));
});

test('decoded floats are the decoded integers divided by 32768', () => {
  const packet = createSpeexEncoder(module).encode(noise(320));
  const integers = createSpeexDecoder(module).decode(packet);
  const floats = createSpeexDecoder(module).decode(packet, new Float32Array(320));
  expect([...floats]).toEqual([...integers].map((sample) => sample / 32_768));
});

test('sound that is no number is encoded as silence', () => {
  const [broken, silent] = [createSpeexEncoder(module), createSpeexEncoder(module)];
  expect(broken.encode(new Float32Array(320).fill(Number.NaN))).toEqual(silent.encode(new Int16Array(320)));
});

test('a packet keeps its bytes while the encoder goes on', () => {
  const encoder = createSpeexEncoder(module);
  const packet = encoder.encode(noise(320));
  const copy = Uint8Array.from(packet);
  encoder.encode(new Int16Array(320));
  expect(packet).toEqual(copy);
});

test('coders go on working while others make the memory grow', () => {
  const encoder = createSpeexEncoder(module);
  const decoder = createSpeexDecoder(module);
  const alone = createSpeexEncoder(new WebAssembly.Module(readFileSync(moduleFile)));
  const others = Array.from({ length: 300 }, (_, index) => {
    expect(decoder.decode(encoder.encode(noise(320)))).toHaveLength(320);
    alone.encode(noise(320));
    return createSpeexDecoder(module, {
      band: (Object.keys(speexBands) as SpeexBand[])[index % 3] ?? 'wideband',
    });
  });
  expect(encoder.encode(noise(320))).toEqual(alone.encode(noise(320)));
  for (const other of others) other.close();
});

test('closing gives the memory back: thirty thousand coders one after the other fit', () => {
  const before = process.memoryUsage().rss;
  for (let index = 0; index < 15_000; index += 1) {
    createSpeexEncoder(module, { band: 'ultra-wideband' }).close();
    createSpeexDecoder(module, { band: 'ultra-wideband' }).close();
  }
  // Kept, either half would be more than 80 MB.
  expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024);
});

test('a closed coder refuses everything but another close', () => {
  const encoder = createSpeexEncoder(module);
  const decoder = createSpeexDecoder(module);
  for (const coder of [encoder, decoder]) {
    coder.close();
    coder.close();
  }
  const closed = expect.objectContaining({ code: 'closed' });
  expect(() => encoder.encode(new Int16Array(320))).toThrow(closed);
  expect(() => encoder.change({ quality: 5 })).toThrow(closed);
  expect(() => decoder.decode(Uint8Array.of(1))).toThrow(closed);
  expect(() => decoder.conceal()).toThrow(closed);
});

test('another WebAssembly module is refused', () => {
  const empty = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  expect(() => createSpeexEncoder(empty)).toThrow(expect.objectContaining({ code: 'bad-module' }));
});

test('the module needs nothing from outside, so that it starts in an AudioWorklet', () => {
  expect(WebAssembly.Module.imports(module)).toEqual([]);
});

test('the module is loaded from its bytes, and broken bytes are refused', async () => {
  const loaded = await loadSpeexModule(readFileSync(moduleFile));
  expect(createSpeexEncoder(loaded).frameSamples).toBe(320);
  const refused = loadSpeexModule(Uint8Array.of(1, 2, 3));
  await expect(refused).rejects.toThrow(expect.objectContaining({ code: 'bad-module' }));
});

test('a worker encodes with the compiled module it was sent', async () => {
  const source = `
    import { parentPort, workerData } from 'node:worker_threads';
    const { createSpeexEncoder } = await import(workerData.index);
    parentPort.postMessage(createSpeexEncoder(workerData.module).encode(workerData.frame));`;
  const frame = noise(320);
  const workerData = { index: new URL('./index.ts', import.meta.url).href, module, frame };
  const worker = new Worker(source, { eval: true, workerData });
  const packet = await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  expect(packet).toEqual(createSpeexEncoder(module).encode(frame));
});
