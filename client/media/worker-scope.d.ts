// Globals of workers and worklets that TypeScript's DOM library does not declare; used by the worker and worklet files here.
/// <reference types="vite/client" />

/** Tells a worker of an encoded transform that was given to it. */
interface RTCTransformEvent extends Event {
  readonly transformer: {
    readonly readable: ReadableStream<RTCEncodedAudioFrame>;
    readonly writable: WritableStream<RTCEncodedAudioFrame>;
    readonly options: unknown;
  };
}

/** Sampling rate of the worklet's context in Hz. */
declare const sampleRate: number;
/** Seconds of sound that the worklet's context has rendered. */
declare const currentTime: number;

declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
  abstract process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean;
}

declare function registerProcessor(
  name: string,
  processor: new (options: AudioWorkletNodeOptions) => AudioWorkletProcessor,
): void;

/** Chromium's access to the frames of a track. */
declare class MediaStreamTrackProcessor {
  constructor(options: { track: MediaStreamTrack; maxBufferSize?: number });
  readonly readable: ReadableStream<VideoFrame>;
}

/** Chromium's track whose frames a script makes. */
declare class MediaStreamTrackGenerator extends MediaStreamTrack {
  constructor(options: { kind: 'video' });
  readonly writable: WritableStream<VideoFrame>;
}
