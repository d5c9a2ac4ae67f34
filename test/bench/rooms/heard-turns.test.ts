import { expect, test } from 'vitest';
import { judgeTurn } from './heard-turns.ts';

const turn = { producerId: 'a', firstFrame: 65_530, frames: 60 };
const frames = (...indexes: number[]) =>
  new Map([['a', new Set(indexes.map((index) => (turn.firstFrame + index) & 0xffff))]]);
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

test('a turn that came whole lost nothing and was not broken off', () => {
  expect(judgeTurn(turn, frames(...range(0, 60)))).toEqual({ lostAtStartMs: 0, breaks: 0 });
});

test('what came before the first frame is lost speech', () => {
  expect(judgeTurn(turn, frames(...range(3, 60)))).toEqual({ lostAtStartMs: 60, breaks: 0 });
});

test('a turn that never came is lost as a whole', () => {
  expect(judgeTurn(turn, new Map())).toEqual({ lostAtStartMs: 1200, breaks: 0 });
});

test('stretches that are missing later are breaks, a few lost packets are none', () => {
  const heard = frames(...range(0, 5), ...range(8, 20), ...range(30, 48));
  expect(judgeTurn(turn, heard)).toEqual({ lostAtStartMs: 0, breaks: 2 });
});
