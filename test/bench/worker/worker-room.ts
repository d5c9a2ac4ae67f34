// A media worker on a processor of its own, with one sender and many receivers that are no browsers. Used by the worker's bench.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { nowMs } from '../../../peers/media/stamp.ts';
import { DelayHistogram } from '../../../load/measure/delay-histogram.ts';
import { NativeLink } from '../../../peers/native-link.ts';
import { receiverCapabilities } from '../../../peers/rtp-formats.ts';
import { isRtcp, payloadOffset } from '../../../peers/rtp.ts';
import { routerCodecs } from '../../../server/media/media-settings.ts';
import { processorSeconds } from '../compare/process-time.ts';
import { parametersOf, readStamp, Stream, type Traffic } from './streams.ts';

/** After the last packet; what has not come by then is lost. */
const settleMs = 300;

/** What one stretch of traffic cost and brought. */
export interface Stretch {
  readonly expected: number;
  readonly delivered: number;
  /** Packets that came after one that was sent later. */
  readonly misplaced: number;
  /** Of the worker. */
  readonly cpuSeconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export class WorkerRoom {
  readonly #worker: types.Worker;
  readonly #traffic: Traffic;
  readonly #streams: readonly Stream[];
  readonly #uplink: NativeLink;
  readonly #downlinks: readonly NativeLink[];
  #delays = new DelayHistogram();
  #delivered = 0;
  #misplaced = 0;

  private constructor(
    worker: types.Worker,
    traffic: Traffic,
    streams: readonly Stream[],
    uplink: NativeLink,
    downlinks: readonly NativeLink[],
  ) {
    this.#worker = worker;
    this.#traffic = traffic;
    this.#streams = streams;
    this.#uplink = uplink;
    this.#downlinks = downlinks;
    for (const downlink of downlinks) this.#watch(downlink);
  }

  /** @param workerBin the executable @param processor the number of the one it runs on, alone */
  static async open(
    workerBin: string,
    processor: number,
    traffic: Traffic,
    receivers: number,
  ): Promise<WorkerRoom> {
    const worker = await mediasoup.createWorker({ workerBin, logLevel: 'none' });
    execFileSync('taskset', ['-a', '-p', '-c', String(processor), String(worker.pid)], { stdio: 'ignore' });
    const webRtcServer = await worker.createWebRtcServer({
      listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }],
    });
    const router = await worker.createRouter({ mediaCodecs: routerCodecs });
    const { link: uplink, transport } = await openLink(router, webRtcServer, 'send');
    const ssrcs = Array.from({ length: traffic.streams }, (_, index) => 1000 + index);
    const producers = await Promise.all(
      ssrcs.map((ssrc) =>
        transport.produce({
          kind: traffic.kind,
          rtpParameters: parametersOf(traffic, ssrc) as types.RtpParameters,
        }),
      ),
    );
    const downlinks: NativeLink[] = [];
    for (let index = 0; index < receivers; index += 1) {
      const { link, transport: down } = await openLink(router, webRtcServer, 'receive');
      const rtpCapabilities = receiverCapabilities as types.RtpCapabilities;
      for (const { id } of producers) await down.consume({ producerId: id, rtpCapabilities });
      downlinks.push(link);
    }
    const streams = ssrcs.map((ssrc) => new Stream(traffic, ssrc));
    return new WorkerRoom(worker, traffic, streams, uplink, downlinks);
  }

  /** The worker's memory, in kB. */
  get residentKb(): number {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${this.#worker.pid}/status`, 'utf8'))?.[1]);
  }

  /** Sends for so long; what came of it. */
  async run(seconds: number): Promise<Stretch> {
    this.#delays = new DelayHistogram();
    this.#delivered = 0;
    this.#misplaced = 0;
    const before = { sent: this.#sent, cpuSeconds: processorSeconds([this.#worker.pid]) };
    await this.#send(seconds);
    await sleep(settleMs);
    return {
      expected: (this.#sent - before.sent) * this.#downlinks.length,
      delivered: this.#delivered,
      misplaced: this.#misplaced,
      cpuSeconds: processorSeconds([this.#worker.pid]) - before.cpuSeconds,
      p50Ms: this.#delays.belowMs(0.5) ?? Number.NaN,
      p99Ms: this.#delays.belowMs(0.99) ?? Number.NaN,
    };
  }

  async close(): Promise<void> {
    for (const link of [this.#uplink, ...this.#downlinks]) link.close();
    const ended = new Promise((resolve) => this.#worker.once('subprocessclose', () => resolve(undefined)));
    this.#worker.close();
    await ended;
  }

  get #sent(): number {
    return this.#streams.reduce((sum, stream) => sum + stream.sent, 0);
  }

  async #send(seconds: number): Promise<void> {
    const { beatMs, packetsPerBeat } = this.#traffic;
    const startedMs = nowMs();
    const steps = (1000 * seconds * this.#streams.length) / beatMs;
    for (let step = 0; step < steps; step += 1) {
      const dueMs = startedMs + (step * beatMs) / this.#streams.length;
      await sleep(Math.max(0, dueMs - nowMs()));
      const stream = this.#streams[step % this.#streams.length];
      for (let place = 0; place < packetsPerBeat; place += 1) {
        if (stream) this.#uplink.send(stream.next(place, nowMs()));
      }
    }
  }

  #watch(downlink: NativeLink): void {
    const lastNumbers = new Map<number, number>();
    downlink.onPacket((bytes) => {
      if (isRtcp(bytes)) return;
      const ssrc = bytes.readUInt32BE(8);
      const { number, atMs } = readStamp(bytes.subarray(payloadOffset(bytes)));
      this.#delivered += 1;
      if (number <= (lastNumbers.get(ssrc) ?? 0)) this.#misplaced += 1;
      else lastNumbers.set(ssrc, number);
      this.#delays.add(nowMs() - atMs);
    });
  }
}

async function openLink(
  router: types.Router,
  webRtcServer: types.WebRtcServer,
  direction: 'send' | 'receive',
): Promise<{ readonly link: NativeLink; readonly transport: types.WebRtcTransport }> {
  const transport = await router.createWebRtcTransport({ webRtcServer });
  const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
  const link = await NativeLink.open({
    direction,
    carriesPictures: false,
    server: { id, iceParameters, iceCandidates, dtlsParameters: { ...dtlsParameters } },
    connect: async (parameters) => {
      await transport.connect({ dtlsParameters: parameters as types.DtlsParameters });
    },
  });
  return { link, transport };
}
