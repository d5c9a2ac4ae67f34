import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keyWatch, type WatchWord } from './open-key-watch.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** A process that says and ends what the test wants; killed, it exits. */
class HandDrivenProcess extends EventEmitter {
  readonly stdout = new PassThrough();
  kills = 0;

  kill(): void {
    this.kills += 1;
    this.emit('exit');
  }
}

function watch() {
  const process = new HandDrivenProcess();
  const heard: WatchWord[] = [];
  const end = keyWatch(() => process)('F8', (word) => heard.push(word));
  return { process, heard, end };
}

test('words are told one by one, however they arrive, and others are not', async () => {
  const { process, heard, end } = watch();
  process.stdout.write('rea');
  process.stdout.write('dy\nbegin\nXOpenDisplay\nend\n');
  await vi.waitFor(() => expect(heard).toEqual(['ready', 'begin', 'end']));
  end();
  process.stdout.write('begin\n');
  expect(process.kills).toBe(1);
  expect(heard).toEqual(['ready', 'begin', 'end']);
});

test('a process that is not ready within ten seconds is killed and told as gone', () => {
  const { process, heard } = watch();
  vi.advanceTimersByTime(9999);
  expect(process.kills).toBe(0);
  vi.advanceTimersByTime(1);
  expect(process.kills).toBe(1);
  expect(heard).toEqual(['gone']);
});

test('one that is ready lives on, and its own end is told', async () => {
  const { process, heard } = watch();
  process.stdout.write('ready\n');
  await vi.waitFor(() => expect(heard).toEqual(['ready']));
  vi.advanceTimersByTime(60_000);
  expect(process.kills).toBe(0);
  process.emit('exit');
  expect(heard).toEqual(['ready', 'gone']);
});
