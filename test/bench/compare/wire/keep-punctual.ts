// Which packets of an even stream count: where the sender stood still, what it then sends at once would be the relay's delay, although
// no relay was late. Pure; used by the delay part.
import type { Crossing } from './read-crossings.ts';

/** Counted from the most punctual packet of its stream; timers are up to a millisecond late. */
const lateMs = 2;
/** So long a relay has to do with what came at once. */
const settleMs = 10;

/**
 * @param rooms of each room the packets of its stream, which is sent evenly
 * @param intervalMs between two packets of a stream
 * @returns the same without those that came late to the relay, and those of all rooms that came within 10 ms after
 */
export function keepPunctual(rooms: readonly (readonly Crossing[])[], intervalMs: number): Crossing[][] {
  const lateAtMs = rooms
    .flatMap((crossings) => {
      const dueAtMs = ({ number }: Crossing): number => intervalMs * number;
      const startMs = Math.min(...crossings.map((crossing) => crossing.inAtMs - dueAtMs(crossing)));
      return crossings.filter((crossing) => crossing.inAtMs - startMs - dueAtMs(crossing) > lateMs);
    })
    .map(({ inAtMs }) => inAtMs)
    .toSorted((left, right) => left - right);
  return rooms.map((crossings) =>
    crossings.filter(({ inAtMs }) => {
      const last = lateAtMs.findLast((atMs) => atMs <= inAtMs);
      return last === undefined || inAtMs - last > settleMs;
    }),
  );
}
