// The small picture that stands for a large one. Used when an upload is finished, and where it is missing.
import type { PictureFacts } from '../../pictures/picture-jobs.ts';
import type { PictureMaker } from '../../pictures/picture-maker.ts';
import type { FilePlaces } from './file-places.ts';

/** Longest side in pixels: twice what a conversation shows, for dense screens. */
const previewSide = 960;

/** @returns what the picture is; `undefined` when it is none that is opened */
export async function makePreview(
  pictures: Pick<PictureMaker, 'make'>,
  places: FilePlaces,
  blobId: string,
): Promise<PictureFacts | undefined> {
  const to = await places.preparePreview(blobId);
  return pictures.make({ from: places.blob(blobId), to, side: previewSide, square: false });
}
