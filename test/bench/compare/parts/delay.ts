// P4: how long a packet is on its way through the relay while that works at half of what it can carry. A part of the comparison.
import { isAtItsLimit } from '../generator-watch.ts';
import { shortNumber } from '../goals.ts';
import { kernelEcho } from '../kernel/kernel-echo.ts';
import type { Part, PartContext, PartResult, ReportTable } from '../part.ts';
import { bareWorker } from '../relays/bare-worker/bare-worker.ts';
import { janusAsInstalled, janusTwoLoops } from '../relays/janus.ts';
import { plenum } from '../relays/plenum.ts';
import type { RelayFactory } from '../relays/relay.ts';
import { medianOf } from '../../../../load/measure/statistics.ts';
import { alternateAndNote, isVoid, type Sample, summarize, voidNotes } from '../rounds.ts';
import { wire } from '../wire/capture.ts';
import {
  lookedAtRooms,
  measureDelays,
  packetsPerSecond,
  receiversPerRoom,
  type StageResult,
  trickle,
} from './delay-stage.ts';
import { judgeDelay } from './judge-delay.ts';

/** Below this share of a core it is not half of anybody's capacity. */
const loadMin = 0.4;

/** Its figure is the 99th percentile in the relay. */
type DelaySample = Sample & Omit<StageResult, 'loss'>;

export const delay: Part = {
  id: 'delay',
  sentence: 'How long packets are on their way while the relay works at half of what it can carry.',
  run: (context) => runDelay(context, [plenum(), bareWorker, janusAsInstalled, janusTwoLoops]),
};

async function runDelay(context: PartContext, factories: readonly RelayFactory[]): Promise<PartResult> {
  const samples: DelaySample[] = [];
  const relays = await context.available(factories);
  const [kernel] = await context.available([kernelEcho]);
  const captures = (await context.available([wire])).length > 0;
  const measure = async (factory: RelayFactory, rooms: number | 'half', round: number): Promise<number> => {
    const relay = await factory.start();
    try {
      const measured = await measureDelays(relay, rooms, context.seconds, captures);
      const figure = measured.inRelay?.p99Ms ?? Number.NaN;
      samples.push({ ...measured, figure, relay: factory.name, point: receiversPerRoom, round });
      context.say(
        `  round ${round}, ${factory.name}: p99 ${shortNumber(figure)} ms in the relay, ` +
          `${shortNumber(measured.endToEnd.p99Ms)} ms from end to end, ${measured.rooms} rooms, ` +
          `${(100 * measured.load).toFixed(0)} % of its core`,
      );
      return measured.rooms;
    } finally {
      await relay.stop();
    }
  };
  const failures = await alternateAndNote(relays, context.rounds, async (factory, round) => {
    const rooms = await measure(factory, 'half', round);
    // What the generator feeds costs it time, so the kernel's hop is looked at while it feeds as many rooms.
    if (factory.name === 'Plenum' && kernel !== undefined) await measure(kernel, rooms, round);
  });
  return {
    traffic:
      `Rooms of one H.264 publisher (${packetsPerSecond} packets of ${trickle.payloadBytes} bytes a second, evenly) and ` +
      `${receiversPerRoom} receivers, as many as bring the relay's processes to half of a core. Looked at is one receiver in ` +
      `each of ${lookedAtRooms} rooms; the kernel throws away what reaches the others. The kernel's own hop, a program that ` +
      'only receives and sends, passes packets between the same WebRTC ends, in as many rooms as Plenum, one receiver each. The ' +
      'delay in the relay is from when the kernel hands it a packet until the kernel has the copy for the receiver, as tcpdump ' +
      'sees them, of packets that came to the relay when they were due (not those that came late, and not those of the next 10 ms, for ' +
      'which the load is to blame); from end to end it is between the programs that send and receive, which share the core of the load.',
    tables: [tableOf(samples)],
    judgements: judgeDelay(summarize(samples), kernelEcho.name),
    notes: [...failures, ...voidNotes(samples, 'receivers a room'), ...loadNotes(samples)],
    data: samples,
  };
}

function tableOf(samples: readonly DelaySample[]): ReportTable {
  const relays = [...new Set(samples.map(({ relay }) => relay))];
  const median = (relay: string, figure: (sample: DelaySample) => number): string => {
    const valid = samples.filter((sample) => sample.relay === relay && !isVoid(sample));
    const value = medianOf(valid.map(figure));
    return value === undefined ? 'void' : shortNumber(value);
  };
  return {
    head: [
      'median of the rounds',
      'rooms',
      'load, % of a core',
      'packets that count, %',
      'in the relay: p50, ms',
      'p99, ms',
      'end to end: p50, ms',
      'p99, ms',
    ],
    rows: relays.map((relay) => [
      relay,
      median(relay, ({ rooms }) => rooms),
      median(relay, ({ load }) => 100 * load),
      median(relay, ({ punctualShare }) => 100 * punctualShare),
      median(relay, ({ inRelay }) => inRelay?.p50Ms ?? Number.NaN),
      median(relay, ({ figure }) => figure),
      median(relay, ({ endToEnd }) => endToEnd.p50Ms),
      median(relay, ({ endToEnd }) => endToEnd.p99Ms),
    ]),
  };
}

function loadNotes(samples: readonly DelaySample[]): string[] {
  return samples.flatMap(({ relay, round, load, generator }) => {
    const name = `Round ${round} of ${relay}`;
    const notes: string[] = [];
    if (load < loadMin && relay !== kernelEcho.name)
      notes.push(
        `${name} brought the relay to ${(100 * load).toFixed(0)} % of its core only, which is not half of its capacity.`,
      );
    if (isAtItsLimit(generator))
      notes.push(
        `${name} brought the generator to its limit; the delays from end to end are its own in part.`,
      );
    return notes;
  });
}
