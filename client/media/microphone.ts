// The own microphone: capture worklet, level, and the transform that puts Speex into the carrier; started by voice-engine.
import { silenceDb } from '../../codecs/sound-level.ts';
import { noVoiceLoss } from '../../protocol/media/voice-loss.ts';
import { connectMicrophone, type OpenedMicrophone } from './microphone-input.ts';
import { listen, tell } from './ports.ts';
import type { VoiceCodec } from '../../protocol/room/roster.ts';
import type { Microphone } from './voice-contract.ts';
import {
  type CaptureReport,
  type CaptureRequest,
  captureProcessorName,
  type VoiceTransformOptions,
  type VoiceWorkerRequest,
} from './voice-messages.ts';
import { watchUplink } from './uplink.ts';

export interface MicrophoneParts {
  /** With the capture worklet loaded, at the rate of Speex wideband. */
  readonly context: AudioContext;
  readonly worker: Worker;
  /** Settles when the worker has Speex loaded. */
  readonly speexReady: Promise<void>;
  readonly onLevel: (levelDb: number) => void;
}

let lastMicrophoneId = 0;

/**
 * Starts capture; for `speex` that must be loaded. With `opus` only the level is taken, since the browser encodes the track
 * by itself: a copy of it, which muting silences, while the level goes on to tell who speaks muted.
 */
export function captureMicrophone(
  parts: MicrophoneParts,
  opened: OpenedMicrophone,
  startCodec: VoiceCodec,
): Microphone {
  const { context, worker, speexReady, onLevel } = parts;
  lastMicrophoneId += 1;
  const microphoneId = lastMicrophoneId;
  const capture = new AudioWorkletNode(context, captureProcessorName, {
    numberOfInputs: 1,
    numberOfOutputs: 0,
    channelCount: 1,
    channelCountMode: 'explicit',
  });
  const tellCapture = (request: CaptureRequest, transfer?: Transferable[]) =>
    tell(capture.port, request, transfer);
  const tellWorker = (request: VoiceWorkerRequest, transfer?: Transferable[]) =>
    tell(worker, request, transfer);

  listen<CaptureReport>(capture.port, ({ levelDb }) => onLevel(levelDb));
  let codec = startCodec;
  const startSpeex = () => {
    const { port1, port2 } = new MessageChannel();
    tellWorker({ kind: 'start-microphone', microphoneId, frames: port1 }, [port1]);
    tellCapture({ kind: 'frames-to', port: port2 }, [port2]);
  };
  if (codec === 'speex') startSpeex();

  let reported = noVoiceLoss;
  let uplinkLossRatio = 0;
  const tellLoss = () => {
    const loss = { ...reported, lossRatio: Math.max(reported.lossRatio, uplinkLossRatio) };
    tellWorker({ kind: 'expect-loss', microphoneId, loss });
  };
  let stopWatching = () => {};

  let input = connectMicrophone(context, opened);
  input.sound.connect(capture);

  let muted = false;
  let copy: MediaStreamTrack | undefined;
  const renewCopy = () => {
    copy?.stop();
    copy = codec === 'opus' ? input.track.clone() : undefined;
    if (copy) copy.enabled = !muted;
  };
  renewCopy();

  return {
    get codec() {
      return codec;
    },
    get track() {
      return copy ?? input.track;
    },
    attachSender(sender) {
      if (codec !== 'speex') return;
      const options: VoiceTransformOptions = { direction: 'send', microphoneId };
      sender.transform = new RTCRtpScriptTransform(worker, options);
      stopWatching();
      stopWatching = watchUplink(sender, ({ lossRatio, ...uplink }) => {
        uplinkLossRatio = lossRatio;
        tellLoss();
        tellWorker({ kind: 'expect-uplink', microphoneId, uplink });
      });
    },
    async setCodec(next) {
      if (next === 'speex') await speexReady;
      if (next === codec) return;
      codec = next;
      stopWatching();
      if (codec === 'speex') startSpeex();
      else tellWorker({ kind: 'stop-microphone', microphoneId });
      renewCopy();
    },
    setMuted(nowMuted) {
      muted = nowMuted;
      tellCapture({ kind: 'mute', muted });
      if (copy) copy.enabled = !muted;
      if (muted) tellWorker({ kind: 'pause-microphone', microphoneId });
    },
    expectLoss(loss) {
      reported = loss;
      tellLoss();
    },
    replaceInput(opened) {
      const former = input;
      input = connectMicrophone(context, opened);
      input.sound.connect(capture);
      former.sound.disconnect(capture);
      former.close();
      renewCopy();
      return copy ?? input.track;
    },
    stop() {
      stopWatching();
      copy?.stop();
      input.close();
      tellCapture({ kind: 'stop' });
      tellWorker({ kind: 'stop-microphone', microphoneId });
      onLevel(silenceDb);
    },
  };
}
