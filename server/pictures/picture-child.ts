// Opens untrusted pictures in a process of its own, which may die of them. Started by picture-maker.
import sharp, { type Sharp } from 'sharp';
import type { PictureAnswer, PictureFacts, PictureJob } from './picture-jobs.ts';

const pixelsMax = 100_000_000;
const placeholderSide = 16;

// JPEG, PNG, WebP, GIF and AVIF; SVG, PDF, TIFF and all else that libvips can open stay closed.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegFile',
    'VipsForeignLoadPngFile',
    'VipsForeignLoadWebpFile',
    'VipsForeignLoadNsgifFile',
    'VipsForeignLoadHeifFile',
  ],
});
sharp.cache(false);
sharp.concurrency(1);

function open(from: string): Sharp {
  return sharp(from, { limitInputPixels: pixelsMax, sequentialRead: true, pages: 1, failOn: 'error' });
}

async function look({ from, to, side, square }: PictureJob): Promise<PictureFacts> {
  const { autoOrient } = await open(from).metadata();
  const { width, height } = autoOrient;
  const fit = square ? 'cover' : 'inside';
  await open(from)
    .autoOrient()
    .resize({ width: side, height: side, fit, withoutEnlargement: !square })
    .webp({ quality: 80 })
    .toFile(to);
  const tiny = await sharp(to)
    .resize({ width: placeholderSide, height: placeholderSide, fit: 'inside' })
    .webp({ quality: 20 })
    .toBuffer();
  return { width, height, placeholder: tiny.toString('base64') };
}

process.on('message', (job: PictureJob) => {
  const answer = (given: PictureAnswer): void => void process.send?.(given);
  look(job).then(
    (facts) => answer({ id: job.id, facts }),
    () => answer({ id: job.id }),
  );
});
process.on('disconnect', () => process.exit());
