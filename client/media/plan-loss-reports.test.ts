import { expect, test } from 'vitest';
import { createLossReports } from './plan-loss-reports.ts';
import type { VoiceStats } from './voice-contract.ts';

/** A voice of which 50 frames a second are sent; what is lost or rebuilt is said per second. */
function voiceOf(codec: VoiceStats['codec'] = 'speex') {
  const stats = { codec, received: 0, rebuilt: 0, lost: 0, concealed: 0, levelDb: -30, delayMs: 60 };
  return {
    second({ lost = 0, rebuilt = 0 } = {}) {
      stats.lost += lost;
      stats.rebuilt += rebuilt;
      stats.received += 50 - lost;
      return new Map([['voice', { ...stats }]]);
    },
  };
}

/** Lets seconds pass, all with the same loss, every report confirmed. */
function pass(
  reports: ReturnType<typeof createLossReports>,
  voice: ReturnType<typeof voiceOf>,
  seconds: number,
  loss = {},
) {
  return Array.from({ length: seconds }).flatMap(() => {
    const planned = reports.plan(voice.second(loss));
    reports.confirm(planned);
    return planned.map(({ lossRatio }) => lossRatio);
  });
}

test('a clean voice is not reported', () => {
  expect(pass(createLossReports(), voiceOf(), 30)).toEqual([]);
});

test('loss is reported once when it begins and once when it is over', () => {
  const [reports, voice] = [createLossReports(), voiceOf()];
  pass(reports, voice, 6);
  expect(pass(reports, voice, 10, { lost: 2 })).toEqual([0.032]);
  expect(pass(reports, voice, 10)).toHaveLength(1);
});

test('frames that copies rebuilt count as lost on the way, so that the copies go on', () => {
  const [reports, voice] = [createLossReports(), voiceOf()];
  expect(pass(reports, voice, 10, { lost: 2 })).toEqual([0.04]);
  expect(pass(reports, voice, 10, { rebuilt: 2 })).toEqual([]);
});

test('a report that did not arrive is planned again', () => {
  const [reports, voice] = [createLossReports(), voiceOf()];
  pass(reports, voice, 6);
  pass(reports, voice, 1);
  const planned = [1, 2, 3].map(() => reports.plan(voice.second({ lost: 10 })).length);
  expect(planned).toEqual([1, 1, 1]);
});

test('a voice that says nothing, and one in Opus, are not reported', () => {
  const silent = createLossReports();
  const voice = voiceOf();
  pass(silent, voice, 2, { lost: 0 });
  const still = voice.second();
  for (let second = 0; second < 10; second += 1) expect(silent.plan(still)).toEqual([]);
  expect(pass(createLossReports(), voiceOf('opus'), 10, { lost: 10 })).toEqual([]);
});
