import { expect, test } from 'vitest';
import { SocketCrowd, type SocketCrowdLimits } from './socket-crowd.ts';

const limits: SocketCrowdLimits = { perAddress: 3, loopbackCounts: false, total: 5 };

/** A crowd into which connections come under names, `ADDRESS PORT`; `present` are those that stand. */
function openCrowd(changes: Partial<SocketCrowdLimits> = {}) {
  const present: string[] = [];
  let cutCount = 0;
  const crowd = new SocketCrowd({ ...limits, ...changes }, () => (cutCount += 1));
  return {
    crowd,
    present,
    cutCount: () => cutCount,
    come(address: string, port: number): void {
      const name = `${address} ${port}`;
      const socket = { destroy: () => present.splice(present.indexOf(name), 1) } as never;
      present.push(name);
      crowd.enter(name, address, socket);
    },
  };
}

test('one more from a full address takes the place of its longest there', () => {
  const { come, present, cutCount } = openCrowd();
  come('10.0.0.2', 1);
  for (const port of [1, 2, 3, 4]) come('10.0.0.1', port);
  expect(present).toEqual(['10.0.0.2 1', '10.0.0.1 2', '10.0.0.1 3', '10.0.0.1 4']);
  expect(cutCount()).toBe(1);
});

test('who is signed in stays, and where everybody is, the newcomer goes', () => {
  const { crowd, come, present } = openCrowd();
  for (const port of [1, 2, 3]) come('10.0.0.1', port);
  crowd.signedIn('10.0.0.1', 1);
  come('10.0.0.1', 4);
  expect(present).toEqual(['10.0.0.1 1', '10.0.0.1 3', '10.0.0.1 4']);
  for (const port of [3, 4]) crowd.signedIn('10.0.0.1', port);
  come('10.0.0.1', 5);
  expect(present).toEqual(['10.0.0.1 1', '10.0.0.1 3', '10.0.0.1 4']);
});

test('a full server lets the longest stranger go, of whatever address', () => {
  const { crowd, come, present } = openCrowd();
  for (const last of [1, 2, 3, 4, 5]) come(`10.0.0.${last}`, 1);
  crowd.signedIn('10.0.0.1', 1);
  come('10.0.0.6', 1);
  expect(present).not.toContain('10.0.0.2 1');
  expect(present).toContain('10.0.0.1 1');
  expect(crowd.count).toBe(5);
});

test('programs of this machine count by address only when that was asked for', () => {
  const many = openCrowd();
  for (const port of [1, 2, 3, 4, 5]) many.come('127.0.0.1', port);
  expect(many.present).toHaveLength(5);
  const few = openCrowd({ loopbackCounts: true });
  for (const port of [1, 2, 3, 4, 5]) few.come('127.0.0.1', port);
  expect(few.present).toHaveLength(3);
});

test('who has left gives the place back', () => {
  const { crowd, come, present } = openCrowd();
  for (const port of [1, 2, 3]) come('10.0.0.1', port);
  crowd.leave('10.0.0.1 1');
  come('10.0.0.1', 4);
  expect(present).toHaveLength(4);
  expect(crowd.count).toBe(3);
});
