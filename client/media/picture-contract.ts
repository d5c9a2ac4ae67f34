// What sends and shows pictures: JPEG over data channels, tracks in video elements. Wired by the call's controller.

/** Pictures by data channel come from one of these. */
export type PictureSource = 'camera' | 'screen';

/** Where a JPEG sender writes; an `RTCDataChannel` and mediasoup-client's `DataProducer` both are one. */
export interface PictureOutlet {
  readonly readyState: RTCDataChannelState;
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number;
  send(message: ArrayBuffer): void;
}

export interface JpegSenderOptions {
  readonly track: MediaStreamTrack;
  readonly source: PictureSource;
  readonly channel: PictureOutlet;
  /** Pictures a second at most; 15 for a camera and 8 for a screen by default. */
  readonly framesPerSecond?: number;
  /** JPEG quality 0..1; 0.7 for a camera and 0.85 for a screen by default. */
  readonly quality?: number;
  /** Wider pictures are scaled down to this; 1280 for a camera, 2560 for a screen by default. */
  readonly widthMax?: number;
}

export interface JpegSenderStats {
  readonly framesSent: number;
  /** Pictures left out because the channel was still busy with earlier ones. */
  readonly framesDropped: number;
  readonly bytesSent: number;
  readonly width: number;
  readonly height: number;
}

export interface JpegSender {
  /**
   * Everything is sent again; call it when the server says `video:key-frame-requested`.
   * @param bytesPerSecond what a receiver that fell behind takes; without it, one has just begun to watch
   */
  requestKeyFrame(bytesPerSecond?: number): void;
  /** Sends no more than this for a while; call it when the server says `picture:pace-limited`. */
  limitPace(bytesPerSecond: number): void;
  /** Nothing is encoded without viewers. Call it when the server says `picture:layers-wanted`. */
  setWatched(watched: boolean): void;
  /** Sends the pictures of another track from now on. */
  replaceTrack(track: MediaStreamTrack): void;
  stats(): JpegSenderStats;
  /** Ends sending; the track is left to its owner. */
  stop(): void;
}

export interface PictureStats {
  readonly width: number;
  readonly height: number;
  /** Pictures decoded since the start; of a picture in tiles, only whether any of them arrived counts. */
  readonly framesDecoded: number;
  /** Pictures decoded within the last second. */
  readonly framesPerSecond: number;
}

export interface JpegReceiver {
  /** One message of the data channel, whose `binaryType` is `arraybuffer`; the buffer is taken over. */
  receive(message: ArrayBuffer): void;
  /** Draws into the canvas, also one that was used before; returns the end. Without a canvas nothing is decoded. */
  show(canvas: HTMLCanvasElement): () => void;
  stats(): PictureStats;
  stop(): void;
}

/** A track shown in a video element. */
export interface ShownTrack {
  stats(): PictureStats;
  detach(): void;
}
