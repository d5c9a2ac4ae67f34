// The pictures of a shared screen: the tiles that changed, in portions that the channel takes, sharper once they stand still.
// Used by the encoding worker.
import { findChangedTiles, planTiles, type Tile } from '../../codecs/picture-tiles.ts';
import { createPictureEncoder, type TileWish } from './picture-encoder.ts';
import type { PictureFlow } from './picture-flow.ts';
import type { PictureSettings } from './picture-messages.ts';
import { effortOf } from './plan-effort.ts';
import { createPortion } from './plan-portion.ts';
import { createTileBoard, type TileBoard } from './tile-board.ts';

/** A tile that stands still gets this JPEG quality, in which print shows no fringes. */
const sharpQuality = 0.92;
/** A share waits so long for a viewer; opening a receiver takes some round trips. */
const firstViewerMs = 500;
/** How soon a channel that was full is asked again. */
const retryMs = 10;

export function createScreenPictures({ quality, widthMax }: PictureSettings): PictureFlow {
  const encoder = createPictureEncoder('screen');
  const portion = createPortion();
  let tiles: Tile[] = [];
  let board: TileBoard | undefined;
  /** There is a viewer, or one has had the time to begin. */
  let isOpen = false;
  /** The picture as it was drawn before. */
  let before: Uint8ClampedArray | undefined;

  return {
    retryMs,
    draw(picture, _effort, nowMs) {
      const { width, height } = encoder;
      encoder.draw(picture, widthMax, 1);
      const after = encoder.pixels();
      if (board && before && width === encoder.width && height === encoder.height) {
        for (const index of findChangedTiles(before, after, width, tiles)) board.change(index, nowMs);
      } else {
        tiles = planTiles(encoder.width, encoder.height);
        board = createTileBoard(tiles.length, nowMs, isOpen ? nowMs : nowMs + firstViewerMs);
        isOpen = true;
      }
      before = after;
    },
    want(nowMs, bytesPerSecond) {
      isOpen = true;
      board?.want(nowMs, bytesPerSecond);
    },
    nextAtMs: (nowMs, newDueAtMs) => Math.min(newDueAtMs, board?.nextAtMs(nowMs) ?? Number.POSITIVE_INFINITY),
    hasRoom: portion.hasRoom,
    async encode(effort, nowMs) {
      const pieces = board?.take(nowMs, portion.bytes) ?? [];
      if (board === undefined || pieces.length === 0) return undefined;
      const [current, roughQuality] = [board, quality * effortOf(effort, 'screen').qualityRatio];
      const wishes = pieces.flatMap(({ index, sharp }): TileWish[] => {
        const tile = tiles[index];
        return tile ? [{ tile, quality: sharp ? Math.max(sharpQuality, quality) : roughQuality }] : [];
      });
      portion.sent(nowMs);
      const encoded = await encoder.encode(wishes, wishes.length === tiles.length);
      for (const [order, piece] of pieces.entries())
        current.pay(piece, encoded.messages[order]?.byteLength ?? 0, nowMs);
      return encoded;
    },
  };
}
