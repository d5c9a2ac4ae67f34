import { expect, test } from 'vitest';
import { RequestError } from '../../protocol/error-codes.ts';
import { CallError } from '../link/call-error.ts';
import { type ProducerState, ProducerTeller } from './tell-producers.ts';

interface Asked {
  readonly producerId: string;
  readonly state: ProducerState;
  answer(): void;
  refuse(error: unknown): void;
}

/** A server that answers when the test says so; waits are over at once and are remembered. */
function makeServer() {
  const asked: Asked[] = [];
  const waits: number[] = [];
  const connection = { online: true, over: false };
  const teller = new ProducerTeller({
    ask: (producerId, state) =>
      new Promise((resolve, reject) => {
        asked.push({ producerId, state, answer: () => resolve({}), refuse: reject });
      }),
    isOnline: () => connection.online,
    isOver: () => connection.over,
    wait: async (ms) => void waits.push(ms),
    random: () => 0,
  });
  const next = async (count: number): Promise<Asked> => {
    while (asked.length < count) await Promise.resolve();
    return asked[count - 1] as Asked;
  };
  return { teller, asked, waits, connection, next };
}

test('X10: a refused muting is asked again after the time that the server names', async () => {
  const { teller, waits, next } = makeServer();
  const told = teller.tell('a', 'muted');
  (await next(1)).refuse(new RequestError('too-often', { retryAfterMs: 700 }));
  const again = await next(2);
  expect([again.state, waits]).toEqual(['muted', [700]]);
  again.answer();
  await told;
});

test('X10: of many changes only the first and the last are sent', async () => {
  const { teller, asked, next } = makeServer();
  const told = [teller.tell('a', 'flowing')];
  for (let press = 0; press < 20; press += 1)
    told.push(teller.tell('a', press % 2 === 0 ? 'muted' : 'flowing'));
  told.push(teller.tell('a', 'muted'));
  (await next(1)).answer();
  (await next(2)).answer();
  await Promise.all(told);
  expect(asked.map(({ state }) => state)).toEqual(['flowing', 'muted']);
});

test('X11: a refused ending is asked again whatever the refusal, and nothing follows it', async () => {
  const { teller, asked, next } = makeServer();
  const told = teller.tell('a', 'over');
  (await next(1)).refuse(new RequestError('too-often', { retryAfterMs: 5 }));
  void teller.tell('a', 'flowing');
  (await next(2)).refuse(new RequestError('internal'));
  (await next(3)).answer();
  await told;
  expect(asked.map(({ state }) => state)).toEqual(['over', 'over', 'over']);
});

test('what the server no longer has is over', async () => {
  const { teller, next } = makeServer();
  const told = teller.tell('a', 'over');
  (await next(1)).refuse(new RequestError('no-such-producer'));
  await told;
});

test('a request without an answer is repeated over the same connection, and left to the recovery of a broken one', async () => {
  const { teller, connection, next } = makeServer();
  const told = teller.tell('a', 'over');
  (await next(1)).refuse(new CallError('connection-lost'));
  const again = await next(2);
  connection.online = false;
  again.refuse(new CallError('connection-lost'));
  await expect(told).rejects.toThrow(CallError);
  const later = teller.tell('a', 'over');
  (await next(3)).answer();
  await later;
});

test('a refusal that no try can change is told, and nothing is asked once the transports are closed', async () => {
  const { teller, connection, asked, next } = makeServer();
  const told = teller.tell('a', 'muted');
  (await next(1)).refuse(new RequestError('not-in-room'));
  await expect(told).rejects.toThrow(RequestError);
  connection.over = true;
  await teller.tell('a', 'muted');
  expect(asked).toHaveLength(1);
});

test('a wish in the moment of the answer is not lost', async () => {
  const { teller, asked, next } = makeServer();
  const first = teller.tell('a', 'muted');
  (await next(1)).answer();
  const second = first.then(() => teller.tell('a', 'flowing'));
  await Promise.resolve();
  const third = teller.tell('a', 'flowing');
  (await next(2)).answer();
  await third;
  if (asked.length > 2) (await next(3)).answer();
  await second;
  expect(asked.at(-1)?.state).toBe('flowing');
});

test('one ending does not wait for another, and all of them can be waited for', async () => {
  const { teller, next } = makeServer();
  void teller.tell('a', 'over');
  void teller.tell('b', 'over');
  let ended = false;
  const all = teller.ended().then(() => (ended = true));
  (await next(2)).answer();
  await Promise.resolve();
  expect(ended).toBe(false);
  (await next(1)).answer();
  await all;
});
