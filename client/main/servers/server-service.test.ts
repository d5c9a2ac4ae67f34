import { expect, onTestFinished, test, vi } from 'vitest';
import { fingerprintOf, healthy, openFakeService } from './fake-network.ts';

const origin = 'https://meet.example.org';
const address = 'meet.example.org';

test('a server that the system trusts is entered at once and stands first in the list', async () => {
  const { servers, store, moves, service, calls } = openFakeService([
    { origin: 'https://other.example.org' },
  ]);
  servers.set(origin, { isTrusted: true });
  expect(await calls['servers:connect']({ address })).toEqual({ kind: 'connected' });
  expect(moves).toEqual([origin]);
  expect(service.connectedOrigin).toBe(origin);
  expect(await calls['servers:list']({})).toEqual({
    servers: [{ origin }, { origin: 'https://other.example.org' }],
  });
  expect(store.data.servers).toHaveLength(2);
});

test('an invitation in the address leads into its meeting', async () => {
  const { servers, moves, calls } = openFakeService();
  servers.set(origin, { isTrusted: true });
  await calls['servers:connect']({ address: `${origin}/#/12345?key=S` });
  expect(moves).toEqual([`${origin}#/12345?key=S`]);
});

test('on this machine plain HTTP is tried first, then HTTPS', async () => {
  const { servers, moves, calls } = openFakeService();
  servers.set('http://localhost:3000', {});
  servers.set('https://localhost:4000', { isTrusted: true });
  await calls['servers:connect']({ address: 'localhost' });
  await calls['servers:connect']({ address: 'localhost:4000' });
  expect(moves).toEqual(['http://localhost:3000', 'https://localhost:4000']);
});

test.each([
  ['no server', undefined, 'server-unreachable'],
  ['a page', () => new Response('<html>'), 'not-a-plenum-server'],
  ['other JSON', () => Response.json({ status: 'UP' }), 'not-a-plenum-server'],
  ['a list', () => Response.json([]), 'not-a-plenum-server'],
  ['an error page', () => new Response('{"status":"ok"}', { status: 404 }), 'not-a-plenum-server'],
  ['nothing at all', () => new Response(null, { status: 200 }), 'not-a-plenum-server'],
  ['an endless answer', () => new Response(endless()), 'not-a-plenum-server'],
])('%s at the address is told as such', async (_who, answer, code) => {
  const { servers, moves, store, calls } = openFakeService();
  if (answer) servers.set(origin, { isTrusted: true, answer });
  await expect(async () => calls['servers:connect']({ address })).rejects.toThrow(code);
  expect([moves, store.data.servers]).toEqual([[], []]);
});

test('a server that never answers is waited for until the deadline', async () => {
  const { servers, calls } = openFakeService([], 20);
  servers.set(origin, { isTrusted: true, answer: () => new Promise(() => undefined) });
  await expect(async () => calls['servers:connect']({ address })).rejects.toThrow('server-unreachable');
});

function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1024).fill(0x20)) });
}

test('a server that is about to end still counts as one', async () => {
  const { servers, calls } = openFakeService();
  servers.set(origin, {
    isTrusted: true,
    answer: () => Response.json({ status: 'unavailable' }, { status: 503 }),
  });
  expect(await calls['servers:connect']({ address })).toEqual({ kind: 'connected' });
});

test.each([
  ['http://meet.example.org', 'address-insecure'],
  ['user@meet.example.org', 'address-invalid'],
])('%s is refused before anything is sent', async (typed, code) => {
  const { probes, calls } = openFakeService();
  await expect(async () => calls['servers:connect']({ address: typed })).rejects.toThrow(code);
  expect(probes).toEqual([]);
});

test('only the last wish moves the window', async () => {
  const { servers, store, moves, calls } = openFakeService();
  const { promise, resolve } = Promise.withResolvers<Response>();
  servers.set(origin, { isTrusted: true, answer: () => promise });
  servers.set('https://other.example.org', { isTrusted: true });
  const slow = calls['servers:connect']({ address });
  await calls['servers:connect']({ address: 'other.example.org' });
  resolve(healthy());
  await slow;
  expect(moves).toEqual(['https://other.example.org']);
  expect(store.data.servers).toEqual([{ origin: 'https://other.example.org' }]);
});

test('the program starts with the server that was used last, and leaving it asks for one', async () => {
  const { servers, moves, service, calls } = openFakeService([
    { origin },
    { origin: 'https://other.example.org' },
  ]);
  servers.set(origin, { isTrusted: true });
  await service.start();
  expect(await calls['server:leave']({})).toEqual({});
  expect(moves).toEqual([origin, 'connect page']);
  expect(service.connectedOrigin).toBeNull();
});

test('the program goes to the server that it was started for, and leaves its trust to the person', async () => {
  const { servers, store, moves, service, calls } = openFakeService([{ origin }]);
  servers.set(origin, { isTrusted: true });
  servers.set('https://localhost:3000', { certificate: 'aa' });
  await service.start('https://localhost:3000');
  expect([moves, store.data.servers]).toEqual([['connect page'], [{ origin }]]);
  expect(await calls['servers:list']({})).toMatchObject({ suggested: 'https://localhost:3000' });
});

test('while the last server takes its time the person may choose another, and otherwise it is entered when it answers', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { servers, moves, service, calls } = openFakeService([{ origin }]);
  const { promise, resolve } = Promise.withResolvers<Response>();
  servers.set(origin, { isTrusted: true, answer: () => promise });
  const starting = service.start();
  await vi.advanceTimersByTimeAsync(1499);
  expect(moves).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(moves).toEqual(['connect page']);
  expect(await calls['servers:list']({})).toMatchObject({ suggested: origin });
  resolve(healthy());
  await starting;
  expect(moves).toEqual(['connect page', origin]);
});

test('at the first start, or when the last server does not answer, the program starts by asking', async () => {
  const first = openFakeService();
  await first.service.start();
  const away = openFakeService([{ origin }]);
  await away.service.start();
  expect([first.moves, away.moves]).toEqual([['connect page'], ['connect page']]);
  expect(await first.calls['servers:list']({})).toEqual({ servers: [] });
  expect(await away.calls['servers:list']({})).toEqual({ servers: [{ origin }], suggested: origin });
});

test('a link goes on in the page that is there, and otherwise by way of its server', async () => {
  const { servers, moves, service, calls } = openFakeService([{ origin, fingerprint: fingerprintOf('aa') }]);
  servers.set(origin, { certificate: 'aa' });
  const link = { origin, number: '12345', secret: 'S' };
  await service.openLink(link);
  await service.openLink({ origin, number: '54321' });
  servers.set(origin, { certificate: 'bb' });
  service.suggest();
  await service.openLink(link);
  expect(moves).toEqual([`${origin}#/12345?key=S`, `${origin}#/54321`, 'connect page', 'connect page']);
  expect(await calls['servers:list']({})).toMatchObject({
    suggested: 'plenum://meet.example.org/12345?key=S',
  });
});
