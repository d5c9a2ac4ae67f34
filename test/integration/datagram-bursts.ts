// A media worker that is made to send bursts of packets, and sockets that receive them. Used by the tests of its way out.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { receiverCapabilities, voiceParameters, voicePayloadType } from '../../peers/rtp-formats.ts';
import { isRtcp, payloadOffset, writeRtpHeader } from '../../peers/rtp.ts';
import { routerCodecs } from '../../server/media/media-settings.ts';

const ssrc = 4711;
const headerBytes = 12;
export const burstCapabilities = receiverCapabilities as types.RtpCapabilities;

/** Payloads of these sizes; each has its place and its size in it, so that none can be taken for another. */
export const payloadsOf = (sizes: readonly number[]): Buffer[] =>
  sizes.map((size, index) => Buffer.alloc(size, `${index} of ${size};`));

/** What a camera, a voice and a shared screen send: equal ones, a shorter last one, growing ones, and more than 64 equal. */
export const bursts: Readonly<Record<string, readonly number[]>> = {
  'one packet': [300],
  'equal packets': Array.from({ length: 20 }, () => 1100),
  'equal packets and a shorter last one': [...Array.from({ length: 9 }, () => 1100), 17],
  'a shorter packet in the middle': [1100, 1100, 40, 1100, 1100, 40, 40, 41, 40],
  'growing packets': Array.from({ length: 30 }, (_, index) => 20 + 31 * index),
  'seventy equal packets': Array.from({ length: 70 }, () => 90),
  'packets longer than a link takes at once': Array.from({ length: 5 }, () => 1460),
};

/** Collects payloads in the order in which they come. */
export class Arrivals {
  readonly payloads: Buffer[] = [];
  #wanted = 0;
  #arrived: () => void = () => undefined;

  readonly take = (packet: Buffer): void => {
    if (isRtcp(packet)) return;
    this.payloads.push(Buffer.from(packet.subarray(payloadOffset(packet))));
    if (this.payloads.length === this.#wanted) this.#arrived();
  };

  /** Resolves when so many are there. */
  async wait(count: number): Promise<readonly Buffer[]> {
    this.#wanted = count;
    if (this.payloads.length < count) await new Promise<void>((resolve) => (this.#arrived = resolve));
    return this.payloads.splice(0);
  }
}

/** A worker with one source, whose packets this process makes. */
export class BurstWorker {
  readonly router: types.Router;
  readonly producer: types.Producer;
  readonly #worker: types.Worker;
  readonly #closers: (() => void)[] = [];
  #sequence = 0;

  private constructor(worker: types.Worker, router: types.Router, producer: types.Producer) {
    this.#worker = worker;
    this.router = router;
    this.producer = producer;
  }

  static async start(workerBin: string): Promise<BurstWorker> {
    const worker = await mediasoup.createWorker({ workerBin, logLevel: 'none' });
    const router = await worker.createRouter({ mediaCodecs: routerCodecs });
    const source = await router.createDirectTransport();
    const rtpParameters = voiceParameters(ssrc) as types.RtpParameters;
    return new BurstWorker(worker, router, await source.produce({ kind: 'audio', rtpParameters }));
  }

  /** As `send`, while the worker stands still, so that it finds all of them in one turn however slow this process is. */
  async sendInOneTurn(payloads: readonly Buffer[]): Promise<void> {
    process.kill(this.#worker.pid, 'SIGSTOP');
    try {
      this.send(payloads);
      // What the socket did not take at once is handed over with the next turns of this process.
      for (let turn = 0; turn < 3; turn += 1) await setImmediate();
    } finally {
      process.kill(this.#worker.pid, 'SIGCONT');
    }
  }

  async createServer(ip: string): Promise<types.WebRtcServer> {
    return this.#worker.createWebRtcServer({ listenInfos: [{ protocol: 'udp', ip }] });
  }

  /** Called when the worker stops. */
  onStop(close: () => void): void {
    this.#closers.push(close);
  }

  /** Sends all at once, as the worker then finds them: in one turn, or in few. */
  send(payloads: readonly Buffer[]): void {
    for (const payload of payloads) {
      const packet = Buffer.alloc(headerBytes + payload.length);
      this.#sequence = (this.#sequence + 1) & 0xffff;
      const [sequence, time] = [this.#sequence, 960 * this.#sequence];
      writeRtpHeader(packet, { payloadType: voicePayloadType, marker: false, sequence, time, ssrc });
      payload.copy(packet, headerBytes);
      this.producer.send(packet);
    }
  }

  /**
   * A plain UDP socket of this process that receives.
   * @param ip of the worker @param ownIp of this process, where that is another one
   */
  async receivePlain(ip: string, ownIp = ip): Promise<PlainReceiver> {
    const socket = createSocket(ip.includes(':') ? 'udp6' : 'udp4');
    socket.bind(0, ownIp);
    await once(socket, 'listening');
    // As much as an ordinary process may have, so that a test that waits for its turn loses nothing here.
    socket.setRecvBufferSize(2 ** 20);
    this.onStop(() => socket.close());
    const listenInfo = { protocol: 'udp' as const, ip };
    const transport = await this.router.createPlainTransport({ listenInfo, rtcpMux: true });
    const { port } = socket.address();
    await transport.connect({ ip: ownIp, port });
    const arrivals = new Arrivals();
    socket.on('message', arrivals.take);
    await transport.consume({ producerId: this.producer.id, rtpCapabilities: burstCapabilities });
    return { arrivals, transport, port };
  }

  async stop(): Promise<void> {
    for (const close of this.#closers) close();
    const ended = once(this.#worker, 'subprocessclose');
    this.#worker.close();
    await ended;
  }
}

export interface PlainReceiver {
  readonly arrivals: Arrivals;
  readonly transport: types.PlainTransport;
  readonly port: number;
}
