// What bad input gets: an answer with a code, at worst a closed socket, and a bystander who notices nothing.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ErrorAnswer } from '../../protocol/error-codes.ts';
import { protocolVersion, signallingFrameMaxBytes } from '../../protocol/limits.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { askHttp, connect, Member, registerAccount } from './member.ts';
import { opusParameters, soundOnly } from './rtp-samples.ts';

let server: ServerProcess;
let bystander: Member;
let hostile: Member;

beforeAll(async () => {
  server = await startServer();
  bystander = await Member.open(server.url, await registerAccount(server.url));
  await bystander.request('room:create');
});
afterAll(async () => {
  bystander.close();
  await server.stop();
  expect(server.output.stderr).not.toContain('something failed unnoticed');
});
beforeEach(async () => {
  hostile = await Member.open(server.url, await registerAccount(server.url));
  return async () => {
    hostile.close();
    expect((await bystander.requestPatiently('room:resume')).room.peers).toHaveLength(1);
    expect(bystander.closedBecause).toBeUndefined();
  };
});

/** Writes bytes to the WebSocket beneath socket.io. */
function sendRaw(member: Member, data: string | Buffer): void {
  const { transport } = member.socket.io.engine as unknown as {
    transport: { ws: { send(data: string | Buffer): void } };
  };
  transport.ws.send(data);
}

/** Opens a socket that has to be refused. */
async function refused(
  auth: Record<string, unknown>,
  headers?: Record<string, string>,
): Promise<ErrorAnswer> {
  const socket = connect(server.url, auth, headers);
  const error = await new Promise<Error & { data?: ErrorAnswer }>((resolve, reject) => {
    socket.once('connect_error', resolve);
    socket.once('connect', () => reject(new Error('the socket opened')));
    socket.connect();
  });
  socket.disconnect();
  return error.data ?? { code: 'internal' };
}

/** Posts any body to an account request; resolves with the status. */
async function post(body: string, type = 'application/json'): Promise<number> {
  const headers = { 'content-type': type };
  return (await fetch(`${server.url}/api/account/salt`, { method: 'POST', headers, body })).status;
}

describe('frames', () => {
  test('one of over 64 KB closes the socket it came from', async () => {
    hostile.socket.emit('room:join', { number: 'x'.repeat(signallingFrameMaxBytes) });
    expect(await hostile.closed()).toBe('transport close');
  });

  test('one of almost 64 KB is answered', async () => {
    const number = 'x'.repeat(signallingFrameMaxBytes - 100);
    expect(await hostile.refusal('room:join', { number })).toBe('bad-request');
  });

  test.each([
    ['text that is no packet', 'garbage'],
    ['a packet with broken JSON', '42["room:create",'],
    ['a packet that is no list', '42{"a":1}'],
    ['a packet of an unknown type', '49'],
    ['bytes', randomBytes(1000)],
    [
      'a binary event that announces more parts than come',
      '451-["room:create",{"_placeholder":true,"num":7}]',
    ],
    ['a reserved event', '42["disconnect"]'],
    ['an event without a name', '42[]'],
    ['an event whose name cannot be made a text', '420[{"toString":1,"valueOf":1},{}]'],
    ['deeply nested JSON', `420["room:join",${'['.repeat(20_000)}${']'.repeat(20_000)}]`],
  ])('%s harms no other member', async (_what, data) => {
    sendRaw(hostile, data);
    await Promise.race([hostile.ask('room:leave').catch(() => undefined), hostile.closed()]);
  });
});

describe('requests', () => {
  test.each([
    'no:such',
    'constructor',
    '__proto__',
    'toString',
    'room:',
    '',
    'x'.repeat(10_000),
    'peer:joined',
  ])('the unknown request %.20j is answered', async (name) => {
    expect(await hostile.refusal(name)).toBe('unknown-request');
  });

  test('one without a callback is not done, and more arguments than one are of no use', async () => {
    hostile.socket.emit('room:create', {});
    const reply: unknown = await hostile.socket.emitWithAck('room:create', {}, { more: true });
    expect(reply).toMatchObject({ ok: true });
  });

  test('a payload that names the prototype changes nothing', async () => {
    sendRaw(hostile, '420["room:join",{"__proto__":{"number":"00000"},"constructor":1}]');
    expect(await hostile.refusal('room:join', {})).toBe('bad-request');
  });

  test('a flood is answered, each request once, and the bystander is served meanwhile', async () => {
    const flood = Promise.all(
      Array.from({ length: 150 }, () => hostile.refusal('media:close', { producerId: 'x' })),
    );
    expect((await bystander.requestPatiently('room:resume')).room.peers).toHaveLength(1);
    const codes = await flood;
    expect(codes.filter((code) => code === 'not-in-room').length).toBeGreaterThan(0);
    expect(new Set(codes)).toEqual(new Set(['not-in-room', 'too-often']));
  });

  test('S9: a flood that goes on is cut off, and the bystander is served meanwhile', async () => {
    const flooding = await Member.open(server.url, await registerAccount(server.url));
    for (let asked = 0; asked < 5000; asked += 1)
      flooding.socket.emit('media:close', { producerId: 'x' }, () => undefined);
    expect((await bystander.requestPatiently('room:resume')).room.peers).toHaveLength(1);
    await flooding.closed();
  });
});

