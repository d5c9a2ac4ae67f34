// What the process that opens pictures is asked and answers. Read by both sides of it.

/** The first picture of a file, turned upright, made to fit `side` pixels and written as WebP without metadata. */
export interface PictureJob {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly side: number;
  /** Cut to a square around its middle. */
  readonly square: boolean;
}

export interface PictureFacts {
  /** Of the picture as it is shown, in pixels. */
  readonly width: number;
  readonly height: number;
  /** A tiny WebP in base64. */
  readonly placeholder: string;
}

export interface PictureAnswer {
  readonly id: number;
  /** Without it the file is no picture that is opened. */
  readonly facts?: PictureFacts;
}
