// The one worker of the voice engine: encodes Speex and runs the encoded transforms of all voice senders and receivers.
import { createSpeexEncoder, type SpeexEncoder } from 'speex-wasm';
import { planRedundancy } from '../../codecs/plan-redundancy.ts';
import { createVoicePacker, type VoicePacker } from '../../codecs/voice-packer.ts';
import { listen, tell } from './ports.ts';
import type { VoiceTransformOptions, VoiceWorkerRequest } from './voice-messages.ts';

interface MicrophoneLine {
  readonly encoder: SpeexEncoder;
  readonly packer: VoicePacker;
  readonly frames: MessagePort;
  /** Copies that ride along now. */
  copies: number;
}

/** Bounds of the loss that the encoder is tuned for, in percent: its own default, and where the sound begins to suffer. */
const encoderLoss = { min: 2, max: 20 } as const;

const microphones = new Map<number, MicrophoneLine>();
let speexModule: WebAssembly.Module | undefined;

listen<VoiceWorkerRequest>(self, (request) => {
  switch (request.kind) {
    case 'load':
      speexModule = request.speexModule;
      break;
    case 'start-microphone':
      startMicrophone(request.microphoneId, request.frames);
      break;
    case 'expect-loss':
      expectLoss(request.microphoneId, request.lossRatio);
      break;
    case 'pause-microphone':
      microphones.get(request.microphoneId)?.packer.clear();
      break;
    case 'stop-microphone':
      microphones.get(request.microphoneId)?.frames.close();
      microphones.delete(request.microphoneId);
      break;
  }
});

addEventListener('rtctransform', (event) => {
  const { transformer } = event as RTCTransformEvent;
  const options = transformer.options as VoiceTransformOptions;
  const flow =
    options.direction === 'send'
      ? transformer.readable.pipeThrough(carryVoice(options.microphoneId)).pipeTo(transformer.writable)
      : transformer.readable.pipeTo(deliverVoice(options.packets));
  // The flow ends with an error when its connection is closed: nothing is left to do then.
  flow.catch(() => undefined);
});

function startMicrophone(microphoneId: number, frames: MessagePort): void {
  if (speexModule === undefined) return;
  const encoder = createSpeexEncoder(speexModule);
  const packer = createVoicePacker('wideband');
  listen<Float32Array>(frames, (samples) => packer.push(encoder.encode(samples)));
  microphones.set(microphoneId, { encoder, packer, frames, copies: 0 });
}

function expectLoss(microphoneId: number, lossRatio: number): void {
  const line = microphones.get(microphoneId);
  if (line === undefined) return;
  line.copies = planRedundancy(lossRatio, line.copies);
  line.packer.setCopies(line.copies);
  const percent = Math.round(100 * lossRatio);
  line.encoder.change({
    packetLossPercent: Math.max(encoderLoss.min, Math.min(encoderLoss.max, percent)),
  });
}

/** Puts the voice in place of the carrier's own sound; carrier frames without voice are left out. */
function carryVoice(microphoneId: number): TransformStream<RTCEncodedAudioFrame, RTCEncodedAudioFrame> {
  return new TransformStream({
    transform(frame, controller) {
      const packet = microphones.get(microphoneId)?.packer.take();
      if (packet === undefined) return;
      frame.data = packet.buffer;
      controller.enqueue(frame);
    },
  });
}

/** Hands the carrier's bytes to the playback worklet and nothing on to the browser's own decoder. */
function deliverVoice(packets: MessagePort): WritableStream<RTCEncodedAudioFrame> {
  return new WritableStream({
    write: ({ data }) => tell(packets, data, [data]),
    close: () => packets.close(),
    abort: () => packets.close(),
  });
}
