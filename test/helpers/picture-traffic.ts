// Pictures and voices of known content on their way through a real server: sent on time, and written down where they arrive.
import type { PicturePacket } from '../../protocol/media/picture-packet.ts';
import { readPicturePacket, writePicturePacket } from '../../protocol/media/picture-packet.ts';
import { createPortion } from '../../client/media/plan-portion.ts';
import { createPicturePace } from '../../client/media/picture-pace.ts';
import { createTileBoard } from '../../client/media/tile-board.ts';

import type { RoomPeer } from '../../peers/room-peer.ts';
import type { Member } from '../integration/member.ts';

/** Something that arrived, and how long it was on its way. */
export interface Arrival {
  readonly atMs: number;
  readonly delayMs: number;
}

export interface PictureArrival extends Arrival {
  readonly packet: Omit<PicturePacket, 'jpeg'>;
  readonly bytes: number;
}

/** Milliseconds on the machine's one clock that never goes back, the same in all its processes. */
export const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6;

const voiceIntervalMs = 20;
/** Speex in wideband at quality 8. */
const voiceFrameBytes = 70;

/** Watches a source and writes down what comes. */
export async function watchPictures(peer: RoomPeer, producerId: string): Promise<PictureArrival[]> {
  const arrivals: PictureArrival[] = [];
  await peer.watch(producerId, (message) => {
    const read = readPicturePacket(message);
    if (read === undefined) return;
    const { jpeg, ...packet } = read;
    const atMs = nowMs();
    arrivals.push({ atMs, delayMs: atMs - packet.capturedAtMs, packet, bytes: jpeg.length });
  });
  return arrivals;
}

/** A camera whose pictures have all the same size, numbered from 1; returns what ends it and tells how many were sent. */
export function sendCamera(
  peer: Pick<RoomPeer, 'sendPicture'>,
  bytes: number,
  framesPerSecond: number,
): () => number {
  let sequence = 0;
  const jpeg = new Uint8Array(bytes).fill(7);
  const place = { x: 0, y: 0, tileIndex: 0, tileCount: 1, width: 1280, height: 720 };
  const timer = setInterval(() => {
    sequence += 1;
    const capturedAtMs = nowMs();
    peer.sendPicture(
      writePicturePacket({ source: 'camera', whole: true, sequence, capturedAtMs, ...place, jpeg }),
    );
  }, 1000 / framesPerSecond);
  return () => {
    clearInterval(timer);
    return sequence;
  };
}

export interface ScreenOptions {
  readonly tiles: number;
  readonly tileBytes: number;
  /** So often the first tile changes. */
  readonly changeIntervalMs: number;
}

/** A screen as the client sends it, planned by the same parts, but for the pixels. Returns the end. */
export function sendScreen(peer: RoomPeer<Member>, producerId: string, options: ScreenOptions): () => void {
  const board = createTileBoard(options.tiles, performance.now());
  const [portion, pace] = [createPortion(), createPicturePace()];
  let sequence = 0;
  let noticesRead = 0;

  const obeyNotices = () => {
    for (const { name, body } of peer.member.notices.slice(noticesRead)) {
      if (name === 'video:key-frame-requested' && body.producerId === producerId)
        board.want(performance.now(), body.bytesPerSecond);
      if (name === 'picture:pace-limited' && body.producerId === producerId)
        pace.limit(body.bytesPerSecond, performance.now());
    }
    noticesRead = peer.member.notices.length;
  };

  const send = () => {
    obeyNotices();
    const atMs = performance.now();
    if (!portion.hasRoom(peer.bufferedAmount, atMs) || !pace.isReady(atMs)) return;
    const pieces = board.take(atMs, portion.bytes);
    if (pieces.length === 0) return;
    sequence += 1;
    portion.sent(atMs);
    for (const [tileIndex, piece] of pieces.entries()) {
      const jpeg = new Uint8Array(options.tileBytes).fill(7);
      const place = { x: piece.index, y: 0, tileIndex, tileCount: pieces.length, width: 1280, height: 720 };
      peer.sendPicture(
        writePicturePacket({
          source: 'screen',
          whole: false,
          sequence,
          capturedAtMs: nowMs(),
          ...place,
          jpeg,
        }),
      );
      board.pay(piece, options.tileBytes, atMs);
      pace.spend(options.tileBytes, atMs);
    }
  };

  const sending = setInterval(send, 10);
  const changing = setInterval(() => board.change(0, performance.now()), options.changeIntervalMs);
  return () => {
    clearInterval(sending);
    clearInterval(changing);
  };
}

/** Speaks without a pause to some listeners; returns the end, with how many packets were sent. */
export async function speakTo(
  talker: RoomPeer,
  listeners: readonly RoomPeer[],
): Promise<{ readonly arrivals: readonly Arrival[][]; stop(): number }> {
  const sentAtMs = new Map<number, number>();
  await talker.startMicrophone();
  const arrivals = await Promise.all(
    listeners.map(async (listener) => {
      const own: Arrival[] = [];
      await listener.listenTo([talker.producerId], (_producerId, lastSequence) => {
        const atMs = nowMs();
        own.push({ atMs, delayMs: atMs - (sentAtMs.get(lastSequence) ?? atMs) });
      });
      return own;
    }),
  );
  const frame = new Uint8Array(voiceFrameBytes).fill(1);
  const startMs = performance.now();
  let beats = 0;
  const timer = setInterval(() => {
    // As many as the clock says: a timer that comes late does not slow the voice.
    for (; beats < (performance.now() - startMs) / voiceIntervalMs; beats += 1) {
      talker.speak({ frames: [frame], levelDb: -30 });
      sentAtMs.set(talker.lastFrame, nowMs());
    }
  }, voiceIntervalMs);
  return {
    arrivals,
    stop() {
      clearInterval(timer);
      return beats;
    },
  };
}
