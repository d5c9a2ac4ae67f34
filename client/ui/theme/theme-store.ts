// Dark, light, or whatever the system says: chosen by the user and remembered. `early-theme.js` applies it before paint.
import { create } from 'zustand';
import { readStored, writeStored } from '../state/stored.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const storageKey = 'plenum.theme';

function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

interface ThemeStore {
  readonly theme: Theme;
  setTheme(theme: Theme): void;
}

export const useTheme = create<ThemeStore>((set) => ({
  theme: readStored(storageKey, themes) ?? 'system',
  setTheme: (theme) => {
    writeStored(storageKey, theme);
    applyTheme(theme);
    set({ theme });
  },
}));
