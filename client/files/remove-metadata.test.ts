import sharp from 'sharp';
import { expect, test } from 'vitest';
import { removeMetadata } from './remove-metadata.ts';

const picture = () => sharp({ create: { width: 40, height: 20, channels: 3, background: 'teal' } });
const withPlace = {
  IFD0: { Copyright: 'Ada' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' },
} as const;
const clean = (file: Buffer): Buffer => Buffer.from(removeMetadata(Uint8Array.from(file)));
const pixelsOf = (file: Buffer): Promise<Buffer> => sharp(file).raw().toBuffer();

test.each(['jpeg', 'png', 'webp'] as const)(
  'T31: a %s loses where it was taken, and no pixel',
  async (kind) => {
    const file = await picture().toFormat(kind).withExif(withPlace).toBuffer();
    expect((await sharp(file).metadata()).exif).toBeDefined();
    const cleaned = clean(file);
    expect((await sharp(cleaned).metadata()).exif).toBeUndefined();
    expect(cleaned.includes('Ada')).toBe(false);
    expect(await pixelsOf(cleaned)).toEqual(await pixelsOf(file));
  },
);

test('T31: a JPEG keeps which way up it is, and loses what comes behind the picture', async () => {
  const file = await picture()
    .jpeg({ progressive: true })
    .withExif(withPlace)
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const cleaned = clean(Buffer.concat([file, Buffer.from('ftypmp42 a film')]));
  expect(await sharp(cleaned).metadata()).toMatchObject({ orientation: 6, width: 40, height: 20 });
  expect(cleaned.includes('film')).toBe(false);
  expect(cleaned.includes('Ada')).toBe(false);
});

test('what is no picture, or is cut short, stays as it is', async () => {
  const whole = await picture().jpeg().toBuffer();
  for (const file of [Buffer.from('hello'), Buffer.alloc(0), whole.subarray(0, 60), whole.subarray(0, 3)])
    expect(clean(file)).toEqual(Buffer.from(file));
});
