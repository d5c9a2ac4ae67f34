// A peer whose ICE and SCTP are of our own making, and whose DTLS is the `openssl` program's: it can send what no stack would. Used by
// the tests that abuse a session from inside.
import { type ChildProcess, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { generate } from 'selfsigned';
import type { TransportOptions } from '../../../protocol/media/media-parameters.ts';
import { Member, registerAccount } from '../../integration/member.ts';
import { bindingRequest, isBindingSuccess } from './binding-request.ts';

const answerTimeoutMs = 5000;
const lookMs = 5;
/** `openssl` takes what waits in its pipe as one record: packets must not meet there. */
const packetPauseMs = 1;

export class RawPeer {
  readonly member: Member;
  readonly transport: TransportOptions;
  readonly #media: Socket;
  readonly #relay: Socket;
  readonly #folder = mkdtempSync(join(tmpdir(), 'plenum-raw-peer-'));
  #openssl: ChildProcess | undefined;
  #opensslEnd: RemoteInfo | undefined;
  #isLetIn = false;
  /** What came out of DTLS and was not taken yet: one SCTP packet each. */
  readonly received: Buffer[] = [];

  private constructor(member: Member, transport: TransportOptions, media: Socket, relay: Socket) {
    this.member = member;
    this.transport = transport;
    this.#media = media;
    this.#relay = relay;
    media.on('message', (datagram) => this.#take(datagram));
    relay.on('message', (datagram, from) => {
      this.#opensslEnd = from;
      this.throw(datagram);
    });
  }

  /** Opens a room of its own; nothing has been sent to the media port yet. */
  static async enter(url: string): Promise<RawPeer> {
    const member = await Member.open(url, await registerAccount(url));
    const { sendTransport } = await member.request('room:create');
    return new RawPeer(member, sendTransport, await openSocket(), await openSocket());
  }

  get mediaPort(): number {
    const udp = this.transport.iceCandidates.find(({ protocol }) => protocol === 'udp');
    if (udp === undefined) throw new Error('The server offers no UDP.');
    return udp.port;
  }

  /** Sends any datagram to the media port, from where this peer's media comes. */
  throw(datagram: Buffer): void {
    this.#media.send(datagram, this.mediaPort, '127.0.0.1');
  }

  /** ICE: asks to be let in, and waits until it is. @throws Error when it is not */
  async bind(): Promise<void> {
    const request = bindingRequest(this.transport.iceParameters);
    await until(
      () => this.#isLetIn,
      'The media port did not answer ICE.',
      () => this.throw(request),
    );
  }

  /** DTLS, as the client. @throws Error when the handshake does not come to its end */
  async connect(): Promise<void> {
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'raw' }], {
      algorithm: 'sha256',
    });
    const files = { cert: join(this.#folder, 'cert.pem'), key: join(this.#folder, 'key.pem') };
    writeFileSync(files.cert, cert);
    writeFileSync(files.key, key, { mode: 0o600 });
    const value = new X509Certificate(cert).fingerprint256;
    await this.member.request('media:connect', {
      transportId: this.transport.id,
      dtlsParameters: { role: 'client', fingerprints: [{ algorithm: 'sha-256', value }] },
    });
    const { port } = this.#relay.address();
    const flags = [
      '-dtls1_2',
      '-quiet',
      '-nocommands',
      '-use_srtp',
      'SRTP_AES128_CM_SHA1_80',
      '-mtu',
      '1200',
    ];
    const connect = ['-connect', `127.0.0.1:${port}`, '-cert', files.cert, '-key', files.key];
    const openssl = spawn('openssl', ['s_client', ...flags, ...connect], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    openssl.stdin.on('error', () => undefined);
    openssl.stdout.on('data', (packet: Buffer) => this.received.push(packet));
    this.#openssl = openssl;
    await Promise.race([
      once(openssl, 'spawn'),
      once(openssl, 'error').then(() => {
        throw new Error('There is no openssl, which speaks DTLS here: apt-get install openssl.');
      }),
    ]);
  }

  /** Sends one SCTP packet through DTLS. */
  async send(packet: Buffer): Promise<void> {
    this.#openssl?.stdin?.write(packet);
    await sleep(packetPauseMs);
  }

  close(): void {
    this.#openssl?.kill('SIGKILL');
    this.#media.close();
    this.#relay.close();
    this.member.close();
    rmSync(this.#folder, { recursive: true });
  }

  #take(datagram: Buffer): void {
    if (isBindingSuccess(datagram)) this.#isLetIn = true;
    const kind = datagram[0] ?? 0;
    const isDtls = kind >= 20 && kind < 64;
    if (isDtls && this.#opensslEnd)
      this.#relay.send(datagram, this.#opensslEnd.port, this.#opensslEnd.address);
  }
}

async function openSocket(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  socket.on('error', () => undefined);
  return socket;
}

/** @param ask repeated now and then, as what it sends may be lost */
export async function until(isThere: () => boolean, complaint: string, ask: () => unknown): Promise<void> {
  const deadlineMs = performance.now() + answerTimeoutMs;
  for (let look = 0; !isThere(); look += 1) {
    if (performance.now() > deadlineMs) throw new Error(complaint);
    if (look % 50 === 0) await ask();
    await sleep(lookMs);
  }
}
