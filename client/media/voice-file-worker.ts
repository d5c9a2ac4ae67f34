// The worker of voice messages: writes Speex in Ogg while one speaks, and makes sound of such files. Beside the call's own worker, which
// must not wait for it.
import { createSpeexDecoder, createSpeexEncoder } from 'speex-wasm';
import { createOggSpeexWriter, readOggSpeex } from '../../codecs/ogg-speex.ts';
import { writeWav } from '../../codecs/write-wav.ts';
import { voiceFrame } from '../../protocol/limits.ts';
import { listen, tell } from './ports.ts';
import type { DecodedVoice, RecordedPages, VoiceFileRequest } from './voice-file-messages.ts';

listen<VoiceFileRequest>(self, (request) => {
  if (request.kind === 'record') record(request);
  else tell<DecodedVoice>(request.answer, { wav: decode(request.speexModule, new Uint8Array(request.file)) });
});

function record({ speexModule, frames, pages, serial }: Extract<VoiceFileRequest, { kind: 'record' }>): void {
  const encoder = createSpeexEncoder(speexModule, { complexity: 4 });
  const writer = createOggSpeexWriter(serial);
  const give = (page: Uint8Array<ArrayBuffer>, isLast: boolean) =>
    tell<RecordedPages>(pages, { page, isLast });
  give(writer.head, false);
  listen<Float32Array>(frames, (samples) => {
    const page = writer.add(encoder.encode(samples));
    if (page !== undefined) give(page, false);
  });
  listen<'end'>(pages, () => {
    frames.close();
    give(writer.end(), true);
    encoder.close();
    pages.close();
  });
}

/** @returns `undefined` for a file that is no voice message of ours */
function decode(speexModule: WebAssembly.Module, file: Uint8Array<ArrayBuffer>): Blob | undefined {
  const packets = readOggSpeex(file);
  if (packets === undefined) return undefined;
  const decoder = createSpeexDecoder(speexModule);
  const samples = new Int16Array(packets.length * voiceFrame.samples);
  for (const [index, packet] of packets.entries()) {
    const frame = samples.subarray(index * voiceFrame.samples, (index + 1) * voiceFrame.samples);
    try {
      decoder.decode(packet, frame);
    } catch {
      decoder.conceal(frame);
    }
  }
  decoder.close();
  return new Blob([writeWav(samples, voiceFrame.sampleRateHz)], { type: 'audio/wav' });
}
