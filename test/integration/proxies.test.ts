// Behind Debian's nginx and haproxy: each client has its own address again where the proxy is trusted, and none can invent one.
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpPathOf, type RequestNameOf } from '../../protocol/requests.ts';
import { type Proxy, type ProxyKind, startProxy } from '../helpers/proxies.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { connect, type HttpAnswer, Member, registerAccount } from './member.ts';

const doctor = join(import.meta.dirname, '../../server/ops/commands/doctor-command.ts');

/** Asks from one of this machine's addresses, 127.0.0.0/8, as visitors with addresses of their own do. */
async function askFrom(
  localAddress: string,
  url: string,
  name: RequestNameOf<'http'>,
  input: unknown,
  headers: Record<string, string> = {},
): Promise<HttpAnswer> {
  const asked = httpRequest(url + httpPathOf(name), {
    method: 'POST',
    localAddress,
    headers: { 'content-type': 'application/json', ...headers },
  });
  asked.end(JSON.stringify(input));
  return new Promise((resolve, reject) => {
    asked.on('error', reject);
    asked.on('response', (response) => {
      text(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, body: JSON.parse(body) }),
        reject,
      );
    });
  });
}

/** At one of ten logins, so that none of them waits by itself before the whole address does. */
const guess = (count: number) => ({
  login: `1370000000${count % 10}`,
  digest: randomBytes(16).toString('hex'),
});

async function signInFrom(address: string, url: string, phone: string): Promise<HttpAnswer> {
  const { salt } = (await askFrom(address, url, 'account:salt', { login: phone })).body;
  const digest = createHash('md5')
    .update(`${String(salt)}a password`)
    .digest('hex');
  return askFrom(address, url, 'account:sign-in', { login: phone, digest });
}

describe.each<ProxyKind>(['nginx', 'haproxy'])('behind %s', (kind) => {
  let server: ServerProcess;
  let proxy: Proxy;

  beforeAll(async () => {
    server = await startServer({ env: { TRUSTED_PROXIES: '127.0.0.1', SOCKETS_PER_ADDRESS: '8' } });
    proxy = await startProxy(kind, server.url.replace('localhost', '127.0.0.1'));
  });
  afterAll(async () => {
    await proxy.stop();
    await server.stop();
  });

  test('S17: one visitor’s hundred wrong sign-ins lock no other visitor out, and no header helps that visitor', async () => {
    const { phone } = await registerAccount(server.url);
    const codes: (string | undefined)[] = [];
    for (let count = 0; count < 101; count += 1)
      codes.push((await askFrom('127.0.0.66', proxy.url, 'account:sign-in', guess(count))).body.error?.code);
    expect(codes.slice(0, 100)).toEqual(Array.from({ length: 100 }, () => 'wrong-credentials'));
    expect(codes.at(-1)).toBe('too-many-attempts');
    const invented = { 'x-forwarded-for': '203.0.113.7' };
    const hidden = await askFrom('127.0.0.66', proxy.url, 'account:sign-in', guess(1), invented);
    expect(hidden.body.error?.code).toBe('too-many-attempts');
    expect((await signInFrom('127.0.0.77', proxy.url, phone)).status).toBe(200);
    // The right password of a login that did not fail there passes at that very address.
    const { phone: neighbour } = await registerAccount(server.url);
    expect((await signInFrom('127.0.0.66', proxy.url, neighbour)).status).toBe(200);
  });

  test('S17: people meet through it, and one visitor’s open sockets are counted as that visitor’s', async () => {
    const [host, guest] = await Promise.all(
      [1, 2].map(async () => Member.open(proxy.url, await registerAccount(server.url))),
    );
    if (host === undefined || guest === undefined) throw new Error('two were opened');
    const { number } = (await host.request('room:create')).room;
    expect((await guest.request('room:join', { number })).room.peers).toHaveLength(2);
    // More than one address may have: the longest there of that address go, and the meeting stands.
    const idle = Array.from({ length: 12 }, () => connect(proxy.url, {}, { 'x-forwarded-for': '127.0.0.1' }));
    for (const socket of idle) socket.connect();
    await host.request('connection:check');
    await guest.request('connection:check');
    for (const socket of idle) socket.disconnect();
    host.close();
    guest.close();
  });
});

test('X8: without TRUSTED_PROXIES all people behind a proxy count as one, and log and doctor say so', async () => {
  const server = await startServer();
  const proxy = await startProxy('nginx', server.url.replace('localhost', '127.0.0.1'));
  try {
    await askFrom('127.0.0.77', proxy.url, 'account:sign-in', guess(0));
    expect(server.output.stderr).toMatch(/name it in TRUSTED_PROXIES/);
    const env = {
      ...process.env,
      DATA_DIR: server.dataDir,
      PORT: new URL(server.url).port,
      MEDIA_WORKERS: '1',
    };
    const doctorSays = (settings: Record<string, string>): Promise<string> =>
      promisify(execFile)(process.execPath, [doctor], { env: { ...env, ...settings } }).then(
        ({ stdout }) => stdout,
        (error: { stdout: string }) => error.stdout,
      );
    expect(await doctorSays({})).toMatch(
      /^note +proxy +Requests come through 127\.0\.0\.1, .*TRUSTED_PROXIES=127\.0\.0\.1\.$/m,
    );
    expect(await doctorSays({ TRUSTED_PROXIES: '127.0.0.1' })).toMatch(
      /^ok +proxy +TRUSTED_PROXIES names 127\.0\.0\.1\.$/m,
    );
  } finally {
    await proxy.stop();
    await server.stop();
  }
});
