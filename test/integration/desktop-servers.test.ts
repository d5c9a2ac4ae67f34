// The desktop program's servers and sign-ins against a real server with its self-signed certificate, over real TLS.
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as askOverTls } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { writeInvitation } from '../../client/link/invitation.ts';
import { KnownDevices } from '../../client/main/session/known-devices.ts';
import { SessionService } from '../../client/main/session/session-service.ts';
import { Vault } from '../../client/main/session/vault.ts';
import { CertificateGuard } from '../../client/main/servers/certificate-guard.ts';
import type { ProbeSession } from '../../client/main/servers/probe-server.ts';
import { ServerService } from '../../client/main/servers/server-service.ts';
import { openDesktopStore } from '../../client/main/store/open-desktop-store.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';

type CertificateProc = Parameters<ProbeSession['setCertificateVerifyProc']>[0];

/** Electron's session as far as it is used here, with Node's TLS in place of Chromium's: the certificate is asked about first. */
class TlsSession implements ProbeSession {
  #proc: CertificateProc = null;

  setCertificateVerifyProc(proc: CertificateProc): void {
    this.#proc = proc;
  }

  async fetch(address: string, init?: RequestInit): Promise<Response> {
    const url = new URL(address);
    const socket = connect({ host: url.hostname, port: Number(url.port), rejectUnauthorized: false });
    await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
    if (!this.#isTaken(url.hostname, socket)) {
      socket.destroy();
      throw new Error('net::ERR_CERT_AUTHORITY_INVALID');
    }
    return send(url, socket, init);
  }

  async closeAllConnections(): Promise<void> {}
  async clearStorageData(): Promise<void> {}

  #isTaken(hostname: string, socket: TLSSocket): boolean {
    const digest = socket.getPeerX509Certificate()?.fingerprint256.replaceAll(':', '') ?? '';
    const fingerprint = `sha256/${Buffer.from(digest, 'hex').toString('base64')}`;
    const request = { hostname, certificate: { fingerprint }, errorCode: socket.authorized ? 0 : -202 };
    let verdict = -3;
    // Only what the program reads of the request is there.
    this.#proc?.(request as Parameters<NonNullable<CertificateProc>>[0], (result) => (verdict = result));
    return verdict === 0 || (verdict === -3 && socket.authorized);
  }
}

function send(url: URL, socket: TLSSocket, init: RequestInit = {}): Promise<Response> {
  return new Promise((resolve, reject) => {
    const headers = Object.fromEntries(new Headers(init.headers));
    const request = askOverTls(url, {
      method: init.method ?? 'GET',
      headers,
      createConnection: () => socket,
    });
    request.once('error', reject);
    request.once('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('end', () =>
        resolve(new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 0 })),
      );
    });
    request.end(init.body);
  });
}

/** As the system's vault, with a lock that opens to anybody. */
const openSafe = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'kwallet6' as const,
  encryptString: (text: string) => Buffer.from(Buffer.from(text).toReversed()),
  decryptString: (bytes: Buffer) => Buffer.from(bytes.toReversed()).toString(),
};

/** The program as it is after a start, with what earlier ones left in its folder. */
function startProgram(folder: string) {
  const moves: string[] = [];
  const store = openDesktopStore(join(folder, 'desktop.json'));
  const meetingSession = new TlsSession();
  const guard = new CertificateGuard(store);
  guard.protect(meetingSession);
  const vault = new Vault(join(folder, 'sign-ins.json'), openSafe, 'linux');
  const devices = new KnownDevices(new Vault(join(folder, 'known-devices.json'), openSafe, 'linux'));
  const sessions = new SessionService({
    vault,
    devices,
    meetingSession,
    connectedOrigin: () => servers.connectedOrigin,
  });
  const servers: ServerService = new ServerService({
    store,
    guard,
    meetingSession,
    openProbeSession: () => new TlsSession(),
    showMeeting: (origin, hash = '') => moves.push(origin + hash),
    showConnect: () => moves.push('connect page'),
    startAgain: () => moves.push('start again'),
    forgetSignIn: (origin) => sessions.forget(origin),
  });
  return { moves, store, servers, calls: { ...servers.handlers(), ...sessions.handlers() } };
}

