// The texts as the desktop program shows them, where some speak of a browser otherwise. Used by the language store.
import type { Texts } from './en.ts';

/** @param inProgram false: shown by a browser, where nothing changes */
export function programTexts(texts: Texts, inProgram: boolean): Texts {
  if (!inProgram) return texts;
  return { ...texts, problems: { ...texts.problems, ...texts.desktop.problems } };
}
