// Makes of a picture that a person chose the small square that is sent: its middle, without anything that came beside it.
import { picturePartMax, picturePartsMax, profilePictureSide } from '../../protocol/people/people-limits.ts';

const qualities = [0.9, 0.8, 0.65, 0.5, 0.3];

/** The part of a picture that is its middle square. Pure. */
export function middleSquare(width: number, height: number): { x: number; y: number; side: number } {
  const side = Math.min(width, height);
  return { x: Math.floor((width - side) / 2), y: Math.floor((height - side) / 2), side };
}

/** @returns base64 in parts as they are sent; `undefined` where it cannot be opened */
export async function cropPicture(file: Blob): Promise<string[] | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (picture === undefined) return undefined;
  const canvas = document.createElement('canvas');
  canvas.width = profilePictureSide;
  canvas.height = profilePictureSide;
  const context = canvas.getContext('2d');
  const { x, y, side } = middleSquare(picture.width, picture.height);
  if (context === null || side === 0) return undefined;
  // What is transparent would be black.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, x, y, side, side, 0, 0, canvas.width, canvas.height);
  picture.close();
  for (const quality of qualities) {
    const encoded = canvas.toDataURL('image/jpeg', quality).split(',', 2)[1] ?? '';
    if (encoded === '' || encoded.length > picturePartMax * picturePartsMax) continue;
    return encoded.match(new RegExp(`.{1,${picturePartMax}}`, 'g')) ?? undefined;
  }
  return undefined;
}
