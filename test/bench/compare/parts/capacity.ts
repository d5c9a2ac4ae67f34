// P3: how many rooms of eight one core carries, and what each of them costs. A part of the comparison.
import { setTimeout as sleep } from 'node:timers/promises';
import { DelayHistogram } from '../../../../load/measure/delay-histogram.ts';
import { watchGenerator } from '../generator-watch.ts';
import type { Part, PartContext, PartResult } from '../part.ts';
import { processorSeconds } from '../process-time.ts';
import { bareWorker } from '../relays/bare-worker/bare-worker.ts';
import { janusAsInstalled, janusTwoLoops } from '../relays/janus.ts';
import { plenum } from '../relays/plenum.ts';
import type { Relay } from '../relays/relay.ts';
import { alternateAndNote } from '../rounds.ts';
import { type RoomCount, SmallRoom } from '../traffic/small-room.ts';
import { playRhythms } from '../traffic/timetable.ts';
import { type CapacitySample, isCarried, isLast } from './capacity-limit.ts';
import { capacityNotes, capacityTables, judgeCapacity } from './capacity-report.ts';

const peoplePerRoom = 8;
/** As Plenum's default of voices that are forwarded. */
const loudestPerRoom = 3;
/** Until the loudest have been found and everything flows. */
const warmUpSeconds = 2;
const lastPacketsMs = 300;
const roomCounts = [1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32];
const roomCountsQuick = [1, 2, 4, 8];

export const capacity: Part = {
  id: 'capacity',
  sentence: 'Rooms of 8 with camera and voice on one core: how many, and what each costs.',
  run: async (context) => {
    const samples: CapacitySample[] = [];
    const factories = await context.available([plenum(), bareWorker, janusAsInstalled, janusTwoLoops]);
    const failures = await alternateAndNote(factories, context.rounds, async (factory, round) => {
      const relay = await factory.start();
      try {
        const own = await fillRelay(relay, round, context);
        samples.push(...own);
        context.say(`  round ${round}, ${relay.name}: ${own.map(inWords).join('; ')}`);
      } finally {
        await relay.stop();
      }
    });
    return describe(samples, failures);
  },
};

/** Opens room after room, and measures at each count until loss or delay is too high, or the generator cannot send more. */
async function fillRelay(
  relay: Relay,
  round: number,
  { quick, seconds }: PartContext,
): Promise<CapacitySample[]> {
  const rooms: SmallRoom[] = [];
  const samples: CapacitySample[] = [];
  for (const count of quick ? roomCountsQuick : roomCounts) {
    while (rooms.length < count) {
      rooms.push(await SmallRoom.open(relay, rooms.length, peoplePerRoom, loudestPerRoom));
    }
    const first = { ...(await measure(relay, rooms, seconds)), relay: relay.name, round };
    // What a relay cannot carry fails twice; one hiccup of the machine does not end the series.
    const sample = isCarried(first) ? first : { ...first, ...(await measure(relay, rooms, seconds)) };
    samples.push(sample);
    if (isLast(sample)) break;
  }
  await Promise.all(rooms.map((room) => room.close()));
  return samples;
}

async function measure(
  relay: Relay,
  rooms: readonly SmallRoom[],
  seconds: number,
): Promise<Omit<CapacitySample, 'round' | 'relay'>> {
  const rhythms = rooms.flatMap((room, index) => room.rhythms(index / rooms.length / peoplePerRoom));
  await playRhythms(rhythms, warmUpSeconds);
  const count: RoomCount = { expected: 0, arrived: 0, delays: new DelayHistogram() };
  for (const room of rooms) room.startCounting(count);
  const endWatch = watchGenerator();
  const before = processorSeconds(relay.pids());
  await playRhythms(rhythms, seconds);
  const used = processorSeconds(relay.pids()) - before;
  const generator = endWatch();
  for (const room of rooms) room.stopCounting();
  await sleep(lastPacketsMs);
  return {
    rooms: rooms.length,
    cores: used / seconds,
    loss: 1 - count.arrived / count.expected,
    delayP99Ms: count.delays.belowMs(0.99) ?? Number.POSITIVE_INFINITY,
    generator,
  };
}

function inWords({ rooms, cores, loss, delayP99Ms, generator }: CapacitySample): string {
  const load = `${(100 * cores).toFixed(0)} % of a core`;
  const limits = `${(100 * loss).toFixed(2)} % lost, p99 ${delayP99Ms.toFixed(1)} ms`;
  return `${rooms} rooms ${load}, ${limits}, generator ${(100 * generator.busy).toFixed(0)} %`;
}

function describe(samples: readonly CapacitySample[], failures: readonly string[]): PartResult {
  return {
    traffic:
      `In each room ${peoplePerRoom} people send 30 pictures a second of 2 packets with 1100 bytes (half a megabit) and 50 voice packets of 70 ` +
      `bytes a second, and receive all others. ${loudestPerRoom} of the voices are loud: Plenum forwards those, as it does for its users, the ` +
      'other relays all eight. Judged are all pictures and the loud voices; a number of rooms that is not carried is tried a second time. The ' +
      'processor time is that of all processes of the relay.',
    tables: capacityTables(samples),
    judgements: judgeCapacity(samples),
    notes: [...failures, ...capacityNotes(samples)],
    data: samples,
  };
}
