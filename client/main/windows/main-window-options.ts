// How the main window is made. Used by `main-window.ts`.
import type { BrowserWindowConstructorOptions } from 'electron';
import { pagePreferences } from './page-preferences.ts';

interface MainWindowLook {
  /** Absolute path of the bridge's file. */
  readonly preload: string;
  /** `#rrggbb`, shown until the page has drawn itself. */
  readonly backgroundColor: string;
  /** Absolute path of a picture, where the system wants one. */
  readonly icon?: string;
}

export function mainWindowOptions(look: MainWindowLook): BrowserWindowConstructorOptions {
  return {
    // Under this name size and place are kept from one start to the next.
    name: 'main',
    windowStatePersistence: true,
    title: 'Plenum',
    width: 1200,
    height: 800,
    // Beneath this the call's bar no longer fits in one line.
    minWidth: 420,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: look.backgroundColor,
    ...(look.icon === undefined ? {} : { icon: look.icon }),
    webPreferences: pagePreferences(look.preload),
  };
}
