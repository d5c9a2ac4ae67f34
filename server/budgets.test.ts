import { expect, test } from 'vitest';
import { requests } from '../protocol/requests.ts';
import { Budgets } from './budgets.ts';

const { points } = requests['account:sign-in'].rate;

async function spendAll(budgets: Budgets, who: string): Promise<void> {
  for (let spent = 0; spent < points; spent += 1) await budgets.spend('account:sign-in', who);
}

test('who has spent a budget is refused and told when to come again, others are not', async () => {
  const budgets = new Budgets([]);
  await spendAll(budgets, '192.0.2.1');
  await expect(budgets.spend('account:sign-in', '192.0.2.1')).rejects.toMatchObject({
    code: 'too-often',
    details: { retryAfterMs: expect.any(Number) as number },
  });
  await expect(budgets.spend('account:sign-in', '192.0.2.2')).resolves.toBeUndefined();
});

test('an address that is not counted may ask without end, an IPv6 one from its whole network', async () => {
  const budgets = new Budgets(['192.0.2.1', '2001:db8::7']);
  for (const address of ['192.0.2.1', '2001:db8:0:0::/64']) {
    await spendAll(budgets, address);
    await expect(budgets.spend('account:sign-in', address)).resolves.toBeUndefined();
  }
});
