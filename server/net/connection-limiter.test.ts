import { expect, test } from 'vitest';
import { ConnectionLimiter, type ConnectionLimiterLimits } from './connection-limiter.ts';

const limits: ConnectionLimiterLimits = { perAddress: 6, loopbackCounts: false, total: 8 };

/** A crowd into which connections come under names, `ADDRESS PORT`; `present` are those that stand. */
function openCrowd(changes: Partial<ConnectionLimiterLimits> = {}) {
  const present: string[] = [];
  let cutCount = 0;
  const crowd = new ConnectionLimiter({ ...limits, ...changes }, () => (cutCount += 1));
  return {
    crowd,
    present,
    cutCount: () => cutCount,
    come(address: string, ...ports: number[]): void {
      for (const port of ports) {
        const name = `${address} ${port}`;
        const socket = { destroy: () => present.splice(present.indexOf(name), 1) } as never;
        present.push(name);
        crowd.enter(name, address, socket);
      }
    },
    /** Whether each may stay, signed in. */
    signIn: (address: string, ...ports: number[]) =>
      ports.map((port) => crowd.signedIn(`${address} ${port}`)),
    portsOf: (address: string) =>
      present.filter((name) => name.startsWith(`${address} `)).map((name) => Number(name.split(' ')[1])),
  };
}

test('one more from a full address takes the place of its longest there', () => {
  const { come, portsOf, cutCount } = openCrowd();
  come('10.0.0.2', 1);
  come('10.0.0.1', 1, 2, 3, 4, 5, 6, 7);
  expect(portsOf('10.0.0.2')).toEqual([1]);
  expect(portsOf('10.0.0.1')).toEqual([2, 3, 4, 5, 6, 7]);
  expect(cutCount()).toBe(1);
});

test('S17: who is signed in stays, but three of an address are left for others to sign in', () => {
  const { come, signIn, portsOf } = openCrowd();
  come('10.0.0.1', 1, 2, 3, 4);
  expect(signIn('10.0.0.1', 1, 2, 3, 4)).toEqual([true, true, true, false]);
  come('10.0.0.1', 5, 6, 7, 8);
  expect(portsOf('10.0.0.1')).toEqual([1, 2, 3, 6, 7, 8]);
  // Where one leaves, another may sign in.
  expect(signIn('10.0.0.1', 8)).toEqual([false]);
});

test('S17: a place that is given back is another’s', () => {
  const { crowd, come, signIn } = openCrowd();
  come('10.0.0.1', 1, 2, 3, 4);
  signIn('10.0.0.1', 1, 2, 3);
  crowd.leave('10.0.0.1 2');
  expect(signIn('10.0.0.1', 4)).toEqual([true]);
});

test('a full server lets the longest stranger go, of whatever address', () => {
  const { crowd, come, signIn, present } = openCrowd();
  for (let last = 1; last <= 8; last += 1) come(`10.0.0.${last}`, 1);
  signIn('10.0.0.1', 1);
  come('10.0.0.9', 1);
  expect(present).not.toContain('10.0.0.2 1');
  expect(present).toContain('10.0.0.1 1');
  expect(crowd.count).toBe(8);
});

test('S17: where all are signed in, the address with the most makes room for one that has fewer than three', () => {
  const { come, signIn, portsOf } = openCrowd({ perAddress: 100 });
  come('10.0.0.1', 1, 2, 3, 4, 5, 6);
  signIn('10.0.0.1', 1, 2, 3, 4, 5, 6);
  come('10.0.0.2', 1, 2);
  signIn('10.0.0.2', 1, 2);
  come('10.0.0.3', 1);
  signIn('10.0.0.3', 1);
  expect(portsOf('10.0.0.1')).toEqual([1, 2, 3, 4, 5]);
  come('10.0.0.1', 7);
  expect(portsOf('10.0.0.1')).toEqual([1, 2, 3, 4, 5]);
  expect(portsOf('10.0.0.3')).toEqual([1]);
});

test('programs of this machine count by address only when that was asked for', () => {
  const many = openCrowd();
  many.come('127.0.0.1', 1, 2, 3, 4, 5, 6, 7, 8);
  expect(many.present).toHaveLength(8);
  const few = openCrowd({ loopbackCounts: true });
  few.come('127.0.0.1', 1, 2, 3, 4, 5, 6, 7, 8);
  expect(few.present).toHaveLength(6);
});

test('S12: many networks of one IPv6 /48 are no more than sixteen addresses', () => {
  const { come, present } = openCrowd({ total: 1000 });
  for (let network = 0; network < 300; network += 1)
    come(`2001:db8:1:${(network * 200).toString(16)}::/64`, 1);
  expect(present).toHaveLength(16 * limits.perAddress);
});

test('S17: connections of a trusted proxy are counted as their clients’ once it says whose they are', () => {
  const present = new Set<number>();
  const crowd = new ConnectionLimiter(
    { ...limits, total: 100 },
    () => undefined,
    (address) => address === '10.9.9.9',
  );
  const come = (port: number): void => {
    present.add(port);
    crowd.enter(`10.9.9.9 ${port}`, undefined, { destroy: () => present.delete(port) } as never);
  };
  for (let port = 1; port <= 20; port += 1) come(port);
  expect(present.size).toBe(20);
  for (let port = 1; port <= 8; port += 1)
    expect(crowd.belongsTo(`10.9.9.9 ${port}`, '203.0.113.7')).toBe(true);
  expect([...present].filter((port) => port <= 8)).toEqual([3, 4, 5, 6, 7, 8]);
  for (let port = 9; port <= 12; port += 1)
    expect(crowd.belongsTo(`10.9.9.9 ${port}`, '203.0.113.8')).toBe(true);
  expect(crowd.belongsTo('10.9.9.9 99', '203.0.113.7')).toBe(false);
});

test('who has left gives the place back', () => {
  const { crowd, come, present } = openCrowd();
  come('10.0.0.1', 1, 2, 3, 4, 5, 6);
  crowd.leave('10.0.0.1 1');
  come('10.0.0.1', 7);
  expect(present).toHaveLength(7);
  expect(crowd.count).toBe(6);
});
