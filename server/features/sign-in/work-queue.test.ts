import { expect, test } from 'vitest';
import { type Asker, WorkQueue } from './work-queue.ts';

const limits = { running: 2, waiting: 3, retryAfterMs: 4000 };
const refusal = { code: 'too-often', details: { retryAfterMs: 4000 } };
const from = (address: string, purpose: Asker['purpose'] = 'sign-in'): Asker => ({ address, purpose });

/** A queue whose work is ended by hand, in the order in which it began. */
function openQueue(changes: Partial<typeof limits> = {}) {
  const queue = new WorkQueue({ ...limits, ...changes });
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  return {
    queue,
    begun,
    ask: (name: string, asker: Asker): Promise<string> =>
      queue.run(async () => {
        begun.push(name);
        await new Promise<void>((resolve) => ends.push(resolve));
        return name;
      }, asker),
    /** Ends the work that has gone on the longest, and lets what follows begin. */
    async endOne(): Promise<void> {
      await settled();
      ends.shift()?.();
      await settled();
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('as many run at once as may, the others wait, and beyond that it is refused', async () => {
  const { ask, begun, endOne } = openQueue();
  const asked = ['a', 'b', 'c', 'd', 'e'].map((name) => ask(name, from('10.0.0.1')));
  await settled();
  expect(begun).toEqual(['a', 'b']);
  await expect(ask('f', from('10.0.0.1'))).rejects.toMatchObject(refusal);
  for (let count = 0; count < 5; count += 1) await endOne();
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(await Promise.all(asked)).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('work that fails gives its place back', async () => {
  const queue = new WorkQueue({ ...limits, running: 1 });
  const failed = queue.run(() => Promise.reject(new Error('broken')), from('10.0.0.1'));
  await expect(failed).rejects.toThrow('broken');
  expect(await queue.run(async () => 'done', from('10.0.0.1'))).toBe('done');
});

test('S6: addresses take turns, so that one that asks often delays no other', async () => {
  const { ask, begun, endOne } = openQueue({ running: 1, waiting: 100 });
  const asked = Array.from({ length: 50 }, (_, index) => ask(`flood ${index}`, from('10.0.0.1')));
  asked.push(ask('honest', from('10.0.0.2')), ask('too', from('10.0.0.3')));
  for (let count = 0; count < 3; count += 1) await endOne();
  expect(begun).toEqual(['flood 0', 'flood 1', 'honest', 'too']);
  for (let count = 0; count < 50; count += 1) await endOne();
  expect(await Promise.all(asked)).toHaveLength(52);
});

test('S6: the networks within one IPv6 /48 have one turn together, and take turns within it', async () => {
  const { ask, begun, endOne } = openQueue({ running: 1, waiting: 100 });
  void ask('first', from('10.0.0.1'));
  for (let count = 0; count < 20; count += 1)
    void ask(`flood ${count % 10}`, from(`2001:db8:1:${count % 10}::1`));
  void ask('honest', from('2001:db8:2::1'));
  for (let count = 0; count < 5; count += 1) await endOne();
  expect(begun).toEqual(['first', 'flood 0', 'honest', 'flood 1', 'flood 2', 'flood 3']);
});

test('S6: a full queue takes a caller that has less waiting than another, whose last is refused', async () => {
  const { queue, ask, begun, endOne } = openQueue({ running: 1 });
  void ask('running', from('10.0.0.1'));
  const flood = ['a', 'b', 'c'].map((name) => ask(name, from('10.0.0.1')));
  const lost = expect(flood[2]).rejects.toMatchObject(refusal);
  expect(() => queue.requirePlace(from('10.0.0.1'))).toThrow('too-often');
  expect(() => queue.requirePlace(from('10.0.0.2'))).not.toThrow();
  void ask('honest', from('10.0.0.2'));
  await lost;
  // Two wait of one and one of the other: neither has less than another by more than a place.
  await expect(ask('again', from('10.0.0.2'))).rejects.toMatchObject(refusal);
  for (let count = 0; count < 3; count += 1) await endOne();
  expect(begun).toEqual(['running', 'a', 'honest', 'b']);
});

test('S6: who signs in comes before who registers, who does not wait for ever', async () => {
  const { ask, begun, endOne } = openQueue({ running: 1, waiting: 100 });
  void ask('running', from('10.0.0.9'));
  for (const name of ['new 1', 'new 2']) void ask(name, from('10.0.0.1', 'registration'));
  for (let index = 1; index <= 6; index += 1) void ask(`old ${index}`, from(`10.0.1.${index}`));
  for (let count = 0; count < 8; count += 1) await endOne();
  expect(begun.slice(1)).toEqual(['old 1', 'old 2', 'old 3', 'old 4', 'new 1', 'old 5', 'old 6', 'new 2']);
});

test('S6: a full queue refuses the registrations of the fullest before its sign-ins', async () => {
  const { ask } = openQueue({ running: 1 });
  void ask('running', from('10.0.0.1'));
  const registration = expect(ask('new', from('10.0.0.1', 'registration'))).rejects.toMatchObject(refusal);
  for (const name of ['a', 'b']) void ask(name, from('10.0.0.1'));
  void ask('honest', from('10.0.0.2', 'registration'));
  await registration;
});
