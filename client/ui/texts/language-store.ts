// The language of the screens: chosen by the user, remembered, at first that of the browser. Read through `useTexts`.
import { create } from 'zustand';
import { readStored, writeStored } from '../state/stored.ts';
import { en, type Texts } from './en.ts';
import { zh } from './zh.ts';

const dictionaries = { en, zh } as const satisfies Record<string, Texts>;
export type Language = keyof typeof dictionaries;
/** Every language there is, with the name it calls itself. */
export const languages: readonly { readonly id: Language; readonly name: string }[] = [
  { id: 'en', name: en.languageName },
  { id: 'zh', name: zh.languageName },
];

const storageKey = 'plenum.language';

/** The first language of the browser's list that there is a dictionary for; English when there is none. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = languages.find(({ id }) => tag.toLowerCase().split('-')[0] === id);
    if (found) return found.id;
  }
  return 'en';
}

function applyLanguage(language: Language): void {
  document.documentElement.lang = dictionaries[language].tag;
}

interface LanguageStore {
  readonly language: Language;
  setLanguage(language: Language): void;
}

export const useLanguage = create<LanguageStore>((set) => {
  const allowed = languages.map(({ id }) => id);
  const language = readStored(storageKey, allowed) ?? chooseLanguage(navigator.languages);
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

/** The texts of the language in use. */
export function useTexts(): Texts {
  return dictionaries[useLanguage((state) => state.language)];
}
