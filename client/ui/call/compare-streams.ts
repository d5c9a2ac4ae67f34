// Rates and quality from two looks at what is received and sent. Pure; used by the statistics panel and the connection badges.
import type { StreamSample } from '../../app/meeting-model.ts';

export interface StreamRow extends StreamSample {
  /** Between the two looks; `undefined` where bytes are not counted or there was no look before. */
  readonly bitrateBps: number | undefined;
  /** Lost or made up between the two looks, 0..1; `undefined` while nothing came. */
  readonly lossRatio: number | undefined;
  /** From arrival to loudspeaker or screen, of what was played between the two looks, as far as it is known. */
  readonly delayMs: number | undefined;
}

/** The worst first. */
const qualities = ['poor', 'fair', 'good'] as const;
export type Quality = (typeof qualities)[number];

/** Below this share of losses a voice sounds whole, since redundancy repairs it. */
const goodLossMax = 0.02;
/** Above this share words are missing. */
const fairLossMax = 0.08;

/** A stream that began in between is compared with nothing. */
export function compareStreams(before: readonly StreamSample[], after: readonly StreamSample[]): StreamRow[] {
  return after.map((sample) => {
    const earlier = before.find(({ key }) => key === sample.key);
    return {
      ...sample,
      bitrateBps: earlier && bitrateOf(earlier, sample),
      lossRatio: earlier && lossOf(earlier, sample),
      delayMs: sample.delayMs ?? (earlier && delayOf(earlier, sample)),
    };
  });
}

/** The worse of two verdicts; either may be missing. */
export function worseOf(left: Quality | undefined, right: Quality | undefined): Quality | undefined {
  return qualities.find((quality) => quality === left || quality === right);
}

/** How well one person arrives, by the worst of their streams; `undefined` while nothing comes from them. */
export function qualityOf(rows: readonly StreamRow[], peerId: string): Quality | undefined {
  const ratios = rows.flatMap((row) =>
    row.peerId === peerId && row.direction === 'received' ? (row.lossRatio ?? []) : [],
  );
  if (ratios.length === 0) return undefined;
  const worst = Math.max(...ratios);
  if (worst <= goodLossMax) return 'good';
  return worst <= fairLossMax ? 'fair' : 'poor';
}

function bitrateOf(before: StreamSample, after: StreamSample): number | undefined {
  const seconds = (after.takenAtMs - before.takenAtMs) / 1000;
  if (before.bytes === undefined || after.bytes === undefined || seconds <= 0) return undefined;
  const bytes = after.bytes - before.bytes;
  return bytes < 0 ? undefined : (8 * bytes) / seconds;
}

function delayOf({ buffered: before }: StreamSample, { buffered: after }: StreamSample): number | undefined {
  if (before === undefined || after === undefined || after.count <= before.count) return undefined;
  return (1000 * (after.seconds - before.seconds)) / (after.count - before.count);
}

/** Counters that start anew with a new worker or transport give no ratio. */
function lossOf(before: StreamSample, after: StreamSample): number | undefined {
  const received = after.received - before.received;
  const lost = Math.max(0, after.lost - before.lost);
  return received < 0 || received + lost === 0 ? undefined : lost / (received + lost);
}
