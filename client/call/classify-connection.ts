// Whether one's own connection is good, fair or poor, and for what reason, from a look at it each second. Pure; used by the call's
// connection monitor.
import type { ConnectionQuality } from '../../protocol/room/roster.ts';
import type { Counts, ConnectionSample } from './read-connection.ts';

type Cause = ConnectionQuality['cause'];
/** Of equal rank the first is named. */
const causes: readonly Cause[] = ['loss', 'delay', 'bandwidth'];
/** 0 good, 1 fair, 2 poor. */
type Rank = 0 | 1 | 2;

/** Looks over which losses are counted: five seconds. */
const looksMax = 6;
/** Fewer packets than a second of speech tell nothing. */
const packetsMin = 50;
/** Worse is said after so many looks in a row, better after so many: a mark that flickers is worse than none. */
const worseAfterLooks = 2;
const betterAfterLooks = 5;
/** What is called bad counts as such until it is better than its limit by this much. */
const release = 0.7;

/** Two layers of a camera; the smallest alone takes a third of it. */
const pictureUplinkBps = 350_000;
/**
 * Above these a connection is fair, or poor. Loss: one copy of a voice rides along from 3 % on, and at 10 % pictures stand still
 * now and then. Delay: talk becomes awkward where the way from person to person takes more than 400 ms (ITU-T G.114), and
 * the round trip to the server is a part of that. Bandwidth: how many times more pictures want than the connection carries.
 */
const limits: Readonly<Record<Cause, readonly [fair: number, poor: number]>> = {
  loss: [0.03, 0.1],
  delay: [300, 600],
  bandwidth: [1, 3],
};
const names = { 1: 'fair', 2: 'poor' } as const;

/** Keeps what was seen; one per stay on the same transports. */
export function createConnectionClassifier(): (sample: ConnectionSample) => ConnectionQuality | undefined {
  const looks: ConnectionSample[] = [];
  let current: ConnectionQuality | undefined;
  let [worse, better] = [0, 0];

  return (sample) => {
    looks.push(sample);
    looks.splice(0, looks.length - looksMax);
    const found = findWorst(looks, current);
    const [rankFound, rankNow] = [rankOf(found), rankOf(current)];
    worse = rankFound > rankNow ? worse + 1 : 0;
    better = rankFound < rankNow ? better + 1 : 0;
    if (worse >= worseAfterLooks || better >= betterAfterLooks) {
      current = found;
      [worse, better] = [0, 0];
    }
    return current;
  };
}

function findWorst(
  looks: readonly ConnectionSample[],
  current: ConnectionQuality | undefined,
): ConnectionQuality | undefined {
  const { roundTripMs = 0, pictureUplinkBps: carriedBps } = looks.at(-1) ?? {};
  const values: Readonly<Record<Cause, number>> = {
    loss: lossOf(looks),
    delay: roundTripMs,
    bandwidth: carriedBps === undefined ? 0 : pictureUplinkBps / Math.max(1, carriedBps),
  };
  const ranks = causes.map((cause) => ({ cause, rank: rank(values[cause], cause, current) }));
  const [worst] = ranks.toSorted((left, right) => right.rank - left.rank);
  return worst && worst.rank > 0 ? { level: names[worst.rank as 1 | 2], cause: worst.cause } : undefined;
}

/** For what the connection is called now the limits are eased. */
function rank(value: number, cause: Cause, current: ConnectionQuality | undefined): Rank {
  const held = current?.cause === cause ? rankOf(current) : 0;
  const [fair, poor] = limits[cause];
  if (value > poor * (held === 2 ? release : 1)) return 2;
  return value > fair * (held > 0 ? release : 1) ? 1 : 0;
}

function rankOf(trouble: ConnectionQuality | undefined): Rank {
  if (!trouble) return 0;
  return trouble.level === 'fair' ? 1 : 2;
}

/** The worse of both directions; down is the sender that arrives best, since losses of one alone are not this connection's. */
function lossOf(looks: readonly ConnectionSample[]): number {
  const [first] = looks;
  const last = looks.at(-1);
  if (!first || !last) return 0;
  const up = shareOf(total(changes(first.sent, last.sent)));
  const down = changes(first.received, last.received).flatMap((counts) => shareOf(counts) ?? []);
  return Math.max(up ?? 0, down.length > 0 ? Math.min(...down) : 0);
}

/** Per stream that is in both looks; counters that began anew tell nothing. */
function changes(before: ReadonlyMap<string, Counts>, after: ReadonlyMap<string, Counts>): Counts[] {
  return [...after].flatMap(([key, { expected, lost }]) => {
    const earlier = before.get(key);
    if (!earlier || expected < earlier.expected) return [];
    return [{ expected: expected - earlier.expected, lost: Math.max(0, lost - earlier.lost) }];
  });
}

function total(counts: readonly Counts[]): Counts {
  return counts.reduce(
    (all, { expected, lost }) => ({ expected: all.expected + expected, lost: all.lost + lost }),
    { expected: 0, lost: 0 },
  );
}

function shareOf({ expected, lost }: Counts): number | undefined {
  return expected < packetsMin ? undefined : Math.min(1, lost / expected);
}
