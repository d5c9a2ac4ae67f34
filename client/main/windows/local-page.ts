// The program's own pages: their addresses, and the small windows that show one. Used by picker, badge and the main window.
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { shellScheme } from '../../ipc.ts';
import type { Electron } from '../electron.ts';
import type { WindowRole } from '../gate/judge-sender.ts';
import { pagePreferences } from './page-preferences.ts';
import type { WindowRoles } from './window-roles.ts';

/** @param query what the page is told with its address; it shows that as text */
export function ownPageAddress(
  page: 'connect' | 'picker' | 'badge',
  query: Readonly<Record<string, string>> = {},
): string {
  const search = new URLSearchParams(query).toString();
  return `${shellScheme}://pages/${page}.html${search === '' ? '' : `?${search}`}`;
}

/** Size, place and look; the rights of the page are not to be chosen. */
export type LocalPageLook = Omit<BrowserWindowConstructorOptions, 'webPreferences' | 'show'>;

/** Opens a window with one of the program's own pages; it is shown when the page has drawn itself. */
export type OpenOwnPage = (page: Exclude<WindowRole, 'main'>, look: LocalPageLook) => BrowserWindow;

interface LocalPageParts {
  readonly electron: Pick<Electron, 'BrowserWindow'>;
  readonly roles: WindowRoles;
  /** Absolute path of the bridge's file. */
  readonly preload: string;
  readonly log: (sentence: string, error: unknown) => void;
}

export function ownPageOpener({ electron, roles, preload, log }: LocalPageParts): OpenOwnPage {
  return (page, look) => {
    const window = new electron.BrowserWindow(ownPageOptions(look, preload));
    roles.set(window.webContents, page);
    window.removeMenu();
    // A badge that took the keyboard would take it from the program that is shared.
    window.once('ready-to-show', () => (look.focusable === false ? window.showInactive() : window.show()));
    window.loadURL(ownPageAddress(page)).catch((error: unknown) => {
      log(`The page ${page} could not be shown.`, error);
      if (!window.isDestroyed()) window.destroy();
    });
    return window;
  };
}

export function ownPageOptions(look: LocalPageLook, preload: string): BrowserWindowConstructorOptions {
  return { ...look, show: false, webPreferences: pagePreferences(preload) };
}
