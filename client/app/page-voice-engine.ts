// The page's one voice engine, made when it is first needed: browsers start sound only after a click. Used by meeting-controller.
import type { StoreApi } from 'zustand';
import { planRetryDelayMs } from '../link/retry-delay.ts';
import type { VoiceEngine, VoiceEngineOptions } from '../media/voice-contract.ts';
import type { MeetingState } from './meeting-model.ts';

export interface PageVoiceEngineParts {
  readonly store: StoreApi<MeetingState>;
  readonly createEngine: (options: VoiceEngineOptions) => VoiceEngine;
  readonly onLevel: VoiceEngineOptions['onLevel'];
  /** Whether Speex can be sent has changed. */
  readonly speexChanged: () => void;
}

export class PageVoiceEngine {
  readonly #parts: PageVoiceEngineParts;
  #engine: VoiceEngine | undefined;

  constructor(parts: PageVoiceEngineParts) {
    this.#parts = parts;
  }

  /** The same engine at every call, on the loudspeaker that is chosen at the first. */
  get(): VoiceEngine {
    this.#engine ??= this.#create();
    return this.#engine;
  }

  #create(): VoiceEngine {
    const { store, createEngine, onLevel, speexChanged } = this.#parts;
    const engine = createEngine({
      onLevel,
      retryDelayMs: (attempt) => planRetryDelayMs(attempt, Math.random()),
      onSpeexChange: (speexAvailable) => {
        store.setState({ speexAvailable, ...(!speexAvailable && { problem: { code: 'speex-missing' } }) });
        speexChanged();
      },
      onSilenced: (silenced) => store.setState({ silenced }),
    });
    void engine.setSpeaker(store.getState().preferences.speakerId);
    return engine;
  }
}
