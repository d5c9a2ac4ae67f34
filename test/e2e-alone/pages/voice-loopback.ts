// A page that sends its microphone to itself over two peer connections, through the voice engine at both ends.
import { openSoundCeiling } from '../../../client/media/sound-ceiling.ts';
import { openVoiceVolume } from '../../../client/media/voice-volume.ts';
import { createVoiceEngine } from '../../../client/media/voice-engine.ts';
import { speexCarrierOptions, type VoiceStats } from '../../../client/media/voice-contract.ts';
import type { VoiceCodec } from '../../../protocol/room/roster.ts';
import { openLoopback } from './loopback.ts';

export interface VoiceLoopbackWindow {
  startVoiceLoopback(codec: VoiceCodec): Promise<void>;
  setMuted(muted: boolean): void;
  setVolume(volume: number): void;
  /** Goes on with the same device opened anew, as when another one is chosen; `strong` also takes its noise away. */
  changeMicrophone(strong?: boolean): Promise<void>;
  voiceStats(): VoiceStats | undefined;
  /** What the loudspeaker gets of a sound of 16 kHz at a volume, so many of the same at once: reckoned, not played. */
  renderVolume(samples: readonly number[], volume: number, voices: number): Promise<number[]>;
  voiceLevels: { key: string; levelDb: number; speaking: boolean }[];
}

const page = window as unknown as VoiceLoopbackWindow;
page.voiceLevels = [];

const engine = createVoiceEngine({
  retryDelayMs: () => 1000,
  onLevel: (key, levelDb, speaking) => page.voiceLevels.push({ key, levelDb, speaking }),
  onSilenced: () => undefined,
});

/** As the device gives it: what a call does to a microphone would make the comparison one of echo cancellers. */
function openMicrophone(): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 },
  });
}

/** The options of the carrier as a call's signalling sets them. */
function withCarrierOptions(sdp: string): string {
  const { opusPtime, opusMaxAverageBitrate } = speexCarrierOptions;
  return sdp.replace(
    'useinbandfec=1',
    `useinbandfec=0;ptime=${opusPtime};maxaveragebitrate=${opusMaxAverageBitrate}`,
  );
}

page.renderVolume = async (samples, volume, voices) => {
  const sampleRate = 16_000;
  const context = new OfflineAudioContext(1, samples.length, sampleRate);
  const buffer = context.createBuffer(1, samples.length, sampleRate);
  buffer.copyToChannel(Float32Array.from(samples), 0);
  const ceiling = openSoundCeiling(context);
  for (let voice = 0; voice < voices; voice += 1) {
    const loudness = openVoiceVolume(context, ceiling);
    loudness.set(volume);
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(loudness.input);
    source.start();
  }
  const rendered = await context.startRendering();
  return [...rendered.getChannelData(0)];
};

page.startVoiceLoopback = async (codec) => {
  await engine.resume();
  const microphone = await engine.startMicrophone(
    { stream: await openMicrophone(), suppressor: undefined },
    codec,
  );
  const { near, far, connect } = openLoopback(codec === 'speex' ? withCarrierOptions : undefined);
  const voice = engine.startVoice('far', codec);
  far.addEventListener('track', ({ receiver }) => voice.attachReceiver(receiver));
  const { sender } = near.addTransceiver(microphone.track, { direction: 'sendonly' });
  microphone.attachSender(sender);
  await connect();
  page.changeMicrophone = async (strong = false) => {
    const suppressor = strong ? await engine.openNoiseSuppressor(() => undefined) : undefined;
    await sender.replaceTrack(microphone.replaceInput({ stream: await openMicrophone(), suppressor }));
  };
  page.setVolume = voice.setVolume;
  page.setMuted = (muted) => microphone.setMuted(muted);
  page.voiceStats = () => voice.stats();
};
