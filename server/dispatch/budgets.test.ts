import { expect, test } from 'vitest';
import { accountsPerAddress, rateLimits, roomNumberCount } from '../../protocol/limits.ts';
import { requests } from '../../protocol/requests.ts';
import { Budgets, type Spender } from './budgets.ts';

const { points } = requests['account:sign-in'].rate;

async function spendAll(budgets: Budgets, address: string): Promise<void> {
  for (let spent = 0; spent < points; spent += 1) await budgets.spend('account:sign-in', { address });
}

/** How much of `following` these get together when each asks as much as they can at once. */
async function following(budgets: Budgets, spenders: readonly Spender[]): Promise<number> {
  let got = 0;
  for (const spender of spenders) {
    let refused = false;
    while (!refused) {
      const spending = budgets.spend('media:resume', spender, 400);
      refused = await spending.then(
        () => false,
        () => true,
      );
      if (!refused) got += 400;
    }
  }
  return got;
}

const people = (count: number, addressOf: (index: number) => string, isYoung = false): Spender[] =>
  Array.from({ length: count }, (_, index) => ({
    accountId: `account-${index}`,
    address: addressOf(index),
    isYoung,
  }));

/** At one moment, so that nothing refills. */
const standing = (): Budgets => new Budgets([], 1, () => 0);
const classroom = accountsPerAddress * rateLimits.following.burst;

test('who has spent a budget is refused and told when to come again, others are not', async () => {
  const budgets = new Budgets([]);
  await spendAll(budgets, '192.0.2.1');
  await expect(budgets.spend('account:sign-in', { address: '192.0.2.1' })).rejects.toMatchObject({
    code: 'too-often',
    details: { retryAfterMs: expect.any(Number) as number },
  });
  await expect(budgets.spend('account:sign-in', { address: '192.0.2.2' })).resolves.toBeUndefined();
});

test('an address that is not counted may ask without end, an IPv6 one from its whole network', async () => {
  const budgets = new Budgets(['192.0.2.1', '2001:db8::7']);
  for (const address of ['192.0.2.1', '2001:db8:0:0::/64']) {
    await spendAll(budgets, address);
    await expect(budgets.spend('account:sign-in', { address })).resolves.toBeUndefined();
  }
});

test('S9: n ids cost n: four hundred ids five times are all that one account may ask at once', async () => {
  const got = await following(
    standing(),
    people(1, () => '192.0.2.1'),
  );
  expect(got).toBe(rateLimits.following.burst);
});

test('S9: the largest room behind one router is not slowed down, and a thousand accounts get no more than it', async () => {
  const honest = await following(
    standing(),
    people(300, () => '192.0.2.1'),
  );
  expect(honest).toBe(classroom);
  const attacker = await following(
    standing(),
    people(1000, () => '192.0.2.1'),
  );
  expect(attacker).toBe(classroom);
});

test('S9: what has many networks of IPv6 is counted as one', async () => {
  const hex = (index: number): string => index.toString(16);
  const attacker = await following(
    standing(),
    people(20 * accountsPerAddress, (index) => `2001:db8:1:${hex(index)}::1`),
  );
  expect(attacker).toBe(16 * classroom);
});

test('S9: who is refused for a network has not spent what is their own', async () => {
  const budgets = standing();
  await following(
    budgets,
    people(accountsPerAddress, () => '192.0.2.1'),
  );
  const late = { accountId: 'late', address: '192.0.2.1' };
  await expect(budgets.spend('media:resume', late, 400)).rejects.toMatchObject({ code: 'too-often' });
  expect(await following(budgets, [{ ...late, address: '192.0.2.2' }])).toBe(rateLimits.following.burst);
});

/** How many rooms these open, each as many as they can. */
async function opened(budgets: Budgets, spenders: readonly Spender[]): Promise<number> {
  let count = 0;
  for (const spender of spenders) {
    const spend = (): Promise<boolean> =>
      budgets.spend('room:create', spender).then(
        () => true,
        () => false,
      );
    while (await spend()) count += 1;
  }
  return count;
}

/** A clock on which an hour passes with each request, so that no pace refuses one. */
function hourly(): () => number {
  let hours = 0;
  return () => 3_600_000 * (hours += 1);
}

test('S9: an account of today opens ten rooms a day, an older one a hundred; so do a hundred of them, wherever they are', async () => {
  const at = (index: number): string => `10.${index >> 8}.${index & 255}.1`;
  expect(await opened(new Budgets([], 1, hourly()), people(100, at, true))).toBe(100 * 10);
  expect(await opened(new Budgets([], 1, hourly()), people(100, at))).toBe(100 * 100);
});

test('S9: on its first day a class asks as much within a call as on any other, and its teacher opens ten rooms', async () => {
  const young = people(300, () => '192.0.2.1', true);
  expect(await following(standing(), young)).toBe(classroom);
  const budgets = new Budgets([], 1, hourly());
  expect(await opened(budgets, young.slice(0, 1))).toBe(10);
  for (const spender of young.slice(1)) await budgets.spend('room:create', spender);
});

test('a program of this machine opens as many rooms with an account of today as with an older one', async () => {
  for (const address of ['127.0.0.1', '::1'])
    expect(await opened(new Budgets([], 1, hourly()), [{ accountId: 'load', address, isYoung: true }])).toBe(
      100,
    );
});

test('S7: a thousand accounts of one address open a hundredth of all numbers a day, of one IPv6 site a sixth, and two each', async () => {
  const address = people(1000, () => '192.0.2.1');
  const most = roomNumberCount / 100;
  expect(await opened(new Budgets([], 1, hourly()), address)).toBe(most + 2 * (1000 - most / 100));
  const site = people(1000, (index) => `2001:db8:1:${index.toString(16)}::1`);
  const got = await opened(new Budgets([], 1, hourly()), site);
  expect(got).toBeGreaterThan(16 * most);
  expect(got).toBeLessThanOrEqual(16 * most + 2 * 1000);
});

test('S7: who shares an address with those who opened all its rooms still opens two', async () => {
  const budgets = new Budgets([], 1, hourly());
  await opened(
    budgets,
    people(200, () => '192.0.2.1', true),
  );
  expect(await opened(budgets, [{ accountId: 'teacher', address: '192.0.2.1', isYoung: true }])).toBe(2);
});

test('S7: three hundred people behind one router open three rooms each on their first day', async () => {
  const budgets = standing();
  for (const spender of [...people(300, () => '192.0.2.1'), ...people(300, () => '192.0.2.1')])
    await budgets.spend('room:create', spender);
  for (const spender of people(300, () => '192.0.2.1')) await budgets.spend('room:create', spender);
});
