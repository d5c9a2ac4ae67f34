import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { drawIcon } from './draw-icon.ts';
import { encodePng } from './encode-png.ts';
import type { TrayIcon } from './plan-tray.ts';

const icons: TrayIcon[] = ['away', 'idle', 'live', 'muted', 'sharing'];

describe('the picture in the tray', () => {
  test.each(['colour', 'template'] as const)('differs for every state in the look "%s"', (look) => {
    const pictures = icons.map((icon) => Buffer.from(drawIcon(icon, 16, look)).toString('hex'));
    expect(new Set(pictures).size).toBe(icons.length);
  });

  test('is black and clear alone where the system colours it', () => {
    for (const icon of icons) {
      const pixels = drawIcon(icon, 32, 'template');
      expect(pixels.every((value, at) => at % 4 === 3 || value === 0)).toBe(true);
      expect(pixels.some((value, at) => at % 4 === 3 && value === 255) || icon === 'away').toBe(true);
    }
  });

  test('becomes a PNG whose rows are its pixels', () => {
    const pixels = drawIcon('live', 16, 'colour');
    const png = encodePng(pixels, 16);
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([16, 16]);
    const bodyLength = png.readUInt32BE(33);
    const rows = inflateSync(png.subarray(41, 41 + bodyLength));
    const unfiltered = Array.from({ length: 16 }, (_, y) => rows.subarray(y * 65 + 1, (y + 1) * 65));
    expect(Buffer.concat(unfiltered).equals(pixels)).toBe(true);
  });
});
