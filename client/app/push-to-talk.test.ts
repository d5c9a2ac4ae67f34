import { expect, test } from 'vitest';
import type { SwitchState } from './meeting-model.ts';
import { createPushToTalk } from './push-to-talk.ts';

/** A microphone that takes a moment to open, or cannot be opened. */
function makeMicrophone(initial: SwitchState = 'off', fails = false) {
  let state = initial;
  const toggle = async () => {
    const next: SwitchState = state === 'on' ? 'off' : 'on';
    state = 'starting';
    await Promise.resolve();
    state = fails ? 'off' : next;
    if (fails) throw new Error('no device');
  };
  return { state: () => state, toggle };
}

test('the microphone is on while the key is held', async () => {
  const { state, toggle } = makeMicrophone();
  const talk = createPushToTalk(state, toggle);
  await talk(true);
  expect(state()).toBe('on');
  await talk(true);
  expect(state()).toBe('on');
  await talk(false);
  expect(state()).toBe('off');
});

test('a key released while the microphone opens leaves it off', async () => {
  const { state, toggle } = makeMicrophone();
  const talk = createPushToTalk(state, toggle);
  const pressed = talk(true);
  expect(state()).toBe('starting');
  await Promise.all([pressed, talk(false)]);
  expect(state()).toBe('off');
});

test('a microphone that was on before stays on', async () => {
  const { state, toggle } = makeMicrophone('on');
  const talk = createPushToTalk(state, toggle);
  await talk(true);
  await talk(false);
  expect(state()).toBe('on');
});

test('a microphone that cannot be opened is not tried again at the release', async () => {
  const { state, toggle } = makeMicrophone('off', true);
  const talk = createPushToTalk(state, toggle);
  await expect(talk(true)).rejects.toThrow('no device');
  await talk(false);
  expect(state()).toBe('off');
});
