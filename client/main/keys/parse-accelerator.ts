// Reads a key with modifiers as the settings and Electron write it. Pure; used by `plan-keys.ts` and `key-process.ts`.
import { keyTable, type ModifierName, modifierCodes, modifierNames, otherNames } from './key-table.ts';

export interface Chord {
  readonly modifiers: readonly ModifierName[];
  /** A name of the key table; or of a modifier that is to be held by itself. */
  readonly key: string;
  /** What the hook reports for the key. */
  readonly codes: readonly number[];
  /** Taken for itself alone, the key would no longer write text. */
  readonly writes: boolean;
}

/**
 * @param accelerator for example `Control+Shift+M`, `F8`, or `Control` for that key alone; upper and lower case are the same
 * @param platform decides what `CommandOrControl` means
 * @returns `null` for what is no key that the program knows
 */
export function parseAccelerator(accelerator: string, platform: NodeJS.Platform): Chord | null {
  const names = accelerator.split('+').map((name) => name.trim().toLowerCase());
  const last = names.pop() ?? '';
  const modifiers = names.map((name) => findModifier(name, platform));
  if (!modifiers.every((modifier) => modifier !== undefined)) return null;
  const inOrder = modifierNames.filter((name) => modifiers.includes(name));
  const alone = findModifier(last, platform);
  if (alone !== undefined) {
    return inOrder.length > 0
      ? null
      : { modifiers: [], key: alone, codes: modifierCodes[alone], writes: false };
  }
  const key = findKey(last);
  const facts = key === undefined ? undefined : keyTable.get(key);
  if (key === undefined || facts === undefined) return null;
  const shiftAlone = inOrder.length === 0 || (inOrder.length === 1 && inOrder[0] === 'Shift');
  return { modifiers: inOrder, key, codes: facts.codes, writes: facts.writes && shiftAlone };
}

/** Whether both are pressed by the same fingers. */
export function isSameChord(one: Chord, other: Chord): boolean {
  return one.key === other.key && one.modifiers.join() === other.modifiers.join();
}

/** A modifier alone is nothing that the system registers as a shortcut. */
export function isModifierAlone(chord: Chord): boolean {
  return chord.key in modifierCodes;
}

function findKey(name: string): string | undefined {
  return otherNames[name] ?? [...keyTable.keys()].find((key) => key.toLowerCase() === name);
}

function findModifier(name: string, platform: NodeJS.Platform): ModifierName | undefined {
  switch (name) {
    case 'control':
    case 'ctrl':
      return 'Control';
    case 'shift':
      return 'Shift';
    case 'alt':
    case 'option':
      return 'Alt';
    case 'meta':
    case 'super':
    case 'command':
    case 'cmd':
      return 'Meta';
    case 'commandorcontrol':
    case 'cmdorctrl':
      return platform === 'darwin' ? 'Meta' : 'Control';
    default:
      return undefined;
  }
}
