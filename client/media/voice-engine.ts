// Assembles the page's voice engine: sound output, worker and worklets; created once by the call's controller.
import { loadSpeexModule } from 'speex-wasm';
import speexModuleDefaultUrl from 'speex-wasm/speex.wasm?url';
// oxlint-disable-next-line import/default -- Vite exports the address of the bundled module
import captureWorkletUrl from './capture-worklet.ts?worker&url';
import { captureMicrophone } from './microphone.ts';
import { openOpusVoice } from './opus-voice.ts';
// oxlint-disable-next-line import/default -- Vite exports the address of the bundled module
import playbackWorkletUrl from './playback-worklet.ts?worker&url';
import { openNoiseSuppressor } from './noise-suppressor.ts';
import { listen, tell } from './ports.ts';
import { createSoundOutput } from './sound-output.ts';
import { createSpeakingDetector } from './speaking.ts';
import { openSpeexVoice } from './speex-voice.ts';
import { recordOpus, recordSpeex } from './voice-recording.ts';
import type { DecodedVoice, VoiceFileRequest } from './voice-file-messages.ts';
import { onceUnlessFailed, tryUntilDone } from './try-again.ts';
import { selfLevelKey, type VoiceEngine, type VoiceEngineOptions } from './voice-contract.ts';
import type { VoiceWorkerRequest } from './voice-messages.ts';
import { canCaptureForSpeex, canPlaySpeex } from './voice-support.ts';

/**
 * Opens the sound output and starts to load Speex, again and again until that succeeds; needs nothing but a page.
 * Where worklets or WebAssembly are missing `ready` rejects and only `opus` plays.
 */
export function createVoiceEngine(options: VoiceEngineOptions): VoiceEngine {
  const output = createSoundOutput(options.onSilenced);
  const voiceContext = output.voices.context;
  const worker = new Worker(new URL('./voice-worker.ts', import.meta.url), { type: 'module', name: 'voice' });

  let files: Worker | undefined;
  const fileWorker = (): Worker =>
    (files ??= new Worker(new URL('./voice-file-worker.ts', import.meta.url), {
      type: 'module',
      name: 'voice-files',
    }));

  const addWorklet = async (url: string) => voiceContext.audioWorklet.addModule(url);
  const loadCapture = onceUnlessFailed(() => addWorklet(captureWorkletUrl));
  const loadPlayback = onceUnlessFailed(() => addWorklet(playbackWorkletUrl));
  const load = async () => {
    const [speexModule] = await Promise.all([
      loadSpeexModule(options.speexModuleUrl ?? speexModuleDefaultUrl),
      loadCapture(),
      loadPlayback(),
    ]);
    return speexModule;
  };
  let speexLoaded = false;
  let hasFailed = false;
  const tried = Promise.withResolvers<void>();
  const loadUntilDone = async () => {
    const speexModule = await tryUntilDone(load, {
      onFailed: (error) => {
        tried.resolve();
        // Nothing that another try could bring.
        if (!canPlaySpeex()) throw error;
        if (!hasFailed) options.onSpeexChange?.(false);
        hasFailed = true;
      },
      wait: (attempt) => new Promise((resolve) => setTimeout(resolve, options.retryDelayMs(attempt))),
    });
    tell<VoiceWorkerRequest>(worker, { kind: 'load', speexModule });
    speexLoaded = true;
    tried.resolve();
    if (hasFailed) options.onSpeexChange?.(true);
    return speexModule;
  };
  const loaded = loadUntilDone();
  const ready = loaded.then(() => undefined);
  // A page that only receives Opus never asks for `ready`.
  ready.catch(() => undefined);

  const levelReporter = (key: string) => {
    const isSpeaking = createSpeakingDetector();
    return (levelDb: number) => options.onLevel(key, levelDb, isSpeaking(levelDb));
  };

  return {
    ready,
    tried: tried.promise,
    get speexLoaded() {
      return speexLoaded;
    },
    resume: output.resume,
    setSpeaker: output.setSpeaker,
    openNoiseSuppressor(onFailed) {
      void output.resume();
      return openNoiseSuppressor(voiceContext, onFailed);
    },
    async startMicrophone(opened, codec) {
      await (codec === 'speex' ? ready : loadCapture());
      const onLevel = levelReporter(selfLevelKey);
      const parts = { context: voiceContext, worker, speexReady: ready, onLevel };
      return captureMicrophone(parts, opened, codec);
    },
    startVoice(key, codec) {
      const onLevel = levelReporter(key);
      return codec === 'speex'
        ? openSpeexVoice({ loudspeaker: output.voices, worker, loaded, onLevel })
        : openOpusVoice({ loudspeaker: output.fullSound(), play: output.play, onLevel });
    },
    async record(opened, listener) {
      void output.resume();
      await tried.promise;
      if (!speexLoaded || !canCaptureForSpeex()) return recordOpus(opened, listener);
      const parts = { context: voiceContext, worker: fileWorker(), speexModule: await loaded, listener };
      return recordSpeex(parts, opened);
    },
    async playable(file) {
      const isOgg = (await file.slice(0, 4).text()) === 'OggS';
      if (!isOgg || !canPlaySpeex()) return file;
      const [speexModule, bytes] = await Promise.all([loaded, file.arrayBuffer()]);
      const { port1, port2 } = new MessageChannel();
      const { promise, resolve } = Promise.withResolvers<DecodedVoice>();
      const stop = listen<DecodedVoice>(port1, resolve);
      const request: VoiceFileRequest = { kind: 'decode', speexModule, file: bytes, answer: port2 };
      tell<VoiceFileRequest>(fileWorker(), request, [port2, bytes]);
      const { wav } = await promise;
      stop();
      port1.close();
      return wav ?? file;
    },
    close() {
      files?.terminate();
      worker.terminate();
      output.close();
    },
  };
}
