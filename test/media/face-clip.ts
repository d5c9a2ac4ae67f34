// Makes a clip of a real face that moves and tilts before a camera, with the places of its eyes, nose and mouth in every frame.
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Photograph, readPng } from './png.ts';

/** Raised when the picture changes, so that an older cached file is not used. */
const version = 1;
/** Brought by `npm run setup -- --tests`. */
const photographFile = join(import.meta.dirname, '../../dist/test-media/astronaut.png');
const frameCount = 60;
const framesPerSecond = 15;

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Read off the photograph, enlarged eight times, with half a pixel of doubt. */
export const landmarks = {
  leftEye: { x: 203.4, y: 100.6 },
  rightEye: { x: 246.9, y: 103.5 },
  nose: { x: 225, y: 126.9 },
  mouth: { x: 223.8, y: 146.3 },
} as const;
/** The photograph turns around the middle of the face. */
const pivot = { x: 225, y: 115 };

/** The photograph itself: an astronaut before a flag and a model of her ship. */
export function readPhotograph(): Photograph {
  return readPng(readFileSync(photographFile));
}

export type Landmark = keyof typeof landmarks;

export interface FaceClip {
  /** A y4m file that begins again after four seconds. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly frameCount: number;
  /** Brightness of a frame's pixels in video range, row by row. */
  luma(frame: number): Uint8Array;
  /** Where a part of the face is in a frame, in pixels. */
  placeOf(landmark: Landmark, frame: number): Place;
}

/** @param size even; as a camera's, 640 by 360 for example */
export function makeFaceClip({ width, height }: { width: number; height: number }): FaceClip {
  const folder = join(tmpdir(), 'plenum-test-media');
  const path = join(folder, `face-${version}-${width}x${height}.y4m`);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    writeClip(path, width, height);
  }
  const header = headerOf(width, height);
  const bytes = readFileSync(path);
  const frameBytes = frameMark.length + (width * height * 3) / 2;
  return {
    path,
    width,
    height,
    frameCount,
    luma(frame) {
      const start = header.length + frame * frameBytes + frameMark.length;
      return bytes.subarray(start, start + width * height);
    },
    placeOf: (landmark, frame) => toFrame(landmarks[landmark], poseOf(frame, width, height)),
  };
}

const frameMark = 'FRAME\n';

function headerOf(width: number, height: number): string {
  return `YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`;
}

function writeClip(path: string, width: number, height: number): void {
  const photograph = readPhotograph();
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'w');
  writeSync(file, headerOf(width, height));
  for (let frame = 0; frame < frameCount; frame += 1) {
    writeSync(file, frameMark);
    writeSync(file, drawFace(photograph, poseOf(frame, width, height), width, height));
  }
  closeSync(file);
  renameSync(draft, path);
}

interface Pose {
  readonly middle: Place;
  readonly scale: number;
  readonly angle: number;
}

/** Swings from side to side once in the clip, nodding along. */
function poseOf(frame: number, width: number, height: number): Pose {
  const phase = (2 * Math.PI * frame) / frameCount;
  return {
    middle: { x: width * (0.5 + 0.09 * Math.sin(phase)), y: height * (0.45 + 0.02 * Math.cos(2 * phase)) },
    scale: height / 270,
    angle: 0.14 * Math.sin(phase),
  };
}

function toFrame({ x, y }: Place, { middle, scale, angle }: Pose): Place {
  const [right, down] = [(x - pivot.x) * scale, (y - pivot.y) * scale];
  return {
    x: middle.x + right * Math.cos(angle) - down * Math.sin(angle),
    y: middle.y + right * Math.sin(angle) + down * Math.cos(angle),
  };
}

function toPhotograph(x: number, y: number, { middle, scale, angle }: Pose): Place {
  const [right, down] = [(x - middle.x) / scale, (y - middle.y) / scale];
  return {
    x: pivot.x + right * Math.cos(angle) + down * Math.sin(angle),
    y: pivot.y - right * Math.sin(angle) + down * Math.cos(angle),
  };
}

/** As I420 in video range (BT.601). */
function drawFace(photograph: Photograph, pose: Pose, width: number, height: number): Uint8Array {
  const frame = new Uint8Array((width * height * 3) / 2);
  const [blueAt, redAt] = [width * height, (width * height * 5) / 4];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [red, green, blue] = sample(photograph, toPhotograph(x, y, pose));
      frame[y * width + x] = 16 + 0.257 * red + 0.504 * green + 0.098 * blue;
      if (x % 2 === 1 || y % 2 === 1) continue;
      const chroma = (y / 2) * (width / 2) + x / 2;
      frame[blueAt + chroma] = 128 - 0.148 * red - 0.291 * green + 0.439 * blue;
      frame[redAt + chroma] = 128 + 0.439 * red - 0.368 * green - 0.071 * blue;
    }
  }
  return frame;
}

/** Between four pixels; beyond the edge, the edge goes on. */
function sample(
  { width, height, rgb }: Photograph,
  { x, y }: Place,
): [red: number, green: number, blue: number] {
  const [inX, inY] = [Math.min(width - 1.001, Math.max(0, x)), Math.min(height - 1.001, Math.max(0, y))];
  const [left, top] = [Math.floor(inX), Math.floor(inY)];
  const [right, below] = [inX - left, inY - top];
  const at = (top * width + left) * 3;
  const color = (channel: number) => {
    const [here, next] = [rgb[at + channel] ?? 0, rgb[at + 3 + channel] ?? 0];
    const [under, last] = [rgb[at + width * 3 + channel] ?? 0, rgb[at + width * 3 + 3 + channel] ?? 0];
    return (here * (1 - right) + next * right) * (1 - below) + (under * (1 - right) + last * right) * below;
  };
  return [color(0), color(1), color(2)];
}
