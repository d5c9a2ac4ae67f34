// P1 and P2: what one packet costs the relay per receiver, from 2 receivers to 100. A part of the comparison.
import { isAtItsLimit } from '../generator-watch.ts';
import { floorModes, floorNames, kernelFloor, measureFloor } from '../kernel/kernel-floor.ts';
import type { Part, PartContext, PartResult } from '../part.ts';
import { bareWorker } from '../relays/bare-worker/bare-worker.ts';
import { janusAsInstalled, janusTwoLoops } from '../relays/janus.ts';
import { plenum } from '../relays/plenum.ts';
import type { RelayFactory } from '../relays/relay.ts';
import { alternateAndNote, summarize, voidNotes } from '../rounds.ts';
import { fanOutCamera, framesPerSecond } from '../traffic/camera.ts';
import { fanOutTables, judgeFanOut } from './fan-out-report.ts';
import { type FanOutSample, measureFanOut } from './fan-out-stage.ts';
import { planReceivers } from './plan-receivers.ts';

/** It has no other end that could be slow, and four ways of sending. */
const floorSeconds = 1;

export const fanOut: Part = {
  id: 'fan-out',
  sentence: 'One H.264 publisher, 2 to 100 receivers: server processor time per delivered packet.',
  run: (context) =>
    runFanOut(context, [plenum(), bareWorker, janusAsInstalled, janusTwoLoops], planReceivers),
};

/** What takes its turn in a round. */
interface Measured {
  readonly name: string;
  readonly measure: (sizes: readonly number[]) => Promise<readonly Omit<FanOutSample, 'round'>[]>;
}

/** @param planSizes at how many receivers each round measures, ascending */
export async function runFanOut(
  context: PartContext,
  factories: readonly RelayFactory[],
  planSizes: (quick: boolean, round: number) => readonly number[],
): Promise<PartResult> {
  const samples: FanOutSample[] = [];
  const relays = (await context.available(factories)).map((factory) =>
    measuredRelay(factory, context.seconds),
  );
  const floors = await Promise.all((await context.available([kernelFloor])).map(measuredKernel));
  const failures = await alternateAndNote(
    [...relays, ...floors],
    context.rounds,
    async ({ name, measure }, round) => {
      const found = (await measure(planSizes(context.quick, round))).map((sample) => ({ ...sample, round }));
      samples.push(...found);
      const figures = found.map(({ point, figure }) => `${figure.toFixed(2)} us at ${point}`);
      context.say(`  round ${round}, ${name}: ${figures.join(', ')}`);
    },
  );
  const summaries = summarize(samples);
  return {
    traffic: describeTraffic(),
    tables: fanOutTables(summaries, samples),
    judgements: judgeFanOut(summaries),
    notes: [...failures, ...voidNotes(samples, 'receivers'), ...limitNotes(samples)],
    data: samples,
  };
}

function describeTraffic(): string {
  const { packetsPerFrame, payloadBytes } = fanOutCamera;
  return (
    `Sent were ${framesPerSecond} frames a second, each of ${packetsPerFrame} packets with ${payloadBytes} bytes of payload, back to ` +
    'back; every receiver is a WebRTC end of its own, and SRTP encrypts with AES-256-GCM, which all of them prefer. Counted is the ' +
    'processor time of all processes of the relay, of the bare worker that of the worker alone. The kernel sends the same packets to ' +
    'as many plain sockets, which another core empties.'
  );
}

function measuredRelay(factory: RelayFactory, seconds: number): Measured {
  return {
    name: factory.name,
    measure: async (sizes) => {
      const relay = await factory.start();
      try {
        return await measureFanOut(relay, sizes, seconds);
      } finally {
        await relay.stop();
      }
    },
  };
}

async function measuredKernel({ name, build }: typeof kernelFloor): Promise<Measured> {
  const program = await build();
  return {
    name,
    measure: async (sizes) => {
      const samples: Omit<FanOutSample, 'round'>[] = [];
      for (const mode of floorModes()) {
        for (const point of sizes) {
          const figure = await measureFloor(program, mode, point, fanOutCamera, floorSeconds);
          samples.push({ relay: floorNames[mode], point, figure, loss: 0 });
        }
      }
      return samples;
    },
  };
}

function limitNotes(samples: readonly FanOutSample[]): string[] {
  return samples.flatMap(({ relay, point, round, generator }) =>
    generator !== undefined && isAtItsLimit(generator)
      ? [
          `Round ${round} of ${relay} at ${point} receivers brought the generator to its limit ` +
            `(${(100 * generator.busy).toFixed(0)} % of its core, event loop ${generator.loopDelayP99Ms.toFixed(0)} ms late).`,
        ]
      : [],
  );
}
