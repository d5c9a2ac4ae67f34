// What the page and the worker of voice messages tell each other.

/** Page to worker. `frames` carries `Float32Array`s of 320 samples from the capture worklet; `pages` goes back, and takes `'end'`. */
export type VoiceFileRequest =
  | {
      readonly kind: 'record';
      readonly speexModule: WebAssembly.Module;
      readonly frames: MessagePort;
      readonly pages: MessagePort;
      /** Of the Ogg stream, 32 random bits. */
      readonly serial: number;
    }
  | {
      readonly kind: 'decode';
      readonly speexModule: WebAssembly.Module;
      readonly file: ArrayBuffer;
      readonly answer: MessagePort;
    };

export interface RecordedPages {
  readonly page: Uint8Array<ArrayBuffer>;
  readonly isLast: boolean;
}

export interface DecodedVoice {
  /** Without it the file is no voice message in Speex. */
  readonly wav: Blob | undefined;
}
