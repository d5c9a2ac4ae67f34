// Which sources send more than their kind may. Pure; asked by source-ceilings.
import type { Codec, Source } from '../../protocol/roster.ts';

/** What one source may send, in bits a second, over ten seconds. */
const ceilingBps = {
  /** Speex with three copies, or Opus at its best. */
  voice: 300_000,
  sound: 600_000,
  /** Three layers of 1080p, or a shared film; twice that, for what browsers overshoot. */
  h264: 9_000_000,
  /** A large screen that changes wholly again and again; its first picture alone has megabytes. */
  jpeg: 40_000_000,
} as const;

export function ceilingOf({ source, codec }: { readonly source: Source; readonly codec: Codec }): number {
  if (codec === 'h264' || codec === 'jpeg') return ceilingBps[codec];
  return source === 'screen-sound' ? ceilingBps.sound : ceilingBps.voice;
}

/** How much has come in of a source so far. */
export interface SourceBytes {
  readonly producerId: string;
  readonly ceilingBps: number;
  readonly bytes: number;
}

/**
 * The sources that were above their ceiling on average since the look before.
 * @param before what had come in then, by producer id; a source that was not there is not judged yet
 */
export function planCeilings(
  before: ReadonlyMap<string, number>,
  now: readonly SourceBytes[],
  elapsedMs: number,
): string[] {
  return now
    .filter(({ producerId, ceilingBps: limitBps, bytes }) => {
      const earlier = before.get(producerId);
      return earlier !== undefined && (8000 * (bytes - earlier)) / Math.max(1, elapsedMs) > limitBps;
    })
    .map(({ producerId }) => producerId);
}
