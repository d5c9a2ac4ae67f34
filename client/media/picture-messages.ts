// What the page and the two picture workers tell each other.
import type { PictureSource } from './picture-contract.ts';

/** How a source is encoded; see `JpegSenderOptions`. */
export interface PictureSettings {
  readonly source: PictureSource;
  readonly framesPerSecond: number;
  readonly quality: number;
  readonly widthMax: number;
}

/** Page to encoding worker. Pictures come as a stream of the track's frames or, where there is none, one by one. */
export type EncodeRequest =
  | {
      readonly kind: 'start';
      readonly settings: PictureSettings;
      readonly frames?: ReadableStream<VideoFrame>;
    }
  | { readonly kind: 'picture'; readonly picture: ImageBitmap }
  /** See `JpegSender`. */
  | { readonly kind: 'request-key-frame'; readonly bytesPerSecond: number | undefined }
  | { readonly kind: 'limit-pace'; readonly bytesPerSecond: number }
  /** Whether there are viewers; nothing is encoded without them. */
  | { readonly kind: 'watched'; readonly watched: boolean }
  /** The answer to `ask`: how much the channel still has to send. */
  | { readonly kind: 'buffered'; readonly bytes: number };

/** Encoding worker to page. */
export type EncodeReport =
  /** A picture is due: is there room in the channel? */
  | { readonly kind: 'ask' }
  /** The next picture of a track whose frames come one by one may be handed in. */
  | { readonly kind: 'picture-due' }
  | { readonly kind: 'dropped' }
  | {
      readonly kind: 'encoded';
      readonly messages: readonly ArrayBuffer[];
      readonly width: number;
      readonly height: number;
    };

/** Page to decoding worker; one worker serves all receivers and all canvases. */
export type DecodeRequest =
  | { readonly kind: 'receive'; readonly receiverId: number; readonly message: ArrayBuffer }
  | { readonly kind: 'adopt-canvas'; readonly canvasId: number; readonly canvas: OffscreenCanvas }
  | { readonly kind: 'show'; readonly receiverId: number; readonly canvasId: number }
  | { readonly kind: 'hide'; readonly receiverId: number; readonly canvasId: number }
  | { readonly kind: 'drop-canvas'; readonly canvasId: number }
  | { readonly kind: 'stop'; readonly receiverId: number };

/** Decoding worker to page. */
export type DecodeReport =
  /** The first tile of another picture was drawn. */
  | { readonly kind: 'drawn'; readonly receiverId: number; readonly width: number; readonly height: number }
  /** Tiles were lost on the way. */
  | { readonly kind: 'lost'; readonly receiverId: number };
