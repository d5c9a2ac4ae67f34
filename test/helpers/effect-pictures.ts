// Looks at pictures of the face clip after effects: which frame it was, what is left of its detail, where a sticker sits.
import type { Page } from 'playwright-core';
import type { FaceClip, Place } from '../media/face-clip.ts';

/** Brightness of pixels in video range, row by row. */
export type Luma = Uint8Array;

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What a video shows now, in the clip's size. @param selector of the video */
export async function grabLuma(page: Page, selector: string, { width, height }: FaceClip): Promise<Luma> {
  const base64 = await page.evaluate(
    ({ selector, width, height }) => {
      const video = document.querySelector(selector);
      const context = new OffscreenCanvas(width, height).getContext('2d');
      if (video instanceof HTMLVideoElement) context?.drawImage(video, 0, 0, width, height);
      const data = context?.getImageData(0, 0, width, height).data ?? [];
      let text = '';
      for (let pixel = 0; pixel < data.length; pixel += 4) {
        const [red = 0, green = 0, blue = 0] = [data[pixel], data[pixel + 1], data[pixel + 2]];
        text += String.fromCharCode(Math.round(16 + 0.257 * red + 0.504 * green + 0.098 * blue));
      }
      return btoa(text);
    },
    { selector, width, height },
  );
  return Buffer.from(base64, 'base64');
}

/** The frame of the clip that a picture was made from, by the shoulders, which no effect touches. */
export function findFrame(clip: FaceClip, picture: Luma): number {
  const { width, height, frameCount } = clip;
  const shoulders = { left: width * 0.35, top: height * 0.85, width: width * 0.3, height: height * 0.13 };
  const differences = Array.from({ length: frameCount }, (_, frame) =>
    meanDifference(clip.luma(frame), picture, width, shoulders),
  );
  return differences.indexOf(Math.min(...differences));
}

function meanDifference(a: Luma, b: Luma, width: number, box: Box): number {
  return mean(pixelsOf(box, width), (at) => Math.abs((a[at] ?? 0) - (b[at] ?? 0)));
}

/**
 * Mean bend of brightness along the rows, over a 160th of the width: high where edges are sharp, low where they are
 * blurred or there are none.
 */
export function detailOf(picture: Luma, width: number, box: Box): number {
  const step = width / 160;
  return mean(pixelsOf(box, width), (at) =>
    Math.abs(2 * (picture[at] ?? 0) - (picture[at - step] ?? 0) - (picture[at + step] ?? 0)),
  );
}

/** Structural similarity of a box of two pictures (Wang et al. 2004, over windows of 8 by 8), 1 being the same. */
export function similarity(a: Luma, b: Luma, width: number, { left, top, ...size }: Box): number {
  const windows: number[] = [];
  for (let y = top; y + 8 <= top + size.height; y += 8) {
    for (let x = left; x + 8 <= left + size.width; x += 8) {
      windows.push(windowSimilarity(a, b, pixelsOf({ left: x, top: y, width: 8, height: 8 }, width)));
    }
  }
  return mean(windows, (value) => value);
}

function windowSimilarity(a: Luma, b: Luma, pixels: readonly number[]): number {
  const [meanA, meanB] = [mean(pixels, (at) => a[at] ?? 0), mean(pixels, (at) => b[at] ?? 0)];
  const varianceA = mean(pixels, (at) => ((a[at] ?? 0) - meanA) ** 2);
  const varianceB = mean(pixels, (at) => ((b[at] ?? 0) - meanB) ** 2);
  const common = mean(pixels, (at) => ((a[at] ?? 0) - meanA) * ((b[at] ?? 0) - meanB));
  const [c1, c2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2];
  return (
    ((2 * meanA * meanB + c1) * (2 * common + c2)) /
    ((meanA ** 2 + meanB ** 2 + c1) * (varianceA + varianceB + c2))
  );
}

/** The middle of what is darker than in the clip around a place; `undefined` when hardly anything is. */
export function findDarkened(
  clip: FaceClip,
  picture: Luma,
  frame: number,
  around: Place,
  radius: number,
): Place | undefined {
  const original = clip.luma(frame);
  const [left, top] = [Math.round(around.x - radius), Math.round(around.y - radius)];
  const box = { left, top, width: 2 * radius, height: 2 * radius };
  const dark = pixelsOf(box, clip.width).filter((at) => (original[at] ?? 0) - (picture[at] ?? 0) > 30);
  if (dark.length < radius) return undefined;
  return { x: mean(dark, (at) => at % clip.width), y: mean(dark, (at) => Math.floor(at / clip.width)) };
}

function pixelsOf({ left, top, width: across, height: down }: Box, width: number): number[] {
  const [firstX, firstY] = [Math.round(left), Math.round(top)];
  return Array.from({ length: Math.round(down) * Math.round(across) }, (_, index) => {
    const [x, y] = [index % Math.round(across), Math.floor(index / Math.round(across))];
    return (firstY + y) * width + firstX + x;
  });
}

export function mean<T>(values: readonly T[], read: (value: T) => number): number {
  return values.reduce((sum, value) => sum + read(value), 0) / Math.max(1, values.length);
}
