// The kernel as a relay of one sender and one receiver a room: udp-echo hands every datagram on, and all else is as with real relays. What
// is left of a delay beside this one is the relay's own.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { Audio, PeerConnection, type Track } from 'node-datachannel';
import { opened } from '../../../../peers/native-link.ts';
import { isRtcp, payloadOffset } from '../../../../peers/rtp.ts';
import { VideoSource } from '../../../../peers/video-source.ts';
import { onRelayCore } from '../cores.ts';
import type { Arrivals, Person, Relay, RelayFactory, Sends } from '../relays/relay.ts';
import { buildProgram, compilerMissing } from './build-program.ts';

/** Rooms that there can be: as many as the delay part feeds. */
const pairCount = 30;
const describedPayloadType = 111;
const echoSsrc = 1;

export const kernelEcho: RelayFactory = {
  name: 'kernel, one hop',
  missing: compilerMissing,
  start: async () => {
    const command = [...onRelayCore(), await buildProgram('udp-echo'), String(pairCount)];
    const [program = '', ...args] = command;
    const echo = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const ports: number[] = [];
    for await (const line of createInterface(echo.stdout))
      if (ports.push(Number(line)) === 2 * pairCount) break;
    return new KernelEcho(echo, ports);
  },
};

class KernelEcho implements Relay {
  readonly name = kernelEcho.name;
  readonly #echo: ChildProcessByStdio<Writable, Readable, null>;
  readonly #ports: readonly number[];
  readonly #pairs = new Map<number, EchoPair>();

  constructor(echo: ChildProcessByStdio<Writable, Readable, null>, ports: readonly number[]) {
    this.#echo = echo;
    this.#ports = ports;
  }

  pids(): number[] {
    return this.#echo.pid === undefined ? [] : [this.#echo.pid];
  }

  /** The sender joins first, one to a room; the other end is there once the receiver receives. */
  async join(room: number, { video = false }: Sends): Promise<Person> {
    const known = this.#pairs.get(room);
    if (known !== undefined) return new EchoPerson(known, 1);
    const [near, far] = [this.#ports[2 * room], this.#ports[2 * room + 1]];
    if (!video || near === undefined || far === undefined) {
      throw new Error(`The echo has ${pairCount} rooms, each of one who sends and one who receives.`);
    }
    const pair = new EchoPair(near, far);
    this.#pairs.set(room, pair);
    return new EchoPerson(pair, 0);
  }

  async stop(): Promise<void> {
    const exited = once(this.#echo, 'exit');
    this.#echo.stdin.end();
    await exited;
  }
}

class EchoPerson implements Person {
  readonly place: number;
  readonly #pair: EchoPair;

  constructor(pair: EchoPair, place: number) {
    this.#pair = pair;
    this.place = place;
  }

  sendVideo(payloads: readonly Uint8Array[]): void {
    this.#pair.send(payloads);
  }

  sendVoice(): void {
    throw new Error('The echo carries pictures only.');
  }

  sendPicture(): boolean {
    return false;
  }

  async receive({ onPacket }: Arrivals): Promise<void> {
    await this.#pair.connect((payload) => onPacket?.('video', 0, payload));
  }

  async leave(): Promise<void> {
    this.#pair.close();
  }
}

/** Both ends of one way through the echo; each takes the echo's port for the other. */
class EchoPair {
  readonly #near: PeerConnection;
  readonly #far: PeerConnection;
  readonly #line: Track;
  readonly #nearPort: number;
  readonly #farPort: number;
  /** Kept: an object without a reference is collected as garbage. */
  #farLine: Track | undefined;
  readonly #source: VideoSource;

  constructor(nearPort: number, farPort: number) {
    const options = { iceServers: [], disableAutoNegotiation: true, bindAddress: '127.0.0.1' };
    this.#near = new PeerConnection('near', options);
    this.#far = new PeerConnection('far', options);
    this.#nearPort = nearPort;
    this.#farPort = farPort;
    const section = new Audio('0', 'SendOnly');
    section.addOpusCodec(describedPayloadType);
    this.#line = this.#near.addTrack(section);
    this.#source = new VideoSource('echo', [echoSsrc], (bytes) => this.#line.sendMessageBinary(bytes));
  }

  async connect(onPayload: (payload: Uint8Array) => void): Promise<void> {
    this.#far.onTrack((track) => {
      this.#farLine = track;
      track.onMessage((bytes) => {
        if (!isRtcp(bytes)) onPayload(bytes.subarray(payloadOffset(bytes)));
      });
    });
    this.#near.setLocalDescription('offer');
    this.#far.setRemoteDescription(describedAt(this.#near, this.#farPort), 'offer');
    this.#far.setLocalDescription('answer');
    this.#near.setRemoteDescription(describedAt(this.#far, this.#nearPort), 'answer');
    await opened(this.#line);
    if (this.#farLine !== undefined) await opened(this.#farLine);
  }

  send(payloads: readonly Uint8Array[]): void {
    if (!this.#line.isOpen()) return;
    const atMs = performance.now();
    payloads.forEach((payload, index) =>
      this.#source.send(0, { payload, marker: index === payloads.length - 1 }, atMs),
    );
  }

  close(): void {
    this.#near.close();
    this.#far.close();
  }
}

/** What an end says of itself, with the echo's port in place of its own. */
function describedAt(end: PeerConnection, port: number): string {
  const sdp = (end.localDescription()?.sdp ?? '').replaceAll(
    /^a=(candidate:.*|end-of-candidates)\r?\n/gm,
    '',
  );
  return `${sdp}a=candidate:1 1 udp 2122260223 127.0.0.1 ${port} typ host\r\na=end-of-candidates\r\n`;
}
