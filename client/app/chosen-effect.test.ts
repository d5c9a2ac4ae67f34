import { expect, test } from 'vitest';
import { chosenEffect, isSameEffect } from './chosen-effect.ts';
import type { MeetingState } from './meeting-model.ts';

type Chosen = Parameters<typeof chosenEffect>[0];

function choose(
  preferences: Partial<MeetingState['preferences']>,
  rest: Partial<Omit<Chosen, 'preferences'>> = {},
): Chosen {
  const some = { background: 'none', stickers: [], ...preferences } as unknown as MeetingState['preferences'];
  return { preferences: some, ownBackground: undefined, effectsAvailable: true, ...rest };
}

test('nothing is done to the picture unless it was chosen', () => {
  expect(chosenEffect(choose({}))).toEqual({ background: { kind: 'none' }, stickers: [] });
});

test('a drawn background is named, a picture of one’s own comes along', async () => {
  expect(chosenEffect(choose({ background: 'dusk' })).background).toEqual({ kind: 'scene', scene: 'dusk' });
  const own = choose({ background: 'own' }, { ownBackground: `data:image/jpeg;base64,${btoa('JPEG')}` });
  const { background } = chosenEffect(own);
  expect(background.kind === 'picture' && (await background.picture.text())).toBe('JPEG');
});

test('where the own picture is gone, the room behind is blurred rather than shown', () => {
  expect(chosenEffect(choose({ background: 'own' })).background).toEqual({ kind: 'blur' });
});

test('a browser that cannot change pictures is not asked to', () => {
  const chosen = choose({ background: 'blur', stickers: ['hat'] }, { effectsAvailable: false });
  expect(chosenEffect(chosen)).toEqual({ background: { kind: 'none' }, stickers: [] });
});

test('another background, sticker or own picture is another effect; another codec is not', () => {
  const before = choose({ background: 'own' });
  expect(isSameEffect(before, { ...before, ownBackground: 'data:' })).toBe(false);
  expect(isSameEffect(before, choose({ background: 'blur' }))).toBe(false);
  const { stickers } = before.preferences;
  expect(isSameEffect(before, choose({ background: 'own', stickers, cameraCodec: 'jpeg' }))).toBe(true);
});