describe('handshakes', () => {
  const handshake = { protocolVersion, ticket: 'unknown', clientId: 'window-1' };

  test('an unknown ticket, and none, are refused', async () => {
    expect(await refused(handshake)).toEqual({ code: 'ticket-invalid' });
    expect(await refused({})).toEqual({ code: 'bad-request' });
    expect(await refused({ ...handshake, ticket: { $gt: '' } })).toEqual({ code: 'bad-request' });
    expect(await refused({ ...handshake, clientId: 'a b' })).toEqual({ code: 'bad-request' });
  });

  test('another version is told so', async () => {
    expect(await refused({ ...handshake, protocolVersion: 0 })).toEqual({ code: 'version-mismatch' });
    expect(await refused({ protocolVersion: 99 })).toEqual({ code: 'version-mismatch' });
  });

  test('a ticket opens one socket', async () => {
    const account = await registerAccount(server.url);
    const { ticket } = (await askHttp(server.url, 'account:ticket', {}, account.token)).body;
    const first = connect(server.url, { ...handshake, ticket });
    await new Promise((resolve) => first.once('connect', () => resolve(undefined)).connect());
    expect(await refused({ ...handshake, ticket })).toEqual({ code: 'ticket-invalid' });
    first.disconnect();
  });

  test('a page of another origin is kept out', async () => {
    const answer = await refused(handshake, { origin: 'https://elsewhere.example' });
    expect(answer).toEqual({ code: 'internal' });
    expect(await refused(handshake, { origin: server.url })).toEqual({ code: 'ticket-invalid' });
  });
});

describe('HTTP', () => {
  test('a body over 16 kB, one that is no JSON, and one of another type are refused', async () => {
    expect(await post(JSON.stringify({ login: 'x'.repeat(20_000) }))).toBe(400);
    expect(await post('{"login":')).toBe(400);
    expect(await post('login=x', 'text/plain')).toBe(400);
    expect(await post('{"__proto__":{"login":"x"}}')).toBe(400);
  });

  test('answers forbid framing, foreign scripts and sniffing', async () => {
    const { headers } = await fetch(`${server.url}/healthz`);
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe-inline');
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('permissions-policy')).toContain('microphone=(self)');
  });

  test('paths outside the client are not found', async () => {
    for (const path of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/server/main.ts',
      '/.git/config',
      '/api/none',
    ]) {
      expect((await fetch(server.url + path)).status, path).toBe(404);
    }
  });

  test('metrics count requests by name and code', async () => {
    await hostile.refusal('room:leave');
    const page = await (await fetch(`${server.url}/metrics`)).text();
    expect(page).toMatch(/plenum_requests_total\{name="room:leave",code="not-in-room"\} \d+/);
    expect(page).toMatch(/plenum_rooms \d+/);
    expect(page).toMatch(/process_cpu_seconds_total/);
    expect(page).toMatch(/plenum_media_worker_memory_bytes\{port="\d+"\} \d{6,}/);
  });
});

test('no member is sent the address of another', async () => {
  const address = '127.0.0.9';
  const account = await registerAccount(server.url);
  const { ticket } = (await askHttp(server.url, 'account:ticket', {}, account.token)).body;
  const socket = connect(server.url, { protocolVersion, ticket, clientId: 'far-window' });
  Object.assign(socket.io.opts, { localAddress: address });
  await new Promise((resolve) => socket.once('connect', () => resolve(undefined)).connect());
  const { number } = (await hostile.request('room:create', { rtpCapabilities: soundOnly })).room;
  const ask = async (name: string, input: unknown): Promise<unknown> => socket.emitWithAck(name, input);
  expect(await ask('room:join', { number })).toMatchObject({ ok: true });
  const microphone = { source: 'microphone', codec: 'opus', rtpParameters: opusParameters() };
  expect(await ask('media:produce', microphone)).toMatchObject({ ok: true });
  const { source } = await hostile.nextNotice('source:started');
  const consumed = await hostile.request('media:consume', { producerIds: [source.producerId] });
  const told = JSON.stringify([hostile.notices, await hostile.request('room:resume'), consumed]);
  expect(told).toContain(source.producerId);
  expect(told).not.toContain(address);
  socket.disconnect();
});
