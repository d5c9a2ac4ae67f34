import { expect, test } from 'vitest';
import { BoundedLog } from './bounded-log.ts';

test('S7: lines are written at a pace, and how many were left out is said', () => {
  const lines: string[] = [];
  let nowMs = 0;
  const write = (details: object, sentence: string): void => {
    lines.push(`${sentence} ${JSON.stringify(details)}`);
  };
  const log = new BoundedLog({ info: write, warn: write } as never, () => nowMs);
  for (let line = 0; line < 10_000; line += 1) log.info({ room: '00000' }, 'room opened');
  expect(lines).toHaveLength(4000);
  nowMs = 1000;
  for (let line = 0; line < 100; line += 1) log.info({ room: '00000' }, 'room opened');
  expect(lines).toHaveLength(4000 + 1 + 20);
  expect(lines[4000]).toBe('lines about rooms were left out {"lines":6000}');
});
