// Draws the tray's picture of each state, at any size, by shapes alone: Plenum's seats, and a sign in the corner. Pure.
import type { TrayIcon } from './plan-tray.ts';

/** All shapes are drawn on a field of 32 x 32, as the icon of the web client is. */
const fieldSize = 32;
/** Samples a pixel and direction: enough for edges that look smooth at 16 pixels. */
const samples = 4;

type Colour = readonly [red: number, green: number, blue: number];
type Shape = (x: number, y: number) => boolean;
interface Layer {
  readonly shape: Shape;
  /** `erase`: what lies beneath is taken away. */
  readonly paint: Colour | 'erase';
  /** 0 to 1. */
  readonly alpha: number;
}

const white: Colour = [255, 255, 255];
const black: Colour = [0, 0, 0];
const plate: Record<TrayIcon, Colour> = {
  away: [100, 116, 139],
  idle: [15, 118, 110],
  live: [15, 118, 110],
  muted: [15, 118, 110],
  sharing: [15, 118, 110],
};
const green: Colour = [34, 197, 94];
const red: Colour = [220, 38, 38];

const seats: Shape = anyOf([
  circle(16, 24.5, 3.6),
  circle(6.5, 19.5, 2.8),
  circle(9.2, 11.8, 2.8),
  circle(16, 8.4, 2.8),
  circle(22.8, 11.8, 2.8),
  circle(25.5, 19.5, 2.8),
]);
const corner = { x: 24.5, y: 24.5 };

/**
 * The picture of a state.
 * @param sizePx width and height; trays show 16 to 24, or twice that on dense screens
 * @param look `template`: black and clear only, for the menu bar of macOS, which colours it itself
 * @returns four bytes a pixel (red, green, blue, alpha), row by row
 */
export function drawIcon(icon: TrayIcon, sizePx: number, look: 'colour' | 'template'): Uint8Array {
  const layers = look === 'colour' ? colourLayers(icon) : templateLayers(icon);
  const pixels = new Uint8Array(sizePx * sizePx * 4);
  for (let y = 0; y < sizePx; y++)
    for (let x = 0; x < sizePx; x++)
      pixels.set(pixelOf(layers, x, y, fieldSize / sizePx), (y * sizePx + x) * 4);
  return pixels;
}

function colourLayers(icon: TrayIcon): Layer[] {
  const sign = (colour: Colour, shape: Shape): Layer[] => [
    { shape: circle(corner.x, corner.y, 7.5), paint: 'erase', alpha: 1 },
    { shape, paint: colour, alpha: 1 },
  ];
  const signs: Record<TrayIcon, Layer[]> = {
    away: [],
    idle: [],
    live: sign(green, circle(corner.x, corner.y, 6)),
    muted: [
      { shape: slash(4), paint: 'erase', alpha: 1 },
      { shape: slash(2), paint: red, alpha: 1 },
    ],
    sharing: sign(red, square(corner.x, corner.y, 5.5)),
  };
  return [
    { shape: roundedSquare(8), paint: plate[icon], alpha: 1 },
    { shape: seats, paint: white, alpha: 1 },
    ...signs[icon],
  ];
}

function templateLayers(icon: TrayIcon): Layer[] {
  const seatsLayer: Layer = { shape: seats, paint: black, alpha: icon === 'away' ? 0.4 : 1 };
  const sign = (shape: Shape): Layer[] => [
    { shape: circle(corner.x, corner.y, 9), paint: 'erase', alpha: 1 },
    { shape, paint: black, alpha: 1 },
  ];
  const signs: Record<TrayIcon, Layer[]> = {
    away: [],
    idle: [],
    live: sign(circle(corner.x, corner.y, 6.5)),
    muted: [
      { shape: slash(4), paint: 'erase', alpha: 1 },
      { shape: slash(1.6), paint: black, alpha: 1 },
    ],
    sharing: sign(square(corner.x, corner.y, 6)),
  };
  return [seatsLayer, ...signs[icon]];
}

/** One pixel: the layers laid over each other, each by the share of the pixel that it covers. */
function pixelOf(layers: readonly Layer[], column: number, row: number, scale: number): number[] {
  let colour: Colour = black;
  let alpha = 0;
  for (const layer of layers) {
    const cover = coverage(layer.shape, column, row, scale) * layer.alpha;
    if (cover === 0) continue;
    if (layer.paint === 'erase') {
      alpha *= 1 - cover;
      continue;
    }
    const below = alpha * (1 - cover);
    alpha = cover + below;
    colour = mix(layer.paint, colour, cover / alpha);
  }
  return [...colour.map(Math.round), Math.round(alpha * 255)];
}

function coverage(shape: Shape, column: number, row: number, scale: number): number {
  let inside = 0;
  for (let sample = 0; sample < samples ** 2; sample++) {
    const x = column + ((sample % samples) + 0.5) / samples;
    const y = row + (Math.floor(sample / samples) + 0.5) / samples;
    if (shape(x * scale, y * scale)) inside++;
  }
  return inside / samples ** 2;
}

function mix(above: Colour, below: Colour, share: number): Colour {
  const channel = (at: 0 | 1 | 2) => above[at] * share + below[at] * (1 - share);
  return [channel(0), channel(1), channel(2)];
}

function circle(centreX: number, centreY: number, radius: number): Shape {
  return (x, y) => Math.hypot(x - centreX, y - centreY) <= radius;
}

function square(centreX: number, centreY: number, half: number): Shape {
  return (x, y) => Math.max(Math.abs(x - centreX), Math.abs(y - centreY)) <= half;
}

function roundedSquare(radius: number): Shape {
  const half = fieldSize / 2;
  return (x, y) => {
    const outX = Math.max(Math.abs(x - half) - (half - radius), 0);
    const outY = Math.max(Math.abs(y - half) - (half - radius), 0);
    return Math.hypot(outX, outY) <= radius;
  };
}

/** A stroke from the upper left to the lower right. */
function slash(halfWidth: number): Shape {
  return (x, y) => Math.abs(x - y) / Math.SQRT2 <= halfWidth && Math.min(x, y) >= 3 && Math.max(x, y) <= 29;
}

function anyOf(shapes: readonly Shape[]): Shape {
  return (x, y) => shapes.some((shape) => shape(x, y));
}
