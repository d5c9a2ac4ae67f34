// The language of the screens: chosen by the user, remembered, at first that of the browser. Read through `useTexts`.
import { create } from 'zustand';
import { readStored, writeStored } from '../state/stored.ts';
import { chooseLanguage } from './choose-language.ts';
import { en, type Texts } from './en.ts';
import { isolateBlanks } from './isolate-blanks.ts';
import { programTexts } from './program-texts.ts';
import { zh } from './zh.ts';

const inProgram = window.plenumDesktop !== undefined;
const dictionaries = {
  en: isolateBlanks(programTexts(en, inProgram)),
  zh: isolateBlanks(programTexts(zh, inProgram)),
} as const satisfies Record<string, Texts>;
export type Language = keyof typeof dictionaries;
/** Every language there is, with the name it calls itself. */
export const languages: readonly { readonly id: Language; readonly name: string }[] = [
  { id: 'en', name: en.languageName },
  { id: 'zh', name: zh.languageName },
];

const storageKey = 'plenum.language';

function applyLanguage(language: Language): void {
  document.documentElement.lang = dictionaries[language].tag;
}

interface LanguageStore {
  readonly language: Language;
  setLanguage(language: Language): void;
}

export const useLanguage = create<LanguageStore>((set) => {
  const allowed = languages.map(({ id }) => id);
  const language =
    readStored(storageKey, allowed) ?? chooseLanguage<Language>(navigator.languages, ['en', 'zh']);
  applyLanguage(language);
  return {
    language,
    setLanguage: (chosen) => {
      writeStored(storageKey, chosen);
      applyLanguage(chosen);
      set({ language: chosen });
    },
  };
});

/** The texts of the language in use, for code that is no component. */
export function textsNow(): Texts {
  return dictionaries[useLanguage.getState().language];
}

/** The texts of the language in use. */
export function useTexts(): Texts {
  return dictionaries[useLanguage((state) => state.language)];
}
