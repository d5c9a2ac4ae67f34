import { EventEmitter } from 'node:events';
import type { Transport } from 'mediasoup-client/types';
import { expect, test, vi } from 'vitest';
import { RequestError } from '../../protocol/error-codes.ts';
import { CallError } from '../link/call-error.ts';
import { settled } from '../link/fake-signalling.ts';
import type { Signalling } from '../link/signalling.ts';
import { connectTransport } from './connect-transport.ts';

const dtlsParameters = { fingerprints: [{ algorithm: 'sha-256', value: 'AB' }] };

/** A transport whose end is told to a server that gives these answers, one after the other. */
function tell(answers: readonly (() => Promise<unknown>)[]) {
  const asked: unknown[] = [];
  const signalling = {
    request: (name: string, input: unknown) => {
      asked.push([name, input]);
      return answers[asked.length - 1]?.();
    },
  } as unknown as Signalling;
  const transport = Object.assign(new EventEmitter(), { id: 'transport', closed: false });
  const told = connectTransport(signalling, transport as unknown as Transport);
  let wentOn = false;
  transport.emit('connect', { dtlsParameters }, () => (wentOn = true));
  return { asked, told, wentOn: () => wentOn };
}

const breaks = () => Promise.reject(new CallError('connection-lost'));
const refuses = () => Promise.reject(new RequestError('media-rejected'));

test('the browser goes on while the server is still asked, and what is answered is not said again', async () => {
  const answer = Promise.withResolvers<unknown>();
  const { asked, told, wentOn } = tell([() => answer.promise]);
  expect(wentOn()).toBe(true);
  expect(asked).toEqual([['media:connect', { transportId: 'transport', dtlsParameters }]]);
  answer.resolve({});
  await settled();
  await told.repeat();
  expect(asked).toHaveLength(1);
});

test('what broke on the way is sent again when the connection is back, as often as it takes', async () => {
  const { asked, told } = tell([breaks, breaks, () => Promise.resolve({})]);
  await expect(told.repeat()).rejects.toThrow(CallError);
  await told.repeat();
  await told.repeat();
  expect(asked).toHaveLength(3);
});

test('a server that knows it already refuses, and is not told again', async () => {
  const { asked, told } = tell([breaks, refuses]);
  await told.repeat();
  await told.repeat();
  expect(asked).toHaveLength(2);
});

test('B12: a server that is asked too often is told after the wait that it names', async () => {
  vi.useFakeTimers();
  const tooOften = () => Promise.reject(new RequestError('too-often', { retryAfterMs: 4000 }));
  const { asked, told } = tell([tooOften, () => Promise.resolve({})]);
  await vi.advanceTimersByTimeAsync(4000);
  expect(asked).toHaveLength(2);
  await told.repeat();
  expect(asked).toHaveLength(2);
  vi.useRealTimers();
});
