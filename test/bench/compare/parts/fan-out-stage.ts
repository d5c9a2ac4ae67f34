// The room of the fan-out: one publisher, and more and more receivers of the same relay. Used by fan-out.ts.
import { setTimeout as sleep } from 'node:timers/promises';
import { type GeneratorLoad, watchGenerator } from '../generator-watch.ts';
import { processorSeconds, wakeUps } from '../process-time.ts';
import type { Person, Relay } from '../relays/relay.ts';
import type { Sample } from '../rounds.ts';
import { Camera, fanOutCamera, framesPerSecond } from '../traffic/camera.ts';
import { keepPace } from '../traffic/pace.ts';
import { readPacketStamp } from '../traffic/packet-stamp.ts';

/** Right after fifty have joined, a server still compiles and tidies up. */
const warmUpSeconds = 3;
/** What is still on its way when the last frame was sent has this long to arrive. */
const lastPacketsMs = 300;
/** How many people come in at the same time. */
const togetherMax = 10;

/** `figure` is the processor time of one packet to one receiver, in microseconds. */
export interface FanOutSample extends Sample {
  /** Of the kernel's floor, which is its own generator, nothing. */
  readonly generator?: GeneratorLoad;
  /** How often the relay's signalling process woke up in a second, where it has one. */
  readonly signallingWakeUps?: number;
}

type RoundlessSample = Omit<FanOutSample, 'round'>;

class FanOutStage {
  readonly #relay: Relay;
  readonly #publisher: Person;
  readonly #camera = new Camera(fanOutCamera);
  readonly #receivers: Person[] = [];
  /** Of the packets' numbers: those that count now. */
  #window = { from: 0, to: 0 };
  #arrived = 0;

  constructor(relay: Relay, publisher: Person) {
    this.#relay = relay;
    this.#publisher = publisher;
  }

  async growTo(size: number): Promise<void> {
    while (this.#receivers.length < size) {
      const together = Math.min(togetherMax, size - this.#receivers.length);
      const newcomers = await Promise.all(Array.from({ length: together }, () => this.#relay.join(0, {})));
      await Promise.all(
        newcomers.map((person) =>
          person.receive({ onPacket: (_kind, _from, payload) => this.#take(payload) }),
        ),
      );
      this.#receivers.push(...newcomers);
    }
  }

  async measure(seconds: number): Promise<RoundlessSample> {
    const relay = this.#relay;
    await this.#film(warmUpSeconds);
    const packets = seconds * framesPerSecond * fanOutCamera.packetsPerFrame;
    this.#window = { from: this.#camera.sequence, to: this.#camera.sequence + packets };
    this.#arrived = 0;
    const endWatch = watchGenerator();
    const before = readCost(relay);
    await this.#film(seconds);
    const after = readCost(relay);
    const generator = endWatch();
    await sleep(lastPacketsMs);
    const { signallingPid } = relay;
    return {
      relay: relay.name,
      point: this.#receivers.length,
      figure: (1e6 * (after.seconds - before.seconds)) / this.#arrived,
      loss: 1 - this.#arrived / (packets * this.#receivers.length),
      generator,
      ...(signallingPid !== undefined && {
        signallingWakeUps: (after.wakeUps - before.wakeUps) / seconds,
      }),
    };
  }

  async #film(seconds: number): Promise<void> {
    await keepPace(1000 / framesPerSecond, seconds * framesPerSecond, () =>
      this.#publisher.sendVideo(this.#camera.takeFrame()),
    );
  }

  #take(payload: Uint8Array): void {
    const sequence = readPacketStamp(payload)?.sequence ?? -1;
    if (sequence >= this.#window.from && sequence < this.#window.to) this.#arrived += 1;
  }
}

/**
 * @param sizes at how many receivers to measure, ascending
 * @param seconds how long at each of them
 */
export async function measureFanOut(
  relay: Relay,
  sizes: readonly number[],
  seconds: number,
): Promise<RoundlessSample[]> {
  const stage = new FanOutStage(relay, await relay.join(0, { video: true }));
  const samples: RoundlessSample[] = [];
  for (const size of sizes) {
    await stage.growTo(size);
    samples.push(await stage.measure(seconds));
  }
  return samples;
}

function readCost(relay: Relay): { readonly seconds: number; readonly wakeUps: number } {
  return {
    seconds: processorSeconds(relay.pids()),
    wakeUps: relay.signallingPid === undefined ? 0 : wakeUps([relay.signallingPid]),
  };
}
