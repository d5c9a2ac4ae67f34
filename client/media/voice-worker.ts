// The one worker of the voice engine: encodes Speex and runs the encoded transforms of all voice senders and receivers.
import { createSpeexEncoder } from 'speex-wasm';
import { createVoiceSender, type VoiceSender } from '../../codecs/voice-sender.ts';
import { listen, tell } from './ports.ts';
import { createVoiceCarrier, type VoiceCarrier } from './voice-carrier.ts';
import type { VoiceTransformOptions, VoiceWorkerRequest } from './voice-messages.ts';

interface MicrophonePipeline {
  readonly sender: VoiceSender;
  readonly frames: MessagePort;
}

const microphones = new Map<number, MicrophonePipeline>();
/** By microphone. */
const carriers = new Map<number, VoiceCarrier<RTCEncodedAudioFrame>>();
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
      microphones.get(request.microphoneId)?.sender.expectLoss(request.loss);
      break;
    case 'expect-uplink':
      microphones.get(request.microphoneId)?.sender.expectUplink(request.uplink);
      break;
    case 'pause-microphone':
      microphones.get(request.microphoneId)?.sender.clear();
      break;
    case 'stop-microphone':
      microphones.get(request.microphoneId)?.frames.close();
      microphones.delete(request.microphoneId);
      carriers.delete(request.microphoneId);
      break;
  }
});

addEventListener('rtctransform', (event) => {
  const { transformer } = event as RTCTransformEvent;
  const options = transformer.options as VoiceTransformOptions;
  const flow = transformer.readable.pipeTo(
    options.direction === 'send'
      ? carryVoice(options.microphoneId, transformer.writable)
      : deliverVoice(options.packets),
  );
  // The flow ends with an error when its connection is closed: nothing is left to do then.
  flow.catch(() => undefined);
});

function startMicrophone(microphoneId: number, frames: MessagePort): void {
  if (speexModule === undefined) return;
  const sender = createVoiceSender(createSpeexEncoder(speexModule));
  listen<Float32Array>(frames, (samples) => {
    sender.speak(samples);
    carriers.get(microphoneId)?.send();
  });
  microphones.set(microphoneId, { sender, frames });
}

/** Puts the voice in place of the carrier's own sound. */
function carryVoice(
  microphoneId: number,
  out: WritableStream<RTCEncodedAudioFrame>,
): WritableStream<RTCEncodedAudioFrame> {
  const writer = out.getWriter();
  const carrier = createVoiceCarrier<RTCEncodedAudioFrame>(
    () => microphones.get(microphoneId)?.sender.take(),
    (frame, packet) => {
      frame.data = packet.buffer;
      // It fails when the connection is closed: nothing is left to do then.
      writer.write(frame).catch(() => undefined);
    },
  );
  carriers.set(microphoneId, carrier);
  return new WritableStream({ write: carrier.offer });
}

/** Hands the carrier's bytes to the playback worklet and nothing on to the browser's own decoder. */
function deliverVoice(packets: MessagePort): WritableStream<RTCEncodedAudioFrame> {
  return new WritableStream({
    write: ({ data }) => tell(packets, data, [data]),
    close: () => packets.close(),
    abort: () => packets.close(),
  });
}
