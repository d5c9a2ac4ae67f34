// How the server starts, and the one sentence it gives when it cannot.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { createServer, isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { generate } from 'selfsigned';
import { describe, expect, test } from 'vitest';
import { quickLooks, runFailingServer, startServer } from '../helpers/server.ts';
import { Member, registerAccount } from './member.ts';

/** Holds a TCP port of loopback while `work` runs. */
async function withBusyPort<T>(work: (port: number) => Promise<T>): Promise<T> {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const address = holder.address();
  try {
    return await work(typeof address === 'object' && address !== null ? address.port : 0);
  } finally {
    holder.close();
  }
}

describe('a start', () => {
  test('prints exactly one line, with the address, and logs to standard error', async () => {
    const server = await startServer();
    expect(server.output.stdout).toMatch(
      /^Plenum hosts at http:\/\/localhost:\d+ \(media worker: (built by set-up|upstream's)\)\n$/,
    );
    expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: 'ok' });
    for (const line of server.output.stderr.trim().split('\n'))
      expect(() => JSON.parse(line) as unknown).not.toThrow();
    await server.stop();
  });

  test('takes settings from flags before the environment', async () => {
    const server = await startServer({
      env: { HOST: '127.0.0.9' },
      args: ['--host', '127.0.0.1', '--log-level', 'silent'],
    });
    expect(server.url).toContain('http://localhost:');
    expect(server.output.stderr).toBe('');
    await server.stop();
  });

  test('a second server on the machine finds free media ports by itself', async () => {
    const first = await startServer();
    const second = await startServer();
    expect(await (await fetch(`${second.url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(second.output.stderr).toContain('default media ports are busy');
    await first.stop();
    await second.stop();
  });

  test('announced addresses come first among those that clients are told', async () => {
    const server = await startServer({ env: { ANNOUNCED_ADDRESS: '203.0.113.8, 203.0.113.7' } });
    const member = await Member.open(server.url, await registerAccount(server.url));
    const { iceCandidates } = (await member.request('room:create')).sendTransport;
    expect(iceCandidates.map((candidate) => candidate.ip)).toEqual(
      ['203.0.113.8', '203.0.113.7', '127.0.0.1'].flatMap((ip) => [ip, ip]),
    );
    member.close();
    await server.stop();
  });

  test('X7: an announced host name is looked up, and clients are told addresses alone', async () => {
    const server = await startServer({ env: { ANNOUNCED_ADDRESS: 'localhost' } });
    const member = await Member.open(server.url, await registerAccount(server.url));
    const { iceCandidates } = (await member.request('room:create')).sendTransport;
    expect(iceCandidates.length).toBeGreaterThan(2);
    expect(iceCandidates.map(({ ip }) => isIP(ip))).not.toContain(0);
    member.close();
    await server.stop();
  });

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'room numbers in use rest over a restart by %s',
    async (signal) => {
      const server = await startServer();
      const member = await Member.open(server.url, await registerAccount(server.url));
      const { number } = (await member.request('room:create')).room;
      const kept = await server.stopKeepingData(signal);
      const again = await startServer({ env: { DATA_DIR: kept } });
      expect(restingNumbers(kept)).toContain(number);
      member.close();
      await again.stop();
    },
  );
});

/** The numbers that are written down as resting. */
function restingNumbers(dataDir: string): string {
  const script = `const { DatabaseSync } = require('node:sqlite');
    console.log(JSON.stringify(new DatabaseSync(process.argv[1]).prepare('select number from resting_numbers').all()));`;
  return execFileSync(process.execPath, ['-e', script, join(dataDir, 'plenum.db')], { encoding: 'utf8' });
}

describe('TLS with a self-signed certificate', () => {
  test('is made once, kept to its owner, and serves the address that is printed', async () => {
    const server = await startServer({ env: { TLS: 'self-signed', HOST: '127.0.0.1' } });
    expect(server.url).toMatch(/^https:\/\/localhost:\d+$/);
    const keyFile = join(server.dataDir, 'tls/key.pem');
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
    const cert = await readFile(join(server.dataDir, 'tls/certificate.pem'), 'utf8');
    const answer = await new Promise<{ status: number | undefined; hsts: unknown }>((resolve, reject) => {
      get(`${server.url}/healthz`, { ca: cert }, ({ statusCode, headers, socket }) => {
        resolve({ status: statusCode, hsts: headers['strict-transport-security'] });
        socket.destroy();
      }).once('error', reject);
    });
    expect(answer).toEqual({ status: 200, hsts: undefined });
    const fingerprint = /SHA-256 ([0-9A-F:]{95})/.exec(server.output.stdout)?.[1];
    expect(fingerprint).toBeDefined();
    const kept = await server.stopKeepingData();
    const again = await startServer({ env: { TLS: 'self-signed', HOST: '127.0.0.1', DATA_DIR: kept } });
    expect(again.output.stdout).toContain(fingerprint);
    await again.stop();
  });
});

describe('TLS with files of a certificate', () => {
  test('X14: renewed files are shown to new connections, and open ones go on', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plenum-certificate-'));
    const [TLS_CERT, TLS_KEY] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const renew = async (): Promise<string> => {
      const {
        cert,
        private: key,
        fingerprint,
      } = await generate([{ name: 'commonName', value: 'localhost' }]);
      await writeFile(TLS_KEY, key);
      await writeFile(TLS_CERT, cert);
      return fingerprint.replaceAll(':', '').toLowerCase();
    };
    const first = await renew();
    const server = await startServer({
      env: { TLS_CERT, TLS_KEY, HOST: '127.0.0.1', ...quickLooks },
    });
    const connection = connect({ port: Number(new URL(server.url).port), rejectUnauthorized: false });
    await once(connection, 'secureConnect');
    expect(await shownAt(server.url)).toBe(first);
    const second = await renew();
    await expect.poll(() => shownAt(server.url)).toBe(second);
    expect(connection.readyState).toBe('open');
    connection.destroy();
    await server.stop();
    await rm(folder, { recursive: true });
  });
});

/** SHA-1 of the certificate that a new connection is shown. */
async function shownAt(url: string): Promise<string> {
  const connection = connect({ port: Number(new URL(url).port), rejectUnauthorized: false });
  await once(connection, 'secureConnect');
  const { fingerprint } = connection.getPeerCertificate();
  connection.destroy();
  return fingerprint.replaceAll(':', '').toLowerCase();
}

describe('a start that cannot be', () => {
  const wrong: [string, Record<string, string>, RegExp][] = [
    ['a setting of the wrong form', { PORT: '70000' }, /^PORT is "70000" but must be a whole number .*\n$/],
    ['a host of another machine', { HOST: '203.0.113.1' }, /^HOST is "203\.0\.113\.1" but must be .*\n$/],
    [
      'a database that is not there',
      { DATABASE_URL: 'mysql://u:secret@127.0.0.1:9/p' },
      /^.*DATABASE_URL.*\n$/,
    ],
    [
      'a missing certificate',
      { TLS_CERT: '/none', TLS_KEY: '/none' },
      /^TLS_CERT is "\/none" but .*\(ENOENT\)\.\n$/,
    ],
    [
      'a worker that is not there',
      { MEDIASOUP_WORKER_BIN: '/none' },
      /^MEDIASOUP_WORKER_BIN is "\/none" .*\n$/,
    ],
    [
      'a worker that is none',
      { MEDIASOUP_WORKER_BIN: '/bin/true' },
      /^MEDIASOUP_WORKER_BIN is "\/bin\/true" .*\n$/,
    ],
    [
      'a data folder that cannot be',
      { DATA_DIR: '/dev/null/x' },
      /^DATA_DIR is "\/dev\/null\/x" but must be .*\n$/,
    ],
  ];
  test.each(wrong)('%s: one sentence and exit code 1', async (_what, env, sentence) => {
    const { code, stdout, stderr } = await runFailingServer({ env: { LOG_LEVEL: 'silent', ...env } });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain('secret');
    expect([stdout, code]).toEqual(['', 1]);
  });

  test('a flag that is none: one sentence and exit code 1', async () => {
    const { code, stderr } = await runFailingServer({ args: ['--prot', '3001'] });
    expect(stderr).toMatch(/^The command line is "--prot 3001" but must be a list of flags .*--port.*\n$/);
    expect(code).toBe(1);
  });

  test('a busy HTTP port: one sentence and exit code 1', async () => {
    await withBusyPort(async (port) => {
      const { code, stdout, stderr } = await runFailingServer({
        env: { PORT: String(port), LOG_LEVEL: 'silent' },
      });
      expect(stderr).toBe(`PORT is "${port}" but must be a port that no other program uses.\n`);
      expect([stdout, code]).toEqual(['', 1]);
    });
  });

  test('a busy media port that the operator chose: one sentence and exit code 1', async () => {
    await withBusyPort(async (port) => {
      const env = { MEDIA_PORT: String(port), LOG_LEVEL: 'silent' };
      const { code, stdout, stderr } = await runFailingServer({ env });
      expect(stderr).toMatch(new RegExp(`^MEDIA_PORT is "${port}" but must be a port that is free.*\\n$`));
      expect([stdout, code]).toEqual(['', 1]);
    });
  });
});
