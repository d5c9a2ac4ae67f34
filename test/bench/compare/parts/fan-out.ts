// P1 and P2: what one packet costs the relay per receiver, from 2 receivers to 100. A part of the comparison.
import { setTimeout as sleep } from 'node:timers/promises';
import { type GeneratorLoad, isAtItsLimit, watchGenerator } from '../generator-watch.ts';
import type { Part, PartContext, PartResult } from '../part.ts';
import { processorSeconds, wakeUps } from '../process-time.ts';
import { bareWorker } from '../relays/bare-worker/bare-worker.ts';
import { plenum } from '../relays/plenum.ts';
import type { Person, Relay, RelayFactory } from '../relays/relay.ts';
import { alternate, type Sample, summarize, voidNotes } from '../rounds.ts';
import { Camera, fanOutCamera, framesPerSecond } from '../traffic/camera.ts';
import { keepPace } from '../traffic/pace.ts';
import { readPacketStamp } from '../traffic/packet-stamp.ts';
import { fanOutTables, judgeFanOut } from './fan-out-report.ts';
import { planReceivers } from './plan-receivers.ts';

const warmUpSeconds = 1;
/** What is still on its way when the last frame was sent has this long to arrive. */
const lastPacketsMs = 300;
/** How many people come in at the same time. */
const togetherMax = 10;

export interface FanOutSample extends Sample {
  readonly generator: GeneratorLoad;
  /** How often the relay's signalling process woke up in a second, where it has one. */
  readonly signallingWakeUps: number | undefined;
}

export const fanOut: Part = {
  id: 'fan-out',
  sentence: 'One H.264 publisher, 2 to 100 receivers: server processor time per delivered packet.',
  run: (context) => runFanOut(context, [plenum(), bareWorker]),
};

/** @param factories what is measured, in any order @throws what the relays throw */
export async function runFanOut(
  context: PartContext,
  factories: readonly RelayFactory[],
): Promise<PartResult> {
  const samples: FanOutSample[] = [];
  await alternate(await context.available(factories), context.rounds, async (factory, round) => {
    const relay = await factory.start();
    try {
      for (const sample of await measureRelay(relay, planReceivers(context.quick, round), context.seconds)) {
        samples.push({ ...sample, round });
      }
    } finally {
      await relay.stop();
    }
    context.say(
      `  round ${round}, ${factory.name}: ${samples
        .filter((sample) => sample.round === round && sample.relay === factory.name)
        .map(({ point, figure }) => `${figure.toFixed(2)} us at ${point}`)
        .join(', ')}`,
    );
  });
  const summaries = summarize(samples);
  const { packetsPerFrame, payloadBytes } = fanOutCamera;
  return {
    traffic:
      `Sent were ${framesPerSecond} frames a second, each of ${packetsPerFrame} packets with ${payloadBytes} bytes of payload, back to ` +
      'back; every receiver is a WebRTC end of its own. Counted is the processor time of all processes of the relay, of the bare ' +
      'worker that of the worker alone.',
    tables: fanOutTables(summaries, samples),
    judgements: judgeFanOut(summaries),
    notes: [...voidNotes(samples, 'receivers'), ...limitNotes(samples)],
    data: samples,
  };
}

/** One publisher, and more and more receivers of the same relay. */
async function measureRelay(
  relay: Relay,
  sizes: readonly number[],
  seconds: number,
): Promise<Omit<FanOutSample, 'round'>[]> {
  const publisher = await relay.join(0, { video: true });
  const camera = new Camera(fanOutCamera);
  const window = { from: 0, to: 0, arrived: 0 };
  const receivers: Person[] = [];
  const arrive = (_kind: string, _from: number, payload: Uint8Array): void => {
    const sequence = readPacketStamp(payload)?.sequence ?? -1;
    if (sequence >= window.from && sequence < window.to) window.arrived += 1;
  };
  const samples: Omit<FanOutSample, 'round'>[] = [];
  for (const size of sizes) {
    while (receivers.length < size) {
      const together = Math.min(togetherMax, size - receivers.length);
      const newcomers = await Promise.all(Array.from({ length: together }, () => relay.join(0, {})));
      await Promise.all(newcomers.map((person) => person.receive({ onPacket: arrive })));
      receivers.push(...newcomers);
    }
    const film = (filmSeconds: number) =>
      keepPace(1000 / framesPerSecond, filmSeconds * framesPerSecond, () =>
        publisher.sendVideo(camera.takeFrame()),
      );
    await film(warmUpSeconds);
    const packets = seconds * framesPerSecond * fanOutCamera.packetsPerFrame;
    Object.assign(window, { from: camera.sequence, to: camera.sequence + packets, arrived: 0 });
    const endWatch = watchGenerator();
    const before = readCost(relay);
    await film(seconds);
    const after = readCost(relay);
    const generator = endWatch();
    await sleep(lastPacketsMs);
    samples.push({
      relay: relay.name,
      point: size,
      figure: (1e6 * (after.seconds - before.seconds)) / window.arrived,
      loss: 1 - window.arrived / (packets * size),
      generator,
      signallingWakeUps:
        relay.signallingPid === undefined ? undefined : (after.wakeUps - before.wakeUps) / seconds,
    });
  }
  await Promise.all([publisher, ...receivers].map((person) => person.leave()));
  return samples;
}

function readCost(relay: Relay): { readonly seconds: number; readonly wakeUps: number } {
  return {
    seconds: processorSeconds(relay.pids()),
    wakeUps: relay.signallingPid === undefined ? 0 : wakeUps([relay.signallingPid]),
  };
}

function limitNotes(samples: readonly FanOutSample[]): string[] {
  return samples
    .filter(({ generator }) => isAtItsLimit(generator))
    .map(
      ({ relay, point, round, generator }) =>
        `Round ${round} of ${relay} at ${point} receivers brought the generator to its limit ` +
        `(${(100 * generator.busy).toFixed(0)} % of its core, event loop ${generator.loopDelayP99Ms.toFixed(0)} ms late).`,
    );
}
