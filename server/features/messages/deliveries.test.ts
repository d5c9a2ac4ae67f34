// A limit's two worlds: an attacker with a thousand fresh accounts at one address, and a class of 300 behind one router on its first day.
import { expect, test } from 'vitest';
import { deliveryPaces } from '../../../protocol/messages/message-limits.ts';
import { RequestError } from '../../../protocol/error-codes.ts';
import { Deliveries } from './deliveries.ts';

const classSize = 300;
const address = '203.0.113.9';

interface World {
  readonly deliveries: Deliveries;
  elapsedMs: number;
}

function newWorld(counts: (address: string) => boolean = () => true): World {
  const world = { elapsedMs: 0 } as { deliveries: Deliveries; elapsedMs: number };
  world.deliveries = new Deliveries({
    outbox: { toAccounts: () => undefined },
    counts,
    requestAllowance: 1,
    elapsedMs: () => world.elapsedMs,
  });
  return world;
}

/** How many notices so many accounts cause at once, each until it is refused, with messages into the largest class. */
function caused({ deliveries }: World, accounts: number, at: (index: number) => string): number {
  let notices = 0;
  for (let index = 0; index < accounts; index += 1) {
    try {
      for (;;) {
        deliveries.spend({ accountId: `account-${index}`, address: at(index) }, classSize);
        notices += classSize;
      }
    } catch (error) {
      if (!(error instanceof RequestError) || error.code !== 'too-often') throw error;
    }
  }
  return notices;
}

test('G5: a class of 300 behind one router, all in one group, each write twice at once and then one after the other for an hour', () => {
  const world = newWorld();
  const write = (pupil: number): void =>
    world.deliveries.spend({ accountId: `pupil-${pupil}`, address }, classSize);
  for (let round = 0; round < 2; round += 1) for (let pupil = 0; pupil < classSize; pupil += 1) write(pupil);
  for (let message = 0; message < 36_000; message += 1) {
    world.elapsedMs += 100;
    write(message % classSize);
  }
});

test('G5: a thousand accounts of one address cause no more notices than a class does, at once and from then on', () => {
  const world = newWorld();
  expect(caused(world, 1000, () => address)).toBeLessThanOrEqual(deliveryPaces.address.burst);
  world.elapsedMs += 10_000;
  expect(caused(world, 1000, () => address)).toBeLessThanOrEqual(10 * deliveryPaces.address.perSecond);
});

test('G5: a thousand addresses of one IPv6 site cause sixteen times as many, and no more', () => {
  const at = (index: number): string => `2001:db8:1:${index.toString(16)}::1`;
  const notices = caused(newWorld(), 1000, at);
  expect(notices).toBeLessThanOrEqual(16 * deliveryPaces.address.burst);
  expect(notices).toBeGreaterThan(deliveryPaces.address.burst);
});

test('T6: ten messages a second into 50 groups of 300 are refused after the burst, with the time to wait', () => {
  const world = newWorld();
  const sender = { accountId: 'sender', address };
  let sent = 0;
  let refusal: unknown;
  while (refusal === undefined) {
    try {
      world.deliveries.spend(sender, classSize);
      sent += 1;
      world.elapsedMs += 2;
    } catch (error) {
      refusal = error;
    }
  }
  expect(sent).toBeLessThan(90);
  expect(refusal).toMatchObject({ code: 'too-often' });
  expect((refusal as RequestError).details.retryAfterMs).toBeGreaterThan(0);
});

test('addresses that are not counted are not; the account is all the same', () => {
  const world = newWorld(() => false);
  expect(caused(world, 1000, () => address)).toBeGreaterThan(deliveryPaces.address.burst);
  expect(caused(world, 1, () => address)).toBe(0);
});
