// What happens in a scenario while it is measured: falls and rises of the bandwidth, cuts; and how a sender follows. Pure.
import type { Phase } from './impairment.ts';
import { type DirectionReport, offeredPieceMs } from './relay-messages.ts';
import type { Scenario } from './scenarios.ts';

export interface BandwidthFall {
  readonly atMs: number;
  readonly untilMs: number;
  readonly rateBps: number;
}

export interface ScenarioEvents {
  readonly falls: readonly BandwidthFall[];
  /** When a bandwidth that had fallen rose; undefined when none did. */
  readonly widenedAtMs: number | undefined;
  /** When a cut ended. */
  readonly restoredAtMs: number | undefined;
}

/** What happens to what the listener gets: bandwidth is narrow on the listener's side, cuts may be on either. */
export function findScenarioEvents({
  talker,
  listener,
}: Pick<Scenario, 'talker' | 'listener'>): ScenarioEvents {
  const events = findEvents(listener.down);
  return {
    ...events,
    restoredAtMs: events.restoredAtMs ?? findEvents(talker.up).restoredAtMs,
  };
}

/** Times count from the first phase, in milliseconds. */
export function findEvents(phases: readonly Phase[]): ScenarioEvents {
  const changes = phases.slice(1).map((phase, index) => ({ before: phases[index] ?? phase, phase, index }));
  const rate = ({ rateBps }: Phase) => rateBps ?? Number.POSITIVE_INFINITY;
  return {
    falls: changes
      .filter(({ before, phase }) => rate(phase) < rate(before))
      .map(({ phase, index }) => ({
        atMs: phase.fromMs,
        untilMs: phases[index + 2]?.fromMs ?? Number.POSITIVE_INFINITY,
        rateBps: rate(phase),
      })),
    widenedAtMs: changes.find(({ before, phase }) => rate(phase) > rate(before))?.phase.fromMs,
    restoredAtMs: changes.find(({ before, phase }) => before.loss === 1 && phase.loss < 1)?.phase.fromMs,
  };
}

/** Over so many pieces a sender must stay within the rate to have followed: one second. */
const followPieces = Math.round(1000 / offeredPieceMs);
/** Frames come in lumps: so much above the rate still counts as within. */
const tolerance = 1.05;

/** How long after a fall the sender offers no more than the line now carries; null when it never does. */
export function followedAfterMs(
  { offeredBytes }: Pick<DirectionReport, 'offeredBytes'>,
  { atMs, untilMs, rateBps }: BandwidthFall,
): number | null {
  const bytesMax = (tolerance * rateBps * followPieces * offeredPieceMs) / 8000;
  const last = Math.min(untilMs / offeredPieceMs, offeredBytes.length) - followPieces;
  for (let piece = Math.ceil(atMs / offeredPieceMs); piece <= last; piece += 1) {
    const bytes = offeredBytes.slice(piece, piece + followPieces).reduce((sum, part) => sum + part, 0);
    if (bytes <= bytesMax) return piece * offeredPieceMs - atMs;
  }
  return null;
}

/** @returns null where one of them never came, and of none at all */
export function slowest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 || known.length < times.length ? null : Math.max(...known);
}
