// Whether an encoder refuses the pictures that it is given, from looks at its sender. Pure; used by encoder-watch.
import type { PictureSize } from '../../protocol/room/roster.ts';
import type { Report } from './read-connection.ts';

/** One look at a sender, counted since it began. */
export interface EncoderLook {
  /** There are viewers, and packets flow: pictures are due. */
  readonly due: boolean;
  /** Pictures that the camera or screen gave. */
  readonly given: number;
  readonly encoded: number;
  /** Of the latest picture that the camera or screen gave; none before the first. */
  readonly size?: PictureSize;
}

/** Looks in a row at which pictures were given and none was encoded. */
const refusedAfterLooks = 2;
/** The first pictures after a pause wait for the connection; fewer than these are no sign. */
const givenMin = 2;

/** Keeps what was seen; one per sender. @returns whether the encoder refuses what it is given */
export function createEncoderJudge(): (look: EncoderLook) => boolean {
  let base: EncoderLook | undefined;
  let idle = 0;

  return (look) => {
    const isIdle = base?.due === true && look.due && look.encoded === base.encoded;
    const { given = 0 } = base ?? {};
    if (!isIdle) {
      [base, idle] = [look, 0];
      return false;
    }
    idle += 1;
    return idle >= refusedAfterLooks && look.given - given >= givenMin;
  };
}

/** The entries of a report as far as they are read here; W3C "Identifiers for WebRTC's Statistics API". */
interface Entry {
  readonly type: string;
  readonly dtlsState?: string;
  readonly active?: boolean;
  readonly frames?: number;
  readonly width?: number;
  readonly height?: number;
  readonly framesEncoded?: number;
}

/** @returns `undefined` where the browser does not count what its sources give */
export function readEncoder(report: Report): EncoderLook | undefined {
  const entries = Array.from(report.values()) as Entry[];
  const layers = entries.filter(({ type }) => type === 'outbound-rtp');
  const { frames: given, width, height } = entries.find(({ type }) => type === 'media-source') ?? {};
  if (given === undefined) return undefined;
  return {
    due:
      layers.some(({ active = true }) => active) &&
      entries.some(({ type, dtlsState }) => type === 'transport' && dtlsState === 'connected'),
    given,
    encoded: layers.reduce((total, { framesEncoded = 0 }) => total + framesEncoded, 0),
    ...(width && height && { size: { width, height } }),
  };
}
