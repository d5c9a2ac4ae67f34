// `npm run doctor` as the operator runs it: well, and with one thing after the other broken.
import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, utimes } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { engineOf, openDatabase } from '../../sql/open-database.ts';
import { loadPeppers } from '../../server/features/sign-in/pepper.ts';
import { startServer } from '../helpers/server.ts';

const command = join(import.meta.dirname, '../../server/ops/commands/doctor-command.ts');

let dataDir: string;
let [httpPort, mediaPort] = [0, 0];
beforeEach(async () => {
  [httpPort, mediaPort] = await findFreePorts();
  dataDir = await mkdtemp(join(tmpdir(), 'plenum-doctor-'));
  return () => rm(dataDir, { recursive: true });
});
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Two ports of this machine that no program uses for TCP, nor has just used. */
async function findFreePorts(): Promise<[number, number]> {
  const holders = [createServer(), createServer()];
  const ports = holders.map(async (holder) => {
    holder.listen(0, '127.0.0.1');
    await once(holder, 'listening');
    return (holder.address() as AddressInfo).port;
  });
  const [first = 0, second = 0] = await Promise.all(ports);
  for (const holder of holders) holder.close();
  return [first, second];
}

interface Diagnosis {
  readonly code: number;
  /** By what each line is about: its verdict and sentence. */
  readonly said: Record<string, string>;
  readonly last: string;
}

/** @param around a command that runs the doctor in its own way */
async function examine(
  settings: Record<string, string> = {},
  around: readonly string[] = [],
): Promise<Diagnosis> {
  const env = {
    ...process.env,
    PORT: String(httpPort),
    MEDIA_PORT: String(mediaPort),
    MEDIA_WORKERS: '1',
    DATA_DIR: dataDir,
    ...settings,
  };
  const { code, stdout } = await new Promise<{ code: number; stdout: string }>((resolve) => {
    const [program, ...args] = [...around, process.execPath, command];
    const child = execFile(program, args, { env }, (_error, out) =>
      resolve({ code: child.exitCode ?? -1, stdout: out }),
    );
  });
  const lines = stdout.trim().split('\n');
  const said = Object.fromEntries(
    lines.slice(0, -1).map((line) => {
      const [, verdict = '', about = '', sentence = ''] = /^(\w+) +(.+?) {2,}(.+)$/.exec(line) ?? [];
      return [about, `${verdict}: ${sentence}`];
    }),
  );
  return { code, said, last: lines.at(-1) ?? '' };
}

test('a machine that is well may host, and media was moved through the address that clients are told', async () => {
  const { code, said, last } = await examine({ ANNOUNCED_ADDRESS: '127.0.0.1' });
  expect(said).toMatchObject({
    'HTTP port': `ok: Port ${httpPort} is free for the server.`,
    'media worker': 'ok: The media worker starts (built by set-up).',
    'media ports': `ok: Port ${mediaPort} for UDP and TCP can be opened on 127.0.0.1.`,
    'announced address': `ok: Media sent to 127.0.0.1, port ${mediaPort}, arrives.`,
    database: 'ok: SQLite answers, and has 0 accounts.',
    secrets: 'ok: Only their owner may read the secrets.',
  });
  expect(said['TLS']).toMatch(/^note: TLS is off and only this machine can open the client/);
  expect(Object.keys(said)).toEqual(expect.arrayContaining(['disk', 'clock', 'file descriptors', 'ffmpeg']));
  expect([code, last]).toEqual([0, 'Meetings can be hosted.']);
});

test('an announced address under which nothing arrives is a problem', async () => {
  const { code, said } = await examine({ ANNOUNCED_ADDRESS: '127.0.0.77' });
  expect(said['announced address']).toMatch(
    /^problem: Media sent to 127\.0\.0\.77, .*0 of 50 packets: forward the port/,
  );
  expect(code).toBe(1);
});

test('ports that others hold are named', async () => {
  const udp = createSocket('udp4').bind(mediaPort, '127.0.0.1');
  const tcp = createServer((socket) => socket.destroy()).listen(httpPort, '127.0.0.1');
  closers.push(
    () => udp.close(),
    () => tcp.close(),
  );
  await Promise.all([once(udp, 'listening'), once(tcp, 'listening')]);
  const { code, said } = await examine();
  expect(said['media ports']).toMatch(
    new RegExp(
      `^problem: Port ${mediaPort} is not free for UDP and TCP on 127\\.0\\.0\\.1: end what uses it`,
    ),
  );
  expect(said['HTTP port']).toMatch(new RegExp(`^problem: Port ${httpPort} is used by another program`));
  expect(code).toBe(1);
});

test('a running server is recognised and left alone', async () => {
  const server = await startServer();
  const { said } = await examine({ PORT: new URL(server.url).port });
  await server.stop();
  expect(said['HTTP port']).toMatch(/^ok: A server runs at port \d+, and can host meetings/);
  expect(said['media ports']).toMatch(/^note: The server runs/);
});

test('a database of a newer version, secrets that others may read and a clock that went back are problems', async () => {
  await (await openDatabase({ dataDir })).close();
  await engineOf({ dataDir }).replaceAlone(async (db) => {
    await db.insertInto('applied_migrations').values({ name: '9999-later', applied_at_ms: 0 }).execute();
  });
  await loadPeppers(dataDir);
  await chmod(join(dataDir, 'pepper'), 0o644);
  const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1000);
  await utimes(join(dataDir, 'pepper'), tomorrow, tomorrow);
  const { code, said, last } = await examine();
  expect(said['database']).toMatch(
    /^problem: The database was changed by a newer version of Plenum \(step 9999-later\)/,
  );
  expect(said['secrets']).toMatch(/^problem: Others on this machine could read pepper: chmod 600/);
  expect(said['clock']).toMatch(/^problem: The data folder was last written at .*still to come/);
  expect([code, last]).toEqual([1, 'Meetings cannot be hosted until these 3 problems are fixed.']);
});

test('too few files and a certificate that is not there are problems that name the limit and the setting', async () => {
  const few = ['sh', '-c', 'ulimit -n 900 && exec "$0" "$@"'];
  const tls = { TLS_CERT: '/nonexistent/certificate.pem', TLS_KEY: '/nonexistent/key.pem' };
  const { code, said } = await examine(
    { SOCKETS_MAX: '1000', HOST: '127.0.0.1', ANNOUNCED_ADDRESS: '127.0.0.1', ...tls },
    few,
  );
  expect(said['file descriptors']).toBe(
    'problem: A process may have only 900 files open: raise that to 1500 (ulimit -Hn, LimitNOFILE=), or lower SOCKETS_MAX.',
  );
  expect(said['TLS']).toMatch(
    /^problem: TLS_CERT is "\/nonexistent\/certificate\.pem" but must be a PEM file that the server can read \(ENOENT\)/,
  );
  expect(code).toBe(1);
});

test('no worker and a wrong setting are problems', async () => {
  const bare = await examine({ MEDIASOUP_WORKER_BIN: '/bin/false' });
  expect(bare.said['media worker']).toMatch(
    /^problem: The media worker does not start .*npm run setup builds one/,
  );
  const wrong = await examine({ PORT: 'x' });
  expect(wrong.said['settings']).toBe('problem: PORT is "x" but must be a whole number from 0 to 65535.');
  expect([bare.code, wrong.code]).toEqual([1, 1]);
});
