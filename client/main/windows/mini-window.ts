// The mini window: opened by the meeting's page itself, over all other programs, without the bridge. Used by `window-open.ts` and the
// main window.
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { pagePreferences } from './page-preferences.ts';

export function miniWindowOptions(): BrowserWindowConstructorOptions {
  return {
    title: 'Plenum',
    width: 400,
    height: 260,
    minWidth: 200,
    minHeight: 140,
    alwaysOnTop: true,
    skipTaskbar: true,
    autoHideMenuBar: true,
    fullscreenable: false,
    maximizable: false,
    minimizable: false,
    backgroundColor: '#111111',
    webPreferences: pagePreferences(),
  };
}

/** What can be said of the window only once there is one. */
export function settleMiniWindow(window: BrowserWindow): void {
  window.removeMenu();
  // Above programs in full screen too, on whichever desktop the person is.
  window.setAlwaysOnTop(true, 'floating');
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
}
