// P6: voice rooms in which all microphones are open, from 10 people to 100. A part of the comparison.
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareBeats, type SpokenBeats } from '../../../../peers/media/spoken-beats.ts';
import { conduct, type Speaker } from '../../rooms/conduct.ts';
import { everybodySpeaks } from '../../rooms/scores.ts';
import { type GeneratorLoad, watchGenerator } from '../generator-watch.ts';
import type { Part, PartContext, PartResult } from '../part.ts';
import { processorSeconds } from '../process-time.ts';
import { mumble } from '../relays/mumble.ts';
import { plenum } from '../relays/plenum.ts';
import type { Person, Relay, RelayFactory } from '../relays/relay.ts';
import { alternateAndNote } from '../rounds.ts';
import { judgedSizes, judgeVoices, type VoiceSample, voiceNotes, voiceTables } from './voices-report.ts';

/** Shown beside those that are judged, in as many rounds as tell a trend. */
const otherSizes = { sizes: [10, 25], rounds: 2 };
/** Until every voice has been judged, and the processor's caches are warm. */
const settleSeconds = 3;
/** One person after the other joins in within this time (`everybodySpeaks`). */
const beginSeconds = 0.04;
/** How many people come in at the same time. */
const togetherMax = 10;

export const voices: Part = {
  id: 'voices',
  sentence: 'A voice room in which all speak at once, 10 to 100 people: processor time of the relay.',
  run: runVoices,
};

async function runVoices(context: PartContext): Promise<PartResult> {
  const beats = prepareBeats();
  const samples: VoiceSample[] = [];
  const factories = await context.available([plenum(), mumble]);
  const failures = await alternateAndNote(factories, context.rounds, async (factory, round) => {
    const found = await measureVoices(factory, planSizes(context.quick, round), beats, context.seconds);
    samples.push(...found.map((sample) => ({ ...sample, round })));
    const figures = found.map(({ point, figure }) => `${figure.toFixed(1)} % of a core with ${point}`);
    context.say(`  round ${round}, ${factory.name}: ${figures.join(', ')}`);
  });
  return {
    traffic:
      'All send real speech, 50 packets a second of some 70 bytes, in 20 loudnesses. Plenum forwards the three loudest voices, ' +
      'Mumble every voice to all. Counted is the processor time of all processes of the server.',
    tables: voiceTables(samples),
    judgements: judgeVoices(samples),
    notes: [...failures, ...voiceNotes(samples)],
    data: samples,
  };
}

function planSizes(quick: boolean, round: number): number[] {
  return !quick && round <= otherSizes.rounds ? [...otherSizes.sizes, ...judgedSizes] : [...judgedSizes];
}

/** One room after the other on the same server. @param sizes how many people are in each */
export async function measureVoices(
  factory: RelayFactory,
  sizes: readonly number[],
  beats: SpokenBeats,
  seconds: number,
): Promise<Omit<VoiceSample, 'round'>[]> {
  const relay = await factory.start();
  const samples: Omit<VoiceSample, 'round'>[] = [];
  try {
    for (const [room, size] of sizes.entries()) {
      const measured = await measureRoom(relay, await VoiceRoom.open(relay, room, size), beats, seconds);
      samples.push({ relay: factory.name, point: size, ...measured });
    }
  } finally {
    await relay.stop();
  }
  return samples;
}

interface RoomCost {
  /** Processor time of the relay in percent of a core. */
  readonly figure: number;
  readonly sentPerSecond: number;
  readonly deliveredPerSecond: number;
  readonly generator: GeneratorLoad;
}

async function measureRoom(
  relay: Relay,
  room: VoiceRoom,
  beats: SpokenBeats,
  seconds: number,
): Promise<RoomCost> {
  const settleMs = 1000 * (settleSeconds + beginSeconds * room.speakers.length);
  const playing = conduct(room.speakers, everybodySpeaks(beats), settleMs / 1000 + seconds + 1);
  await sleep(settleMs);
  const endWatch = watchGenerator();
  const before = await readRoom(relay, room);
  await sleep(seconds * 1000);
  const after = await readRoom(relay, room);
  const generator = endWatch();
  await playing;
  await room.close();
  const took = (after.atMs - before.atMs) / 1000;
  return {
    figure: (100 * (after.cpuSeconds - before.cpuSeconds)) / took,
    sentPerSecond: (after.sent - before.sent) / took,
    deliveredPerSecond: (after.delivered - before.delivered) / took,
    generator,
  };
}

async function readRoom(relay: Relay, room: VoiceRoom) {
  const delivered = (await relay.countVoices?.()) ?? room.delivered;
  return { atMs: performance.now(), cpuSeconds: processorSeconds(relay.pids()), sent: room.sent, delivered };
}

/** People with open microphones, each of whom hears all others as far as the relay forwards them. */
class VoiceRoom {
  readonly #people: readonly Person[];
  readonly speakers: readonly Speaker[];
  /** Voice packets so far. */
  sent = 0;
  /** Voice packets that were handed over to listeners so far. */
  delivered = 0;

  private constructor(people: readonly Person[]) {
    this.#people = people;
    this.speakers = people.map((person) => ({
      speak: ({ frames, levelDb }, gainDb) => {
        for (const frame of frames) person.sendVoice(frame, levelDb + gainDb);
        this.sent += frames.length;
      },
    }));
  }

  static async open(relay: Relay, room: number, size: number): Promise<VoiceRoom> {
    const people: Person[] = [];
    while (people.length < size) {
      const newcomers = Math.min(togetherMax, size - people.length);
      people.push(
        ...(await Promise.all(Array.from({ length: newcomers }, () => relay.join(room, { voice: true })))),
      );
    }
    const opened = new VoiceRoom(people);
    const onPacket = () => {
      opened.delivered += 1;
    };
    // Where the relay's driver counts, no packet is opened: there would be far too many.
    const arrivals = relay.countVoices === undefined ? { onPacket } : {};
    for (let from = 0; from < size; from += togetherMax)
      await Promise.all(people.slice(from, from + togetherMax).map((person) => person.receive(arrivals)));
    return opened;
  }

  async close(): Promise<void> {
    await Promise.all(this.#people.map((person) => person.leave()));
  }
}
