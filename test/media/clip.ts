// Makes the clip that tests feed to cameras: numbered frames with a picture code above a moving pattern, as a y4m file.
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeCells, codeColumns, codeHeightRatio, codeRows } from './picture-code.ts';

/** Raised when the picture changes, so that an older cached file is not used. */
const version = 1;
/** Luma of white and black in video range. */
const [white, black] = [235, 16];

export interface ClipOptions {
  /** Even; 640 by default. */
  readonly width?: number;
  /** Even; 360 by default. */
  readonly height?: number;
  /** 15 by default. */
  readonly framesPerSecond?: number;
  /** 300 by default: 20 s, after which a fake camera begins again at number 0. */
  readonly frameCount?: number;
}

/** A y4m file whose frames are numbered from 0; made once per machine and form. @returns its path */
export function makeClip(options: ClipOptions = {}): string {
  const { width = 640, height = 360, framesPerSecond = 15, frameCount = 300 } = options;
  const folder = join(tmpdir(), 'plenum-test-media');
  const name = `clip-${version}-${width}x${height}-${framesPerSecond}-${frameCount}.y4m`;
  const path = join(folder, name);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'w');
  writeSync(file, `YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`);
  for (let number = 0; number < frameCount; number += 1) {
    writeSync(file, 'FRAME\n');
    writeSync(file, drawFrame(number, width, height));
  }
  closeSync(file);
  renameSync(draft, path);
  return path;
}

/** One frame as I420: luma, then both chroma planes at half the size. */
export function drawFrame(number: number, width: number, height: number): Uint8Array {
  const frame = new Uint8Array((width * height * 3) / 2);
  const codeHeight = Math.round(height * codeHeightRatio);
  const cells = codeCells(number);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      frame[y * width + x] =
        y < codeHeight
          ? cells[cellIndex(x / width, y / codeHeight)]
            ? white
            : black
          : 126 + 60 * Math.sin((x + 4 * number) / 23) * Math.cos((y - 2 * number) / 17);
    }
  }
  frame.fill(112 + (number % 32), width * height, (width * height * 5) / 4);
  frame.fill(144 - (number % 32), (width * height * 5) / 4);
  return frame;
}

function cellIndex(acrossRatio: number, downRatio: number): number {
  return Math.floor(downRatio * codeRows) * codeColumns + Math.floor(acrossRatio * codeColumns);
}
