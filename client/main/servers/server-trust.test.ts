import { expect, test } from 'vitest';
import { fingerprintOf, openFakeService } from './fake-network.ts';

const origin = 'https://meet.example.org';
const address = 'meet.example.org';

test('a certificate seen for the first time is shown, and no request reaches its server before it is trusted', async () => {
  const { servers, store, meetingSession, probes, moves, calls } = openFakeService();
  servers.set(origin, { certificate: 'aa' });
  const fingerprint = fingerprintOf('aa');
  const outcome = await calls['servers:connect']({ address: `${origin}/#/12345?key=S` });
  expect(outcome).toEqual({ kind: 'unknown-certificate', origin, fingerprint });
  expect([moves, store.data.servers, probes[0]?.requests]).toEqual([[], [], []]);

  expect(await calls['servers:trust']({ origin, fingerprint })).toEqual({ kind: 'connected' });
  expect(store.data.servers).toEqual([{ origin, fingerprint }]);
  expect(moves).toEqual([`${origin}#/12345?key=S`]);
  // The meeting's session takes it from the first moment, and every probe is over.
  expect((await meetingSession.fetch(`${origin}/`)).status).toBe(200);
  expect(probes.every(({ closed }) => closed === 1)).toBe(true);
});

test('only the certificate that was just reported for that very server can be trusted', async () => {
  const { servers, store, calls } = openFakeService();
  servers.set(origin, { certificate: 'aa' });
  servers.set('https://other.example.org', { certificate: 'aa' });
  await expect(async () =>
    calls['servers:trust']({ origin, fingerprint: fingerprintOf('aa') }),
  ).rejects.toThrow('bad-arguments');
  await calls['servers:connect']({ address });
  for (const wrong of [
    { origin, fingerprint: fingerprintOf('bb') },
    { origin: 'https://other.example.org', fingerprint: fingerprintOf('aa') },
  ]) {
    await expect(async () => calls['servers:trust'](wrong)).rejects.toThrow('bad-arguments');
  }
  expect(store.data.servers).toEqual([]);
});

test('a server that shows another certificate than the one just compared is asked about again', async () => {
  const { servers, store, calls } = openFakeService();
  servers.set(origin, { certificate: 'aa' });
  await calls['servers:connect']({ address });
  servers.set(origin, { certificate: 'bb' });
  const outcome = await calls['servers:trust']({ origin, fingerprint: fingerprintOf('aa') });
  expect(outcome).toEqual({ kind: 'unknown-certificate', origin, fingerprint: fingerprintOf('bb') });
  expect(store.data.servers).toEqual([]);
  expect(await calls['servers:trust']({ origin, fingerprint: fingerprintOf('bb') })).toEqual({
    kind: 'connected',
  });
});

test('a changed certificate is refused with both fingerprints, and cannot be trusted until the server is forgotten', async () => {
  const pinned = fingerprintOf('aa');
  const { servers, store, moves, probes, meetingSession, calls } = openFakeService([
    { origin, fingerprint: pinned },
  ]);
  servers.set(origin, { certificate: 'bb' });
  const seen = fingerprintOf('bb');
  expect(await calls['servers:connect']({ address })).toEqual({
    kind: 'changed-certificate',
    origin,
    pinned,
    seen,
  });
  await expect(async () => calls['servers:trust']({ origin, fingerprint: seen })).rejects.toThrow(
    'bad-arguments',
  );
  expect([moves, probes[0]?.requests, store.data.servers]).toEqual([
    [],
    [],
    [{ origin, fingerprint: pinned }],
  ]);

  await calls['servers:forget']({ origin });
  expect(moves).toEqual([`forget ${origin}`]);
  expect(meetingSession.cleared).toEqual([{ origin }]);
  expect(store.data.servers).toEqual([]);
  expect(await calls['servers:connect']({ address })).toMatchObject({ kind: 'unknown-certificate' });
  expect(await calls['servers:trust']({ origin, fingerprint: seen })).toEqual({ kind: 'connected' });
  expect((await meetingSession.fetch(`${origin}/`)).status).toBe(200);
});

test('a pinned server that the system trusts now is entered, and its pin dropped', async () => {
  const { servers, store, calls } = openFakeService([{ origin, fingerprint: fingerprintOf('aa') }]);
  servers.set(origin, { certificate: 'bb', isTrusted: true });
  expect(await calls['servers:connect']({ address })).toEqual({ kind: 'connected' });
  expect(store.data.servers).toEqual([{ origin }]);
});

test('trusting what the meeting’s session refused before starts the program again, since the refusal stays', async () => {
  const { servers, meetingSession, moves, service, calls } = openFakeService([
    { origin, fingerprint: fingerprintOf('aa') },
  ]);
  servers.set(origin, { certificate: 'aa' });
  await meetingSession.fetch(`${origin}/`);
  servers.set(origin, { certificate: 'bb' });
  await expect(meetingSession.fetch(`${origin}/`)).rejects.toThrow('net::ERR_CERT');
  await calls['servers:forget']({ origin });
  await calls['servers:connect']({ address: `${origin}/#/12345?key=S` });
  await calls['servers:trust']({ origin, fingerprint: fingerprintOf('bb') });
  expect(moves.at(-1)).toBe('start again plenum://meet.example.org/12345?key=S');
  expect(service.connectedOrigin).toBeNull();
  await expect(meetingSession.fetch(`${origin}/`)).rejects.toThrow('net::ERR_CERT');
});

test('two servers on one host keep a pin each', async () => {
  const [one, two] = [`${origin}:3001`, `${origin}:3002`];
  const { servers, store, meetingSession, calls } = openFakeService([
    { origin: one, fingerprint: fingerprintOf('aa') },
  ]);
  servers.set(one, { certificate: 'aa' });
  servers.set(two, { certificate: 'bb' });
  expect(await calls['servers:connect']({ address: two })).toMatchObject({ kind: 'unknown-certificate' });
  await calls['servers:trust']({ origin: two, fingerprint: fingerprintOf('bb') });
  expect(await calls['servers:connect']({ address: one })).toEqual({ kind: 'connected' });
  expect(store.data.servers.map(({ fingerprint }) => fingerprint)).toEqual([
    fingerprintOf('aa'),
    fingerprintOf('bb'),
  ]);
  await meetingSession.fetch(`${one}/`);
  await meetingSession.fetch(`${two}/`);
  // Connecting knows the port: there the other server's certificate will not do.
  servers.set(one, { certificate: 'bb' });
  expect(await calls['servers:connect']({ address: one })).toMatchObject({ kind: 'changed-certificate' });
});

test('the meeting’s session takes no certificate of a server that the person did not choose', async () => {
  const { servers, meetingSession } = openFakeService([{ origin, fingerprint: fingerprintOf('aa') }]);
  servers.set('https://evil.example', { certificate: 'aa' });
  servers.set('https://fine.example', { certificate: 'cc', isTrusted: true });
  await expect(meetingSession.fetch('https://evil.example/')).rejects.toThrow('net::ERR_CERT');
  expect((await meetingSession.fetch('https://fine.example/')).status).toBe(200);
});
