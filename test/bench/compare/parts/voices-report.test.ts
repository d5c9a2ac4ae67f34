import { expect, test } from 'vitest';
import { verdictOf } from '../goals.ts';
import { judgeVoices, voiceNotes, voiceTables, type VoiceSample } from './voices-report.ts';

const calm = { busy: 0.2, loopDelayP99Ms: 2 };

/** @param share of what is forwarded, as far as that reaches the listeners */
function sample(relay: string, point: number, figure: number, share = 1): VoiceSample {
  const forwarded = relay === 'Plenum' ? 3 : point;
  const deliveredPerSecond = 50 * forwarded * (point - 1) * share;
  return { relay, point, round: 1, figure, sentPerSecond: 50 * point, deliveredPerSecond, generator: calm };
}

test('a room twice as large is judged by its ratio, and against Mumble by what both cost', () => {
  const samples = [
    sample('Plenum', 50, 8),
    sample('Plenum', 100, 12),
    sample('Mumble', 50, 80),
    sample('Mumble', 100, 100, 0.4),
  ];
  expect(judgeVoices(samples).map((each) => [each.figure, verdictOf(each)])).toEqual([
    [1.5, 'met'],
    [0.12, 'met'],
    [0.048, 'met'],
  ]);
});

test('what a relay drops at the limit of its core counts, and is said with what all of it would take', () => {
  const [note, ...others] = voiceNotes([sample('Mumble', 100, 100, 0.4)]);
  expect(note).toContain('delivers 40 % of what it should');
  expect(note).toContain('would take 2.50 cores');
  expect(others).toEqual([]);
});

test('what is missing although the core was not full makes the round void', () => {
  const samples = [sample('Plenum', 50, 8), sample('Plenum', 100, 12, 0.9)];
  expect(judgeVoices(samples).map(verdictOf)).toEqual(['not measured', 'not measured', 'not measured']);
  expect(voiceNotes(samples)).toEqual(['Round 1 of Plenum at 100 people is void: 10.00 % were lost.']);
  expect(voiceTables(samples)[0]?.rows).toEqual([['Plenum', '8.00 (8.00 to 8.00)', 'void']]);
});

test('a voice more or less while another becomes the loudest makes no round void', () => {
  expect(voiceNotes([sample('Plenum', 100, 12, 0.985), sample('Plenum', 50, 8, 1.01)])).toEqual([]);
});
