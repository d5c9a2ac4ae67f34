import { expect, test } from 'vitest';
import { modifierCodes } from './key-table.ts';
import { parseAccelerator } from './parse-accelerator.ts';
import { type KeyEvent, TalkHold } from './talk-hold.ts';

const none = { ctrlKey: false, shiftKey: false, altKey: false, metaKey: false };

test('a held key begins once, however often it repeats itself, and ends once', () => {
  const hold = holdOf('F8');
  expect([key('F8'), key('F8'), key('F8')].map((event) => hold.press(event))).toEqual([
    'begin',
    undefined,
    undefined,
  ]);
  expect([key('F8'), key('F8')].map((event) => hold.release(event))).toEqual(['end', undefined]);
  expect(hold.press(key('F8'))).toBe('begin');
});

test('other keys neither begin nor end anything', () => {
  const hold = holdOf('F8');
  expect(hold.press(key('F9'))).toBeUndefined();
  expect(hold.press(key('F8'))).toBe('begin');
  expect(hold.press(key('A'))).toBeUndefined();
  expect(hold.release(key('A'))).toBeUndefined();
  expect(hold.release(key('F8'))).toBe('end');
});

test('a key with modifiers begins only with all of them', () => {
  const hold = holdOf('Control+Shift+Space');
  expect(hold.press(key('Space'))).toBeUndefined();
  expect(hold.press({ ...key('Space'), ctrlKey: true })).toBeUndefined();
  expect(hold.press({ ...key('Space'), ctrlKey: true, shiftKey: true })).toBe('begin');
});

test('a modifier that is let go first ends the talk, and the key after it ends nothing more', () => {
  const hold = holdOf('Control+Space');
  hold.press({ ...key('Space'), ctrlKey: true });
  expect(hold.release({ ...none, keycode: modifierCodes.Control[0] ?? 0 })).toBe('end');
  expect(hold.release(key('Space'))).toBeUndefined();
});

test('a modifier that does not belong to the key may come and go meanwhile', () => {
  const hold = holdOf('Control+Space');
  hold.press({ ...key('Space'), ctrlKey: true });
  expect(hold.release({ ...none, ctrlKey: true, keycode: modifierCodes.Shift[0] ?? 0 })).toBeUndefined();
});

test('a modifier alone is held by either of its two keys', () => {
  const hold = holdOf('Control');
  const right = { ...none, keycode: modifierCodes.Control[1] ?? 0 };
  expect(hold.press({ ...right, ctrlKey: true })).toBe('begin');
  expect(hold.release(right)).toBe('end');
});

function holdOf(accelerator: string): TalkHold {
  const chord = parseAccelerator(accelerator, 'linux');
  if (chord === null) throw new Error(`${accelerator} is no key.`);
  return new TalkHold(chord);
}

function key(name: string): KeyEvent {
  return { ...none, keycode: parseAccelerator(name, 'linux')?.codes[0] ?? 0 };
}
