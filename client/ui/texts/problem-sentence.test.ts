import { expect, test } from 'vitest';
import { en } from './en.ts';
import type { ProblemCode } from './problem-code.ts';
import { problemSentence } from './problem-sentence.ts';
import { programTexts } from './program-texts.ts';
import { zh } from './zh.ts';

const codes = Object.keys(en.problems) as ProblemCode[];
const blanksOf = (sentence: string) => sentence.match(/\{\w+\}/g) ?? [];

test('every problem has one or two sentences in each language, with all blanks filled', () => {
  for (const texts of [en, zh, programTexts(en, true), programTexts(zh, true)]) {
    for (const code of codes) {
      for (const details of [{}, { retryAfterMs: 30_000, id: 'k3f9' }]) {
        const sentence = problemSentence({ code, ...details }, texts);
        expect(sentence).not.toMatch(/[{}]/);
        const ends = texts.tag === 'en' ? /\.(?= |$)/g : /。/g;
        expect(sentence.match(ends)?.length).toBeOneOf([1, 2]);
        expect(sentence).toMatch(/[.。]$/);
      }
    }
  }
});

test('both languages tell the same facts', () => {
  for (const code of codes) expect(blanksOf(zh.problems[code])).toEqual(blanksOf(en.problems[code]));
});

test('in the desktop program no sentence of a failure sends people to a browser', () => {
  for (const texts of [en, zh]) {
    expect(problemSentence({ code: 'camera-refused' }, texts)).toMatch(/browser|浏览器/);
    const there = programTexts(texts, true);
    expect(problemSentence({ code: 'camera-refused' }, there)).not.toMatch(/browser|浏览器/);
    expect(problemSentence({ code: 'version-mismatch' }, there)).not.toMatch(/reload|刷新/);
  }
  expect(Object.keys(zh.desktop.problems)).toEqual(Object.keys(en.desktop.problems));
});

test('the time to wait is told in the unit that fits it', () => {
  const waits = [1, 30_000, 10 * 60_000, 3 * 3_600_000];
  const sentences = waits.map((retryAfterMs) => problemSentence({ code: 'too-often', retryAfterMs }, en));
  const ends = sentences.map((sentence) => sentence.split('Try again ')[1]);
  expect(ends).toEqual(['in 1 second.', 'in 30 seconds.', 'in 10 minutes.', 'in 3 hours.']);
  expect(problemSentence({ code: 'too-often', retryAfterMs: 30_000 }, zh)).toContain('30秒');
});

test('the log id is told as it is, whatever characters it has', () => {
  expect(problemSentence({ code: 'internal', id: '$&{wait}' }, en)).toContain('“$&{wait}”');
});
