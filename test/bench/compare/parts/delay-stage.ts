// The rooms of the delay part: opened until the relay is half loaded, fed evenly, looked at in some of them. Used by delay.ts.
import { setTimeout as sleep } from 'node:timers/promises';
import { nowMs } from '../../../../peers/media/stamp.ts';
import { type GeneratorLoad, watchGenerator } from '../generator-watch.ts';
import { deafen, newSockets, portsOf, udpSockets } from '../kernel/deafen.ts';
import { percentileOf } from '../../../../load/measure/statistics.ts';

import { processorSeconds } from '../process-time.ts';
import type { Person, Relay } from '../relays/relay.ts';
import { Camera } from '../traffic/camera.ts';
import { keepPace } from '../traffic/pace.ts';
import { readPacketStamp } from '../traffic/packet-stamp.ts';
import { captureWire } from '../wire/capture.ts';
import { keepPunctual } from '../wire/keep-punctual.ts';
import { readCrossings } from '../wire/read-crossings.ts';
import { planRooms } from './plan-half-load.ts';

export const receiversPerRoom = 10;
/** In each of them one receiver's packets are looked at; these rooms are always there. */
export const lookedAtRooms = 4;
/** What the generator feeds without being late. */
const roomsMax = 30;
export const packetsPerSecond = 500;
/** Every turn half of the rooms send a packet each, so that they do not come in heaps. */
const turnMs = 500 / packetsPerSecond;
export const trickle = { packetsPerFrame: 1, payloadBytes: 1100, keyFrameEvery: packetsPerSecond };
const warmUpSeconds = 1;
const lastPacketsMs = 300;
/** Four of them make the 99th percentile. */
const punctualMin = 400;

/** Of delays. */
export interface Delays {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface StageResult {
  /**
   * From the kernel's handing a packet to the relay until it has the copy for a receiver; none where that was not captured, or too
   * few packets were sent when they were due.
   */
  readonly inRelay: Delays | undefined;
  /** Of the captured packets those that count for it, as they were sent when they were due, 0..1. */
  readonly punctualShare: number;
  /** From one program to the other; both run on the load's core. */
  readonly endToEnd: Delays;
  /** In the relay, or from end to end where the wire was not captured; share of the packets that were looked at, 0..1. */
  readonly loss: number;
  readonly rooms: number;
  /** Of the relay's processes, as a share of their core. */
  readonly load: number;
  readonly generator: GeneratorLoad;
}

/**
 * @param rooms how many, each with one receiver, or `half`: as many full ones as bring the relay to half of a core
 * @param captures whether the wire is captured, which takes tcpdump
 * @throws what the relay throws
 */
export async function measureDelays(
  relay: Relay,
  rooms: number | 'half',
  seconds: number,
  captures: boolean,
): Promise<StageResult> {
  const stage = new DelayStage(relay);
  await stage.openLookedAt();
  await (rooms === 'half' ? stage.fillToHalf() : stage.openPairs(rooms));
  await stage.stream(warmUpSeconds);
  return stage.measure(seconds, captures);
}

class DelayStage {
  readonly #relay: Relay;
  readonly #publishers: Person[] = [];
  readonly #cameras: Camera[] = [];
  /** Of receivers that are not checked. */
  readonly #idleSockets = new Map<string, number>();
  /** Of each room that is looked at, the ports of who sends and who receives. */
  readonly #ports: ReadonlySet<number>[] = [];
  readonly #delaysMs: number[] = [];
  #isMeasuring = false;

  constructor(relay: Relay) {
    this.#relay = relay;
  }

