import { expect, test } from 'vitest';
import { createConnectionClassifier } from './classify-connection.ts';
import type { Counts, ConnectionSample } from './read-connection.ts';

interface Second {
  /** Of 100 packets sent, and of 100 from each sender. */
  readonly lostUp?: number;
  readonly lostDown?: Readonly<Record<string, number>>;
  readonly roundTripMs?: number;
  readonly pictureUplinkBps?: number;
}

/** A connection as it is looked at each second; counters go on. */
class TestedConnection {
  readonly #judge = createConnectionClassifier();
  #sent: Counts = { expected: 0, lost: 0 };
  readonly #received = new Map<string, Counts>();

  look({ lostUp = 0, lostDown = {}, roundTripMs = 40, pictureUplinkBps }: Second = {}): string {
    const add = ({ expected, lost }: Counts, more: number) => ({
      expected: expected + 100,
      lost: lost + more,
    });
    this.#sent = add(this.#sent, lostUp);
    for (const [peer, lost] of Object.entries(lostDown))
      this.#received.set(peer, add(this.#received.get(peer) ?? { expected: 0, lost: 0 }, lost));
    const sample: ConnectionSample = {
      packetsReceived: undefined,
      sent: new Map([['voice', this.#sent]]),
      received: new Map(this.#received),
      roundTripMs,
      pictureUplinkBps,
    };
    const trouble = this.#judge(sample);
    return trouble ? `${trouble.level} ${trouble.cause}` : 'good';
  }

  looks(count: number, second?: Second): string[] {
    return Array.from({ length: count }, () => this.look(second));
  }
}

test('a connection that loses nothing and answers soon is good', () => {
  expect(new Set(new TestedConnection().looks(20, { lostDown: { ann: 0 } }))).toEqual(new Set(['good']));
});

test('loss on the way up is fair from 3 % on and poor from 10 % on', () => {
  expect(new TestedConnection().looks(8, { lostUp: 5 }).at(-1)).toBe('fair loss');
  expect(new TestedConnection().looks(8, { lostUp: 15 }).at(-1)).toBe('poor loss');
  expect(new TestedConnection().looks(8, { lostUp: 2 }).at(-1)).toBe('good');
});

test('what one of two senders loses is not this connection, what both lose is', () => {
  expect(new TestedConnection().looks(8, { lostDown: { ann: 20, bob: 0 } }).at(-1)).toBe('good');
  expect(new TestedConnection().looks(8, { lostDown: { ann: 20, bob: 15 } }).at(-1)).toBe('poor loss');
});

test('one bad look is not yet a bad connection, and one good look not yet a good one', () => {
  const connection = new TestedConnection();
  connection.looks(5);
  expect([connection.look({ roundTripMs: 900 }), connection.look()]).toEqual(['good', 'good']);
  expect(connection.looks(2, { roundTripMs: 900 })).toEqual(['good', 'poor delay']);
  expect(connection.looks(5)).toEqual([...Array(4).fill('poor delay'), 'good']);
});

test('a connection that stays near a limit does not flicker', () => {
  const connection = new TestedConnection();
  connection.looks(8, { roundTripMs: 320 });
  const said = Array.from({ length: 40 }, (_, second) =>
    connection.look({ roundTripMs: second % 8 < 6 ? 290 : 310 }),
  );
  expect(new Set(said)).toEqual(new Set(['fair delay']));
});

test('a connection too slow for pictures is named so only while pictures are sent', () => {
  const connection = new TestedConnection();
  expect(connection.looks(3, { pictureUplinkBps: 200_000 }).at(-1)).toBe('fair bandwidth');
  expect(connection.looks(3, { pictureUplinkBps: 60_000 }).at(-1)).toBe('poor bandwidth');
  expect(connection.looks(6).at(-1)).toBe('good');
});

test('counters that begin anew are no loss and no gain', () => {
  const connection = new TestedConnection();
  connection.looks(8, { lostUp: 15 });
  const fresh = createConnectionClassifier();
  const sample = (expected: number, lost: number): ConnectionSample => ({
    packetsReceived: undefined,
    sent: new Map([['voice', { expected, lost }]]),
    received: new Map(),
    roundTripMs: 40,
    pictureUplinkBps: undefined,
  });
  const said = [sample(9000, 10), sample(100, 0), sample(200, 0), sample(300, 0)].map(fresh);
  expect(said).toEqual([undefined, undefined, undefined, undefined]);
});
