import { expect, test } from 'vitest';
import { OrderedQueue, type WaitingWork } from './ordered-queue.ts';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A queue that lets the last that came begin first. */
function openStack(running: number) {
  const stack: WaitingWork[] = [];
  const queue = new OrderedQueue(running, { add: (work) => stack.push(work), take: () => stack.pop() });
  const begun: string[] = [];
  const gates = new Map<string, PromiseWithResolvers<string>>();
  const ask = (name: string): Promise<string> => {
    const gate = Promise.withResolvers<string>();
    gates.set(name, gate);
    return queue.run(() => {
      begun.push(name);
      return gate.promise;
    }, undefined);
  };
  return { queue, stack, begun, gates, ask };
}

test('as many run as may, and a place that falls free goes to the one that the order gives then', async () => {
  const { queue, begun, gates, ask } = openStack(2);
  expect(queue.isFree).toBe(true);
  const asked = ['a', 'b', 'c', 'd'].map(ask);
  await settled();
  expect(begun).toEqual(['a', 'b']);
  expect(queue.isFree).toBe(false);
  asked.push(ask('e'));
  for (const name of ['a', 'e', 'd', 'b', 'c']) {
    gates.get(name)?.resolve(`${name} done`);
    await settled();
  }
  expect(begun).toEqual(['a', 'b', 'e', 'd', 'c']);
  expect(await Promise.all(asked)).toEqual(['a done', 'b done', 'c done', 'd done', 'e done']);
  expect(queue.isFree).toBe(true);
});

test('what fails gives its place to the next, also after it has waited, and its asker is told alone', async () => {
  const { begun, gates, ask } = openStack(1);
  const [first, second, third] = ['a', 'b', 'c'].map(ask);
  gates.get('a')?.reject(new Error('first'));
  await expect(first).rejects.toThrow('first');
  gates.get('c')?.reject(new Error('third'));
  await expect(third).rejects.toThrow('third');
  gates.get('b')?.resolve('b done');
  expect(await second).toBe('b done');
  expect(begun).toEqual(['a', 'c', 'b']);
});

test('what is taken out of the order never begins, and holds up no other', async () => {
  const { stack, begun, gates, ask } = openStack(1);
  const [first, second, third] = ['a', 'b', 'c'].map(ask);
  const refused = expect(third).rejects.toThrow('no place');
  stack.pop()?.refuse(new Error('no place'));
  await refused;
  gates.get('a')?.resolve('a done');
  gates.get('b')?.resolve('b done');
  expect(await Promise.all([first, second])).toEqual(['a done', 'b done']);
  expect(begun).toEqual(['a', 'b']);
  const fourth = ask('d');
  gates.get('d')?.resolve('d done');
  expect(await fourth).toBe('d done');
});