  async openLookedAt(): Promise<void> {
    for (let room = 0; room < lookedAtRooms; room += 1) {
      const before = udpSockets();
      await this.#openRoom(room);
      const receiver = await this.#relay.join(room, {});
      await receiver.receive({ onPacket: (_kind, _from, payload) => this.#look(payload) });
      this.#ports.push(new Set(portsOf(newSockets(before))));
    }
  }

  /** Lets all people join, then makes deaf those that are not checked. */
  async fillToHalf(): Promise<void> {
    for (let room = 0; room < lookedAtRooms; room += 1) await this.#fillRoom(room, receiversPerRoom - 1);
    const load = await this.#loadWhile(() => this.stream(warmUpSeconds));
    const rooms = planRooms(lookedAtRooms, load, roomsMax);
    for (let room = lookedAtRooms; room < rooms; room += 1) {
      await this.#openRoom(room);
      await this.#fillRoom(room, receiversPerRoom);
    }
    await deafen(this.#idleSockets);
  }

  /** More rooms with one receiver each, all deaf. */
  async openPairs(rooms: number): Promise<void> {
    for (let room = lookedAtRooms; room < rooms; room += 1) {
      await this.#openRoom(room);
      await this.#fillRoom(room, 1);
    }
    await deafen(this.#idleSockets);
  }

  /** Lets all people send. */
  async stream(seconds: number): Promise<void> {
    await keepPace(turnMs, (1000 * seconds) / turnMs, (turn) => {
      for (let room = turn % 2; room < this.#publishers.length; room += 2) {
        const frame = this.#cameras[room]?.takeFrame();
        if (frame !== undefined) this.#publishers[room]?.sendVideo(frame);
      }
    });
  }

  async measure(seconds: number, captures: boolean): Promise<StageResult> {
    const endCapture = captures ? await captureWire(this.#ports.flatMap((ports) => [...ports])) : undefined;
    const endWatch = watchGenerator();
    const sentBefore = this.#sent();
    this.#isMeasuring = true;
    const load = await this.#loadWhile(() => this.stream(seconds));
    const generator = endWatch();
    await sleep(lastPacketsMs);
    this.#isMeasuring = false;
    const captured = await endCapture?.();
    const streams = this.#ports.map((ports) => readCrossings(captured ?? [], ports));
    const punctual = keepPunctual(
      streams.map(({ crossings }) => crossings),
      1000 / packetsPerSecond,
    ).flat();
    const sent = streams.reduce((sum, stream) => sum + stream.sent, 0);
    const crossed = streams.reduce((sum, { crossings }) => sum + crossings.length, 0);
    const lost = 1 - this.#delaysMs.length / (this.#sent() - sentBefore);
    return {
      inRelay: punctual.length < punctualMin ? undefined : delaysOf(punctual.map(({ delayMs }) => delayMs)),
      punctualShare: punctual.length / crossed,
      endToEnd: delaysOf(this.#delaysMs),
      // What a receiver had no time to read, the relay has not lost.
      loss: Math.max(0, captured ? 1 - crossed / sent : lost),
      rooms: this.#publishers.length,
      load,
      generator,
    };
  }

  async #openRoom(room: number): Promise<void> {
    this.#publishers.push(await this.#relay.join(room, { video: true }));
    this.#cameras.push(new Camera(trickle));
  }

  async #fillRoom(room: number, count: number): Promise<void> {
    const before = udpSockets();
    const receivers = await Promise.all(Array.from({ length: count }, () => this.#relay.join(room, {})));
    await Promise.all(receivers.map((receiver) => receiver.receive({})));
    for (const [number, descriptor] of newSockets(before)) this.#idleSockets.set(number, descriptor);
  }

  /** In rooms that are looked at. */
  #sent(): number {
    return this.#cameras.slice(0, lookedAtRooms).reduce((sum, { sequence }) => sum + sequence, 0);
  }

  #look(payload: Uint8Array): void {
    const stamp = this.#isMeasuring ? readPacketStamp(payload) : undefined;
    if (stamp !== undefined) this.#delaysMs.push(nowMs() - stamp.atMs);
  }

  /** The load of the relay meanwhile, as a share of a core. */
  async #loadWhile(work: () => Promise<void>): Promise<number> {
    const startedMs = performance.now();
    const before = processorSeconds(this.#relay.pids());
    await work();
    const seconds = processorSeconds(this.#relay.pids()) - before;
    return (1000 * seconds) / (performance.now() - startedMs);
  }
}

function delaysOf(delaysMs: readonly number[]): Delays {
  return { p50Ms: percentileOf(delaysMs, 0.5), p99Ms: percentileOf(delaysMs, 0.99) };
}
