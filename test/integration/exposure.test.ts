// What a real server shows of itself on its machine, and to whom it speaks: names, ciphers, the list of processes, its folder.
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, stat } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { expect, test } from 'vitest';
import { type ServerProcess, startServer } from '../helpers/server.ts';

const token = 'a-token-that-nobody-guesses';

async function statusOf({ url }: ServerProcess, host: string): Promise<number | undefined> {
  const { port } = new URL(url);
  const [response] = (await once(
    get({ host: '127.0.0.1', port, path: '/healthz', headers: { host } }),
    'response',
  )) as [IncomingMessage];
  await text(response);
  return response.statusCode;
}

test('S20: secrets are neither in the list of processes nor in a worker, and no other user reads the data folder', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'plenum-test-'));
  await chmod(dataDir, 0o755);
  const server = await startServer({
    args: ['--metrics-token', token],
    env: { DATA_DIR: dataDir, SOME_SECRET: token },
  });
  const commandLine = await readFile(`/proc/${server.pid}/cmdline`, 'utf8');
  expect(commandLine).toContain('server/main.ts');
  expect(commandLine).not.toContain(token);
  const worker = /"workerPid":(\d+)/.exec(server.output.stderr)?.[1];
  const environment = await readFile(`/proc/${worker}/environ`, 'utf8');
  expect(environment).toContain('PATH=');
  expect(environment).not.toContain(token);
  expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  await server.stop();
});

test('S20: a page whose name was led to loopback is turned away, and a hang-up ends nothing', async () => {
  const server = await startServer();
  const { port } = new URL(server.url);
  expect(await statusOf(server, `evil.example:${port}`)).toBe(421);
  expect(await statusOf(server, 'meet.example')).toBe(200);
  process.kill(server.pid, 'SIGHUP');
  await expect.poll(() => server.output.stderr).toContain('a hang-up is not for this server');
  expect(await statusOf(server, `localhost:${port}`)).toBe(200);
  expect((await server.stop()).code).toBe(0);
});

test('S20: TLS 1.2 with a cipher of CBC is refused, one that authenticates as it encrypts is taken', async () => {
  const server = await startServer({ env: { TLS: 'self-signed', HOST: '127.0.0.1' } });
  const port = Number(new URL(server.url).port);
  const handshake = async (ciphers: string): Promise<string> => {
    const socket = connectTls({
      host: '127.0.0.1',
      port,
      ciphers,
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
      rejectUnauthorized: false,
    });
    const [outcome] = (await Promise.race([
      once(socket, 'secureConnect').then(() => ['taken']),
      once(socket, 'error', { signal: AbortSignal.timeout(10_000) }).then(() => ['refused']),
    ]).catch(() => ['refused'])) as [string];
    socket.destroy();
    return outcome;
  };
  expect(await handshake('ECDHE-ECDSA-AES256-SHA:ECDHE-ECDSA-AES128-SHA256')).toBe('refused');
  expect(await handshake('ECDHE-ECDSA-AES256-GCM-SHA384')).toBe('taken');
  await server.stop();
});

test('S2: a connection on which hundreds of pages are asked at once is ended, and others are answered', async () => {
  const server = await startServer();
  const { port } = new URL(server.url);
  const socket = connectPlain({ host: '127.0.0.1', port: Number(port) });
  socket.on('error', () => undefined).resume();
  const closed = once(socket, 'close');
  socket.write('GET /metrics?packets=1 HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(500));
  await closed;
  expect(await statusOf(server, 'localhost')).toBe(200);
  await server.stop();
});
