// Records a voice message from an opened microphone: Speex in Ogg, or Opus as the browser makes it. Started by voice-engine.
import { closeMicrophone, connectMicrophone, type OpenedMicrophone } from './microphone-input.ts';
import { listen, tell } from './ports.ts';
import type { Recording, RecordingListener } from './voice-contract.ts';
import type { RecordedPages, VoiceFileRequest } from './voice-file-messages.ts';
import { type CaptureReport, type CaptureRequest, captureProcessorName } from './voice-messages.ts';

/** As long as a page of Speex. */
const opusPieceMs = 500;

export interface SpeexRecordingParts {
  /** With the capture worklet loaded, at the rate of Speex wideband. */
  readonly context: AudioContext;
  readonly worker: Worker;
  readonly speexModule: WebAssembly.Module;
  readonly listener: RecordingListener;
}

function startCapture(
  context: AudioContext,
  opened: OpenedMicrophone,
  { onLevel }: RecordingListener,
): { readonly node: AudioWorkletNode; readonly close: () => void } {
  const node = new AudioWorkletNode(context, captureProcessorName, {
    numberOfInputs: 1,
    numberOfOutputs: 0,
    channelCount: 1,
    channelCountMode: 'explicit',
  });
  listen<CaptureReport>(node.port, ({ levelDb }) => onLevel(levelDb));
  const input = connectMicrophone(context, opened);
  input.sound.connect(node);
  return {
    node,
    close: () => {
      tell<CaptureRequest>(node.port, { kind: 'stop' });
      input.close();
    },
  };
}

export function recordSpeex(parts: SpeexRecordingParts, opened: OpenedMicrophone): Recording {
  const { context, worker, speexModule, listener } = parts;
  const capture = startCapture(context, opened, listener);
  const frames = new MessageChannel();
  const pages = new MessageChannel();
  const ended = Promise.withResolvers<void>();
  listen<RecordedPages>(pages.port1, ({ page, isLast }) => {
    listener.onBytes(page);
    if (isLast) ended.resolve();
  });
  const [serial = 0] = crypto.getRandomValues(new Uint32Array(1));
  tell<VoiceFileRequest>(
    worker,
    { kind: 'record', speexModule, frames: frames.port1, pages: pages.port2, serial },
    [frames.port1, pages.port2],
  );
  tell<CaptureRequest>(capture.node.port, { kind: 'frames-to', port: frames.port2 }, [frames.port2]);
  return {
    stop: () => {
      capture.close();
      tell<'end'>(pages.port1, 'end');
      return ended.promise;
    },
  };
}

/** @throws NotSupportedError where the browser records nothing that others play */
export function recordOpus(opened: OpenedMicrophone, listener: RecordingListener): Recording {
  const recorder = new MediaRecorder(opened.stream, { audioBitsPerSecond: 24_000 });
  // Pieces keep their order, though each has to be read first.
  let written = Promise.resolve();
  recorder.addEventListener('dataavailable', ({ data }) => {
    written = written.then(async () => listener.onBytes(new Uint8Array(await data.arrayBuffer())));
  });
  const ended = new Promise<void>((resolve) => {
    recorder.addEventListener('stop', () => resolve(), { once: true });
  });
  recorder.start(opusPieceMs);
  return {
    stop: async () => {
      recorder.stop();
      await ended;
      await written;
      closeMicrophone(opened);
    },
  };
}
