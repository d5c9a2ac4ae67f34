// The parts of Electron that the program uses. Only `main.ts` imports Electron; everything else is handed these, so that it
// runs without the binary too.
import type * as electron from 'electron';

export type Electron = Pick<
  typeof electron,
  | 'app'
  | 'BrowserWindow'
  | 'desktopCapturer'
  | 'dialog'
  | 'globalShortcut'
  | 'ipcMain'
  | 'Menu'
  | 'nativeImage'
  | 'nativeTheme'
  | 'net'
  | 'powerMonitor'
  | 'powerSaveBlocker'
  | 'protocol'
  | 'safeStorage'
  | 'screen'
  | 'session'
  | 'shell'
  | 'systemPreferences'
  | 'Tray'
  | 'utilityProcess'
>;
