// A voice message: Speex in wideband, a page each half second. The Speex manual, section 7.3, and RFC 3533. Used by the client's recorder and player.
import { voiceFrame } from '../protocol/limits.ts';
import { type Bytes, readOggPages, writeOggPage } from './ogg-pages.ts';

/** Half a second: what a crash loses at most, and 104 bytes a second for headers. */
export const framesPerPage = 25;

const headBytes = 80;
const vendor = 'Plenum';

/** The first packet says what follows. */
function headPacket(): Bytes {
  const head = new Uint8Array(headBytes);
  const view = new DataView(head.buffer);
  const put = (text: string, at: number) => head.set(new TextEncoder().encode(text), at);
  put('Speex   ', 0);
  put('1.2', 8);
  const fields = [1, headBytes, voiceFrame.sampleRateHz, 1, 4, 1, -1, voiceFrame.samples, 0, 1];
  for (const [index, field] of fields.entries()) view.setInt32(28 + 4 * index, field, true);
  return head;
}

/** The second packet holds comments, of which there are none. */
function commentPacket(): Bytes {
  const comment = new Uint8Array(4 + vendor.length + 4);
  new DataView(comment.buffer).setUint32(0, vendor.length, true);
  comment.set(new TextEncoder().encode(vendor), 4);
  return comment;
}

export interface OggSpeexWriter {
  /** The first two pages. */
  readonly head: Bytes;
  /** @returns a page when one is full */
  add(packet: Bytes): Bytes | undefined;
  /** @returns the last page */
  end(): Bytes;
}

/** @param serial of the stream, any 32 bits */
export function createOggSpeexWriter(serial: number): OggSpeexWriter {
  let sequence = 0;
  let frames = 0;
  let waiting: Bytes[] = [];
  const page = (packets: readonly Bytes[], isLast: boolean): Bytes => {
    const granule = frames * voiceFrame.samples;
    const written = writeOggPage({ packets, granule, sequence, serial, isFirst: sequence === 0, isLast });
    sequence += 1;
    return written;
  };
  const flush = (isLast: boolean): Bytes => {
    const packets = waiting;
    waiting = [];
    return page(packets, isLast);
  };
  const [first, second] = [page([headPacket()], false), page([commentPacket()], false)];
  const head = new Uint8Array(first.length + second.length);
  head.set(first);
  head.set(second, first.length);
  return {
    head,
    add(packet) {
      waiting.push(packet);
      frames += 1;
      return waiting.length < framesPerPage ? undefined : flush(false);
    },
    end: () => flush(true),
  };
}

/** The packets of a voice message, one for each 20 ms; `undefined` for a file that is none, or of another band. */
export function readOggSpeex(file: Bytes): Bytes[] | undefined {
  const [first, ...pages] = readOggPages(file);
  const head = first?.packets[0];
  if (head === undefined || head.length < headBytes) return undefined;
  const view = new DataView(head.buffer);
  const isOurs =
    new TextDecoder().decode(head.subarray(0, 8)) === 'Speex   ' &&
    view.getInt32(36, true) === voiceFrame.sampleRateHz &&
    view.getInt32(48, true) === 1 &&
    view.getInt32(64, true) === 1;
  if (!isOurs) return undefined;
  return pages.slice(1).flatMap(({ packets }) => packets);
}
