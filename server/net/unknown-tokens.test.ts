import { expect, test } from 'vitest';
import { UnknownTokens } from './unknown-tokens.ts';

const address = '192.0.2.1';

/** How many of so many look-ups reach the database. */
async function askUntilRefused(tokens: UnknownTokens, from: string, count: number): Promise<number> {
  let looked = 0;
  const look = async (): Promise<undefined> => {
    looked += 1;
    return undefined;
  };
  await Promise.allSettled(
    Array.from({ length: count }, (_, index) => tokens.identify(from, `made up ${index}`, look)),
  );
  return looked;
}

test('S16: of ten thousand made-up tokens of one address few are looked up, and others are served', async () => {
  const tokens = new UnknownTokens(() => true);
  expect(await askUntilRefused(tokens, address, 10_000)).toBe(600);
  await expect(tokens.identify(address, 'new', async () => 'somebody')).rejects.toMatchObject({
    code: 'too-often',
    details: { retryAfterMs: expect.any(Number) as number },
  });
  expect(await tokens.identify('198.51.100.1', 'new', async () => 'somebody')).toBe('somebody');
});

test('S16: three hundred people behind one router who are signed in ask without end', async () => {
  const tokens = new UnknownTokens(() => true);
  for (let asked = 0; asked < 3000; asked += 1)
    expect(await tokens.identify(address, `token ${asked % 300}`, async () => 'somebody')).toBe('somebody');
});

test('an address that is not counted may ask as often as it likes', async () => {
  expect(await askUntilRefused(new UnknownTokens(() => false), address, 1000)).toBe(1000);
});

test('S17: a session that was found before, or has just begun, goes on though a neighbour makes up tokens', async () => {
  const tokens = new UnknownTokens(() => true);
  await tokens.identify(address, 'open', async () => 'anna');
  tokens.note('begun');
  await askUntilRefused(tokens, address, 10_000);
  for (let asked = 0; asked < 1000; asked += 1)
    expect(await tokens.identify(address, 'open', async () => 'anna')).toBe('anna');
  expect(await tokens.identify(address, 'begun', async () => 'bert')).toBe('bert');
});

test('S16: a token whose session has ended is looked up once more, then paid for as any other', async () => {
  const tokens = new UnknownTokens(() => true);
  await tokens.identify(address, 'ended', async () => 'anna');
  await askUntilRefused(tokens, address, 10_000);
  expect(await tokens.identify(address, 'ended', async () => undefined)).toBe(undefined);
  await expect(tokens.identify(address, 'ended', async () => undefined)).rejects.toMatchObject({
    code: 'too-often',
  });
});
