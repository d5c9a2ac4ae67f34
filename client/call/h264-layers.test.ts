import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cameraEncodings, screenEncodings } from '../../codecs/h264-settings.ts';
import { H264Layers } from './h264-layers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A sender that keeps its parameters, on a connection of so many bits a second. */
function makeSender(encodings: readonly object[], hint = 'text') {
  let parameters = { encodings: encodings.map((encoding) => ({ active: true, ...encoding })) };
  const state = { lineBps: 100_000_000 };
  const sender = {
    track: { contentHint: hint },
    getParameters: () => structuredClone(parameters),
    setParameters: async (changed: typeof parameters) => void (parameters = structuredClone(changed)),
    getStats: async () =>
      new Map([
        ['T', { type: 'transport', id: 'T', selectedCandidatePairId: 'P' }],
        ['P', { type: 'candidate-pair', id: 'P', availableOutgoingBitrate: state.lineBps }],
      ]),
  };
  const divisors = () =>
    (sender.getParameters().encodings as RTCRtpEncodingParameters[]).map(
      ({ scaleResolutionDownBy = 1 }) => scaleResolutionDownBy,
    );
  return { sender: sender as unknown as RTCRtpSender, state, divisors };
}

const small = { width: 1280, height: 720 };
const large = { width: 5120, height: 2880 };

test('X5: a window that grows beyond what the encoder takes is made smaller, and no more once it has shrunk', async () => {
  const { sender, divisors } = makeSender(screenEncodings('text', small));
  const layers = new H264Layers(sender, small);
  await layers.fit(large);
  expect(divisors()).toEqual([1.25]);
  await layers.fit(small);
  expect(divisors()).toEqual([1]);
  layers.close();
});

test('X5: a share that began larger than the encoder takes is as large as it can be once it has shrunk', async () => {
  const { sender, divisors } = makeSender(screenEncodings('text', large));
  const layers = new H264Layers(sender, large);
  await layers.fit(large);
  expect(divisors()).toEqual([1.25]);
  await layers.fit(small);
  expect(divisors()).toEqual([1]);
  layers.close();
});

test('X5: every layer of a camera keeps its step below the largest', async () => {
  const { sender, divisors } = makeSender(cameraEncodings('standard', small));
  const layers = new H264Layers(sender, small);
  await layers.fit(large);
  expect(divisors()).toEqual([5, 2.5, 1.25]);
  await layers.send([0]);
  expect(divisors()[2]).toBe(1.25);
  layers.close();
});

test('X5: what a slow connection made smaller is made smaller still', async () => {
  const { sender, state, divisors } = makeSender(
    screenEncodings('motion', small).map((encoding) => ({ scaleResolutionDownBy: 1, ...encoding })),
    'motion',
  );
  const layers = new H264Layers(sender, small);
  state.lineBps = 300_000;
  await vi.advanceTimersByTimeAsync(5000);
  const [narrow = 1] = divisors();
  expect(narrow).toBeGreaterThan(1);
  await layers.fit(large);
  expect(divisors()[0]).toBeCloseTo(narrow * 1.25);
  layers.close();
});
