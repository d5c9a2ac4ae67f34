// The one worker of the voice engine: encodes Speex and runs the encoded transforms of all voice senders and receivers.
import { createSpeexEncoder } from 'speex-wasm';
import { createVoiceSender, type VoiceSender } from '../../codecs/voice-sender.ts';
import { listen, tell } from './ports.ts';
import type { VoiceTransformOptions, VoiceWorkerRequest } from './voice-messages.ts';

interface MicrophoneLine {
  readonly sender: VoiceSender;
  readonly frames: MessagePort;
}

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
      microphones.get(request.microphoneId)?.sender.expectLoss(request.lossRatio);
      break;
    case 'pause-microphone':
      microphones.get(request.microphoneId)?.sender.clear();
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
  const sender = createVoiceSender(createSpeexEncoder(speexModule));
  listen<Float32Array>(frames, sender.speak);
  microphones.set(microphoneId, { sender, frames });
}

/** Puts the voice in place of the carrier's own sound; carrier frames without voice are left out. */
function carryVoice(microphoneId: number): TransformStream<RTCEncodedAudioFrame, RTCEncodedAudioFrame> {
  return new TransformStream({
    transform(frame, controller) {
      const packet = microphones.get(microphoneId)?.sender.take();
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
