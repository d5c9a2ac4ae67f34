// The stickers as shapes, measured in hundredths of the distance between two eyes; drawn by the worker and by the screens.
import type { Sticker } from './effect-contract.ts';

interface Shape {
  /** A path as SVG writes it; what lies inside twice is open. */
  readonly path: string;
  readonly fill: string;
}

interface Art {
  readonly shapes: readonly Shape[];
  /** Left, top, width and height of all of it, as SVG's viewBox. */
  readonly box: readonly [number, number, number, number];
}

/** The origin is where the sticker sits: between the eyes, on the lip, at the middle of the brim. */
export const stickerArt: Readonly<Record<Sticker, Art>> = {
  hat: {
    box: [-175, -225, 350, 265],
    shapes: [
      { path: 'M-165 0C-120-26 120-26 165 0C150 40-150 40-165 0Z', fill: '#1d2129' },
      { path: 'M-98-6L-110-200C-70-218 70-218 110-200L98-6C55 16-55 16-98-6Z', fill: '#2b303b' },
      { path: 'M-101-52C-55-32 55-32 101-52L98-6C55 16-55 16-98-6Z', fill: '#c2410c' },
      { path: 'M-92-190C-84-194-76-197-68-199L-62-48C-70-50-78-53-84-56Z', fill: '#ffffff22' },
    ],
  },
  glasses: {
    box: [-130, -50, 260, 105],
    shapes: [
      { path: 'M-98-28C-60-42-22-34-14-20C-10 24-34 42-58 40C-88 38-104 12-98-28Z', fill: '#8ecbff2e' },
      { path: 'M98-28C60-42 22-34 14-20C10 24 34 42 58 40C88 38 104 12 98-28Z', fill: '#8ecbff2e' },
      {
        path: 'M-108-34C-66-54-20-44-6-26C-2-28 2-28 6-26C20-44 66-54 108-34L126-30L124-18L109-18C110 18 92 48 58 50C30 50 6 30 5-8C2-14-2-14-5-8C-6 30-30 50-58 50C-92 48-110 18-109-18L-124-18L-126-30ZM-98-28C-104 12-88 38-58 40C-34 42-10 24-14-20C-22-34-60-42-98-28ZM98-28C104 12 88 38 58 40C34 42 10 24 14-20C22-34 60-42 98-28Z',
        fill: '#12161f',
      },
    ],
  },
  moustache: {
    box: [-95, -28, 190, 70],
    shapes: [
      {
        path: 'M0-12C14-28 44-26 56-8C64 4 78 4 84-10C94 12 74 34 46 28C26 24 10 18 0 10C-10 18-26 24-46 28C-74 34-94 12-84-10C-78 4-64 4-56-8C-44-26-14-28 0-12Z',
        fill: '#3b2417',
      },
    ],
  },
};
