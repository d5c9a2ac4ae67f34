// The program's own sentences in the language that the page last sent. Used by tray and share.
import type { Appearance } from '../store/desktop-data.ts';
import { en, type ProgramTexts } from './en.ts';
import { zh } from './zh.ts';

const languages: Record<Appearance['language'], ProgramTexts> = { en, zh };

export function programTexts(language: Appearance['language']): ProgramTexts {
  return languages[language];
}
