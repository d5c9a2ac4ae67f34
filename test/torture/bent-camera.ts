// A camera of a changed client: real H.264 whose parameter sets say what they are told to, sent over and over. Used by size-bomb.
import { makeVideoClip } from '../../peers/media/clips.ts';
import { nalType } from '../../peers/media/h264-packets.ts';
import type { VideoSource } from '../../peers/video-source.ts';
import { readSps, type Sps, writeSps } from './sps.ts';

/** How a parameter set is sent: beside others in one packet, or cut into fragments. */
export type Carriage = 'together' | 'fragments';

export interface Bend {
  readonly claim: Partial<Sps>;
  readonly carriage: Carriage;
}

export const cameraFormat = { width: 640, height: 352, framesPerSecond: 15, bitsPerSecond: 500_000 } as const;

export interface BentCamera {
  /** What the next key frames claim; `undefined`: the truth. A key frame follows at once. */
  bend(bend: Bend | undefined): void;
  stop(): void;
}

/** Sends from now on. */
export async function runBentCamera(video: VideoSource): Promise<BentCamera> {
  const frames = await makeVideoClip(cameraFormat);
  let bend: Bend | undefined;
  let next = 0;
  const timer = setInterval(() => {
    // Of all packets of a frame.
    const atMs = performance.now();
    if (video.takeKeyFrameRequest(0, atMs)) next = 0;
    const { payloads = [], isKey = false } = frames[next] ?? {};
    const sent = bend && isKey ? payloads.flatMap(bentBy(bend)) : payloads;
    for (const [index, payload] of sent.entries())
      video.send(0, { payload, marker: index === sent.length - 1 }, atMs);
    next = (next + 1) % frames.length;
  }, 1000 / cameraFormat.framesPerSecond);
  return {
    bend(made) {
      bend = made;
      next = 0;
    },
    stop: () => clearInterval(timer),
  };
}

/** A packet with its parameter set as it is bent. */
function bentBy({ claim, carriage }: Bend): (payload: Buffer) => Buffer[] {
  return (payload) => {
    if (typeOf(payload) !== nalType.stapA) return [payload];
    const nals = splitAggregate(payload).map((nal) =>
      typeOf(nal) === nalType.sps ? writeSps({ ...readSps(nal), ...claim }) : nal,
    );
    if (carriage === 'together') return [aggregate(nals)];
    const others = nals.filter((nal) => typeOf(nal) !== nalType.sps);
    return [...nals.filter((nal) => typeOf(nal) === nalType.sps).flatMap(halves), aggregate(others)];
  };
}

/** FU-A (RFC 6184, 5.8). */
function halves(nal: Buffer): Buffer[] {
  const middle = nal.length >> 1;
  const header = nal[0] ?? 0;
  const fragment = (mark: number, bytes: Buffer): Buffer =>
    Buffer.concat([Buffer.of((header & 0xe0) | nalType.fuA, mark | (header & 0x1f)), bytes]);
  return [fragment(0x80, nal.subarray(1, middle)), fragment(0x40, nal.subarray(middle))];
}

function splitAggregate(payload: Buffer): Buffer[] {
  const nals: Buffer[] = [];
  for (let at = 1; at + 2 < payload.length; ) {
    const end = at + 2 + payload.readUInt16BE(at);
    nals.push(payload.subarray(at + 2, end));
    at = end;
  }
  return nals;
}

/** STAP-A (RFC 6184, 5.7.1). */
export function aggregate(nals: readonly Buffer[]): Buffer {
  const sized = nals.flatMap((nal) => [Buffer.of(nal.length >> 8, nal.length & 0xff), nal]);
  return Buffer.concat([Buffer.of(0x60 | nalType.stapA), ...sized]);
}

function typeOf(bytes: Buffer): number {
  return (bytes[0] ?? 0) & 0x1f;
}
