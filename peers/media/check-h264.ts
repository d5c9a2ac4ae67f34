// Follows one received H.264 stream packet by packet: which frames arrived whole and in order, and when they were sent.
import { nalType, seiPrefix } from './h264-packets.ts';
import { readLetterStamp } from './stamp.ts';

/** A frame whose last packet has come. */
export interface CheckedFrame {
  /** When it was sent, if it says so. */
  readonly sentAtMs: number | undefined;
  /** Whether a decoder could take it: no packet missing, fragments in order, a slice in it, and a key frame before it. */
  readonly isDecodable: boolean;
}

export interface H264Checker {
  /**
   * @param follows whether no packet is missing before this one
   * @returns the frame that the packet completes
   */
  take(payload: Buffer, marker: boolean, follows: boolean): CheckedFrame | undefined;
}

export function createH264Checker(): H264Checker {
  let sentAtMs: number | undefined;
  let isWhole = true;
  let hasSlice = false;
  let hasKey = false;
  let hasParameters = false;
  let isFragmentOpen = false;
  /** Frames after a lost one refer to it: all wait for the next key frame. */
  let isDecoding = false;

  function seeNal(type: number): void {
    if (type === nalType.sps) hasParameters = true;
    if (type === nalType.keySlice) hasKey = true;
    if (type === nalType.slice || type === nalType.keySlice) hasSlice = true;
  }

  function seeAggregate(payload: Buffer): void {
    let offset = 1;
    while (offset + 2 < payload.length) {
      const length = payload.readUInt16BE(offset);
      const start = offset + 2;
      if (length === 0 || start + length > payload.length) break;
      const type = (payload[start] ?? 0) & 0x1f;
      if (
        type === nalType.sei &&
        payload.compare(seiPrefix, 0, seiPrefix.length, start, start + seiPrefix.length) === 0
      )
        sentAtMs = readLetterStamp(payload, start + seiPrefix.length);
      else seeNal(type);
      offset = start + length;
    }
    if (offset !== payload.length) isWhole = false;
  }

  function seeFragment(payload: Buffer): void {
    const marks = payload[1] ?? 0;
    const [begins, ends] = [(marks & 0x80) !== 0, (marks & 0x40) !== 0];
    if (begins === isFragmentOpen || payload.length < 3) isWhole = false;
    if (begins) seeNal(marks & 0x1f);
    isFragmentOpen = !ends;
  }

  function complete(): CheckedFrame {
    const isSound = isWhole && hasSlice && !isFragmentOpen;
    isDecoding = isSound && (isDecoding || (hasKey && hasParameters));
    const frame = { sentAtMs, isDecodable: isDecoding };
    sentAtMs = undefined;
    [isWhole, hasSlice, hasKey, hasParameters, isFragmentOpen] = [true, false, false, false, false];
    return frame;
  }

  return {
    take(payload, marker, follows) {
      if (!follows) isWhole = false;
      const type = (payload[0] ?? 0) & 0x1f;
      if (type === nalType.stapA) seeAggregate(payload);
      else if (type === nalType.fuA) seeFragment(payload);
      else if (type >= nalType.slice && type <= nalType.delimiter) seeNal(type);
      else isWhole = false;
      return marker ? complete() : undefined;
    },
  };
}
