// Follows one key with its modifiers through the presses and releases that the hook reports: is it held? Used by `key-process.ts`;
// of all other keys nothing is kept.
import { type ModifierName, modifierNames } from './key-table.ts';
import type { Chord } from './parse-accelerator.ts';

/** What is read of an event of the hook. */
export interface KeyEvent {
  readonly keycode: number;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

export class TalkHold {
  readonly #chord: Chord;
  #held = false;

  constructor(chord: Chord) {
    this.#chord = chord;
  }

  /** @returns `begin` when the key is held from now on; a key that repeats itself while held begins nothing */
  press(event: KeyEvent): 'begin' | undefined {
    if (this.#held || !this.#chord.codes.includes(event.keycode) || !this.#hasModifiers(event))
      return undefined;
    this.#held = true;
    return 'begin';
  }

  /** @returns `end` when the key or a modifier that belongs to it is let go */
  release(event: KeyEvent): 'end' | undefined {
    if (!this.#held) return undefined;
    if (!this.#chord.codes.includes(event.keycode) && this.#hasModifiers(event)) return undefined;
    this.#held = false;
    return 'end';
  }

  /** More modifiers may be held: who talks may type capitals meanwhile. */
  #hasModifiers(event: KeyEvent): boolean {
    const down: Record<ModifierName, boolean> = {
      Control: event.ctrlKey,
      Shift: event.shiftKey,
      Alt: event.altKey,
      Meta: event.metaKey,
    };
    return modifierNames.every((name) => down[name] || !this.#chord.modifiers.includes(name));
  }
}
