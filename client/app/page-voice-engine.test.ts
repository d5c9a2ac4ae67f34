import { createStore } from 'zustand';
import { expect, test } from 'vitest';
import type { VoiceEngine, VoiceEngineOptions } from '../media/voice-contract.ts';
import type { MeetingState } from './meeting-model.ts';
import { PageVoiceEngine } from './page-voice-engine.ts';

function setUp() {
  const store = createStore<MeetingState>(
    () => ({ preferences: { speakerId: 'headphones' }, speexAvailable: true }) as MeetingState,
  );
  const said: string[] = [];
  const made: VoiceEngineOptions[] = [];
  const engine = new PageVoiceEngine({
    store,
    createEngine: (options) => {
      made.push(options);
      return { setSpeaker: async (id: string) => void said.push(id) } as unknown as VoiceEngine;
    },
    onLevel: () => undefined,
    speexChanged: () => said.push('speex changed'),
  });
  return { store, said, made, engine };
}

test('the engine is made once, when it is first needed, and plays on the chosen loudspeaker', () => {
  const { said, made, engine } = setUp();
  expect(made).toHaveLength(0);
  expect(engine.get()).toBe(engine.get());
  expect(made).toHaveLength(1);
  expect(said).toEqual(['headphones']);
});

test('what the engine finds out stands in the state', () => {
  const { store, said, made, engine } = setUp();
  engine.get();
  made[0]?.onSilenced(true);
  expect(store.getState().silenced).toBe(true);
  made[0]?.onSpeexChange?.(false);
  expect(store.getState()).toMatchObject({ speexAvailable: false, problem: { code: 'speex-missing' } });
  expect(said.at(-1)).toBe('speex changed');
});