const settings = { TLS: 'self-signed', HOST: '127.0.0.1' };
let server: ServerProcess;
let folder: string;
beforeAll(async () => {
  server = await startServer({ env: settings });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plenum-desktop-'));
  return () => rmSync(folder, { recursive: true });
});
afterAll(async () => {
  await server.stop();
});

/** The fingerprint that the server prints for people to compare. */
function printedFingerprint(from: ServerProcess): string | undefined {
  return /SHA-256 ([0-9A-F:]{95})/.exec(from.output.stdout)?.[1]?.replaceAll(':', '').toLowerCase();
}

test('the fingerprint that the program shows is the one that the server prints, and trusting it opens the meeting', async () => {
  const { moves, store, calls } = startProgram(folder);
  const outcome = await calls['servers:connect']({ address: writeInvitation(server.url, '12345', 'S') });
  const fingerprint = printedFingerprint(server) ?? '';
  expect(outcome).toEqual({ kind: 'unknown-certificate', origin: server.url, fingerprint });
  expect(await calls['servers:trust']({ origin: server.url, fingerprint })).toEqual({ kind: 'connected' });
  expect(moves).toEqual([`${server.url}#/12345?key=S`]);
  expect(store.data.servers).toEqual([{ origin: server.url, fingerprint }]);
});

test('another server at the same address is refused with both fingerprints', async () => {
  const other = await startServer({ env: settings });
  const pinned = printedFingerprint(server) ?? '';
  const { moves, store, calls } = startProgram(folder);
  store.change({ servers: [{ origin: other.url, fingerprint: pinned }] });
  const outcome = await calls['servers:connect']({ address: other.url });
  await other.stop();
  expect(outcome).toEqual({
    kind: 'changed-certificate',
    origin: other.url,
    pinned,
    seen: printedFingerprint(other),
  });
  expect(moves).toEqual([]);
});

test('a sign-in is kept from one start to the next, gives tickets, and ends with signing out', async () => {
  const first = startProgram(folder);
  const fingerprint = printedFingerprint(server) ?? '';
  await first.calls['servers:connect']({ address: server.url });
  await first.calls['servers:trust']({ origin: server.url, fingerprint });
  // New ones each time: a second try of this test finds the account of the first.
  const phone = `+4917${String(randomInt(1e8)).padStart(8, '0')}`;
  const form = { phone, nickname: `Ada ${phone}`, password: 'a long password' };
  const account = await first.calls['session:register'](form);
  expect(account).toEqual({ accountId: expect.any(String), nickname: form.nickname, phone });

  const second = startProgram(folder);
  await second.servers.start();
  expect(second.moves).toEqual([server.url]);
  expect(await second.calls['session:restore']({})).toEqual(account);
  const { ticket } = await second.calls['session:ticket']({});
  expect(ticket).toMatch(/\S{16,}/);
  await second.calls['session:change-password']({ current: form.password, next: 'a longer password' });
  await second.calls['session:sign-out']({ everywhere: true });

  const third = startProgram(folder);
  await third.servers.start();
  expect(await third.calls['session:restore']({})).toBeNull();
  const old = { login: phone, password: form.password, staySignedIn: true };
  await expect(third.calls['session:sign-in'](old)).rejects.toMatchObject({ code: 'wrong-credentials' });
  const signedIn = await third.calls['session:sign-in']({
    ...old,
    password: 'a longer password',
    staySignedIn: false,
  });
  expect(signedIn).toEqual(account);
  expect(readFileSync(join(folder, 'sign-ins.json'), 'utf8')).not.toContain(server.url);
});

test('a server that is gone is told as such', async () => {
  const gone = await startServer({ env: settings });
  await gone.stop();
  const { calls } = startProgram(folder);
  await expect(async () => calls['servers:connect']({ address: gone.url })).rejects.toThrow(
    'server-unreachable',
  );
});
