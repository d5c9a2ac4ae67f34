// Who takes part, where, when and with what: drawn from the options and the seed, the same at every run. Pure.
import type { LoadOptions } from './options.ts';
import { createRandom } from '../../peers/random.ts';
import { type Scenario, scenarios } from './scenarios.ts';

/** One simulated person. */
export interface PlannedParticipant {
  /** Names the account; from 0. */
  readonly index: number;
  /** From 0; `undefined` for one who is signed in and no more. */
  readonly room: number | undefined;
  readonly opensRoom: boolean;
  readonly publishes: boolean;
  /** `storm`: comes in while it is measured. */
  readonly wave: 'first' | 'storm';
  /** After the beginning of the wave. */
  readonly enterAfterMs: number;
  /** Leaves after so long and comes back, over and over. */
  readonly stayMs: number | undefined;
  /** Where in the speech and the clip it begins, 0..1. */
  readonly phase: number;
}

/** Stay of a participant who comes and goes: shorter would spend the budget of joins, 60 a minute. */
const stay = { minMs: 4000, maxMs: 12_000 } as const;

/** @param firstRoom number of the first room, from which accounts count too; those before it exist already */
export function planParticipants(
  options: LoadOptions,
  firstRoom = 0,
  rooms = options.rooms,
): PlannedParticipant[] {
  const scenario: Scenario = scenarios[options.scenario];
  const roomSize = options.publishers + options.listeners;
  const total = rooms * roomSize;
  return Array.from({ length: total }, (_, position) => {
    const room = firstRoom + Math.floor(position / roomSize);
    const index = firstRoom * roomSize + position;
    return planOne(options, scenario, { index, room, place: position % roomSize, share: position / total });
  });
}

/** @param share how far this one stands in the row of all, 0..1 */
function planOne(
  options: LoadOptions,
  { meets, movement }: Scenario,
  { index, room, place, share }: { index: number; room: number; place: number; share: number },
): PlannedParticipant {
  const random = createRandom(options.seed * 100_003 + index);
  const publishes = place < options.publishers;
  const isStorming = movement === 'storm' && !publishes;
  const roomSize = options.publishers + options.listeners;
  const stormShare = (place - options.publishers) / Math.max(1, roomSize - options.publishers);
  const rampMs = options.ramp * 1000;
  return {
    index,
    room: meets ? room : undefined,
    opensRoom: meets && place === 0 && options.into === undefined,
    publishes: meets && publishes,
    wave: isStorming ? 'storm' : 'first',
    enterAfterMs: Math.round(rampMs * (isStorming ? stormShare : movement === 'storm' ? 0 : share)),
    stayMs:
      movement === 'churn' && !publishes && place > 0
        ? Math.round(stay.minMs + random() * (stay.maxMs - stay.minMs))
        : undefined,
    phase: random(),
  };
}

/** Rooms stay together in one process where there are enough of them; else their people are dealt out. */
export function planCrew(
  participants: readonly PlannedParticipant[],
  processes: number,
): PlannedParticipant[][] {
  const rooms = new Set(participants.map(({ room }) => room));
  const shares: PlannedParticipant[][] = Array.from({ length: processes }, () => []);
  for (const participant of participants) {
    const { room, index } = participant;
    const key = room !== undefined && rooms.size >= processes ? room : index;
    shares[key % processes]?.push(participant);
  }
  return shares;
}

/** Packets and pictures a second that all listeners together will receive at most; for judging the generator beforehand. */
export function planArrivalsPerSecond(options: LoadOptions, picturesPacketsPerSecond: number): number {
  const { rooms, publishers, listeners, voice } = options;
  const roomSize = publishers + listeners;
  const voices = voice === 'none' ? 0 : Math.min(publishers, loudestVoices) * voicePacketsPerSecond;
  const perListener = voices + publishers * picturesPacketsPerSecond;
  return rooms * perListener * Math.max(0, roomSize - 1);
}

const voicePacketsPerSecond = 50;
/** As many voices as servers let through in a room by default. */
export const loudestVoices = 3;
