import { beforeEach, expect, test } from 'vitest';
import { CallError } from './call-error.ts';
import type { Signalling, SignallingOptions } from './signalling.ts';
import { RequestError } from '../../protocol/error-codes.ts';
import { ServerLink } from './server-link.ts';

/** A signalling that stands when the test says so, and whose answers the test gives. */
class FakeSignalling {
  readonly options: SignallingOptions;
  readonly #connected = Promise.withResolvers<void>();
  closed = false;
  answer: () => Promise<unknown> = async () => ({});

  constructor(options: SignallingOptions) {
    this.options = options;
  }

  connect(): Promise<void> {
    return this.#connected.promise;
  }

  stand(): void {
    this.#connected.resolve();
  }

  fail(error: Error): void {
    this.#connected.reject(error);
  }

  request(): Promise<unknown> {
    return this.answer();
  }

  async check(): Promise<boolean> {
    return !this.closed;
  }

  close(): void {
    this.closed = true;
    this.#connected.reject(new CallError('server-unreachable'));
  }
}

let made: FakeSignalling[];
let link: ServerLink;
let opened: number;

beforeEach(() => {
  made = [];
  opened = 0;
  link = new ServerLink({
    origin: 'https://meet.example.org',
    issueTicket: async () => 'ticket',
    onNotice: () => undefined,
    onOpened: () => (opened += 1),
    onStatus: () => undefined,
    makeSignalling: (options) => {
      const signalling = new FakeSignalling(options);
      made.push(signalling);
      return signalling as unknown as Signalling;
    },
  });
});

const notClosed = (): FakeSignalling[] => made.filter(({ closed }) => !closed);

test('a caller that asks while it is being opened gets the same, under the name of this window', async () => {
  const both = Promise.all([link.open(), link.open()]);
  made[0]?.stand();
  const [one, other] = await both;
  expect(opened).toBe(1);
  expect(one).toBe(other);
  expect(made.map(({ options }) => options.clientId)).toEqual([link.clientId]);
});

test('B6: what is closed while it is being opened is over at once, and what is opened next is the only one', async () => {
  const first = link.open();
  link.close();
  expect(made[0]?.closed).toBe(true);
  const second = link.open();
  expect(notClosed()).toEqual([made[1]]);
  made[0]?.stand();
  made[1]?.stand();
  await expect(first).rejects.toThrow(CallError);
  expect(await second).toBe(made[1]);
  expect(await link.open()).toBe(made[1]);
  expect(made).toHaveLength(2);
});

test('B6: an opening that fails late does not let go of the one that followed it', async () => {
  const first = link.open();
  link.close();
  const second = link.open();
  made[0]?.fail(new CallError('server-unreachable'));
  await expect(first).rejects.toThrow(CallError);
  const third = link.open();
  made[1]?.stand();
  expect(await third).toBe(await second);
  expect(made).toHaveLength(2);
});

test('after a failure the next one opens anew', async () => {
  const first = link.open();
  made[0]?.fail(new RequestError('not-signed-in'));
  await expect(first).rejects.toThrow('not-signed-in');
  expect(made[0]?.closed).toBe(true);
  const second = link.open();
  made[1]?.stand();
  expect(await second).toBe(made[1]);
});

test('a look at what is not open, or cannot be opened, finds nothing', async () => {
  expect(await link.check()).toBe(false);
  const opening = link.open();
  const looked = link.check();
  made[0]?.fail(new CallError('server-unreachable'));
  await expect(opening).rejects.toThrow(CallError);
  expect(await looked).toBe(false);
});

test('a place that the server no longer keeps need not be given up; other refusals are told', async () => {
  await link.leaveRoom();
  const opening = link.open();
  made[0]?.stand();
  await opening;
  const [open] = made;
  if (open) open.answer = () => Promise.reject(new RequestError('not-in-room'));
  await link.leaveRoom();
  if (open) open.answer = () => Promise.reject(new RequestError('internal'));
  await expect(link.leaveRoom()).rejects.toThrow('internal');
});

test('the name of an earlier page of this window is taken over', async () => {
  link.adopt('earlier-page');
  const opening = link.open();
  made[0]?.stand();
  await opening;
  expect([link.clientId, made[0]?.options.clientId]).toEqual(['earlier-page', 'earlier-page']);
});
