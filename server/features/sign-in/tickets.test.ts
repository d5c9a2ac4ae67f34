import { expect, test } from 'vitest';
import { Tickets } from './tickets.ts';

test('a ticket is good once', () => {
  const tickets = new Tickets(() => 0);
  const ticket = tickets.draw('session');
  expect(ticket).toMatch(/^[\w-]{43}$/);
  expect(tickets.redeem(ticket)).toBe('session');
  expect(tickets.redeem(ticket)).toBeUndefined();
});

test('a ticket is good for 30 seconds', () => {
  let nowMs = 0;
  const tickets = new Tickets(() => nowMs);
  const [early, late] = [tickets.draw('session'), tickets.draw('session')];
  nowMs = 29_999;
  expect(tickets.redeem(early)).toBe('session');
  nowMs = 30_000;
  expect(tickets.redeem(late)).toBeUndefined();
});

test('of more than ten thousand tickets the oldest are worth nothing', () => {
  const tickets = new Tickets(() => 0);
  const drawn = Array.from({ length: 10_001 }, (_, index) => tickets.draw(`session-${index}`));
  expect(tickets.redeem(drawn[0] ?? '')).toBeUndefined();
  expect(tickets.redeem(drawn[1] ?? '')).toBe('session-1');
  expect(tickets.redeem(drawn[10_000] ?? '')).toBe('session-10000');
});

test('what was never drawn opens nothing', () => {
  expect(new Tickets(() => 0).redeem('guess')).toBeUndefined();
});
