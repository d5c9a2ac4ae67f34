import { expect, test } from 'vitest';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Every text with its place in the tree; those with blanks are filled with `X`. */
function listTexts(texts: object, place = ''): [string, string][] {
  return Object.entries(texts).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    const where = place === '' ? name : `${place}.${name}`;
    if (typeof value === 'string') return [[where, value]];
    if (typeof value === 'function')
      return [[where, String((value as (...blanks: string[]) => unknown)('X', 'X', 'X'))]];
    return typeof value === 'object' && value !== null ? listTexts(value, where) : [];
  });
}

const english = listTexts(en);
const chinese = listTexts(zh);
const among = (texts: readonly [string, string][], pattern: RegExp) =>
  texts.filter(([, text]) => pattern.test(text)).map(([where]) => where);

test('U16: no text joins two sentences by a semicolon', () => {
  expect(english.length).toBe(chinese.length);
  expect(among(english, /;/)).toEqual([]);
  expect(among(chinese, /[；;]/)).toEqual([]);
});

test('U16: what moves is a video; a picture is only the image that is put behind oneself', () => {
  const pictures = among(english, /\bpictures?\b/i).filter(
    (where) => !/^effects\.|^problems\.background-/.test(where),
  );
  expect(pictures).toEqual([]);
  expect(among(chinese, /画面/)).toEqual([]);
});

test('U16: the words are those of everyday', () => {
  expect(
    among(english, /while it is held|They rest|received at a time|Like the system|Fill in this/),
  ).toEqual([]);
  expect(among(chinese, /指示|少量丢失|声音更大|统计信息/)).toEqual([]);
  expect([
    zh.call.annotations.pointer,
    zh.people.connections.fair,
    zh.call.heldHint,
    zh.statistics.title,
  ]).toEqual(['激光笔', '网络一般，有少量丢包', '发言人数较多，您的声音稍后传出。', '通话质量']);
});

test('U16: a card and the button in it are not called the same', () => {
  for (const { lobby } of [en, zh]) {
    expect(lobby.createTitle).not.toBe(lobby.create);
    expect(lobby.joinTitle).not.toBe(lobby.join);
  }
});
