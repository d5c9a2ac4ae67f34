import { expect, test } from 'vitest';
import { afterAnswers } from './after-answers.ts';

test('B9: notices that come with an answer find who awaited it, however long that went on, and in order', async () => {
  const taken: string[] = [];
  let watcher: ((notice: string) => void) | undefined;
  const hand = afterAnswers<string>((notice) => watcher?.(notice));
  const { promise: answer, resolve } = Promise.withResolvers<string>();
  const enter = async () => {
    await answer;
  };
  const comeIn = async () => {
    await enter();
    await Promise.resolve();
    watcher = (notice) => taken.push(notice);
  };
  const cameIn = comeIn();
  // One read of the socket.
  resolve('room');
  hand('source:started');
  hand('source:stopped');
  await cameIn;
  expect(taken).toEqual([]);
  await new Promise((done) => setImmediate(done));
  expect(taken).toEqual(['source:started', 'source:stopped']);
});
