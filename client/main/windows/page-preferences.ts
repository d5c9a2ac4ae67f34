// The rights of every page that the program shows: those of a page in a browser, and not one more. Used by all windows.
import type { WebPreferences } from 'electron';

/** Everything that pages keep lies in this part of the user's folder; `persist:` as it outlives the program. */
export const pagePartition = 'persist:plenum';

/** @param preload absolute path of the bridge's file; without one the page has no bridge */
export function pagePreferences(preload?: string): WebPreferences {
  return {
    ...(preload === undefined ? {} : { preload }),
    partition: pagePartition,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    // A page cannot keep the person in an endless chain of alerts.
    safeDialogs: true,
    // The speller would fetch its dictionaries from a server that the person did not choose.
    spellcheck: false,
    navigateOnDragDrop: false,
    // A call goes on while its window is covered or in the tray.
    backgroundThrottling: false,
    autoplayPolicy: 'no-user-gesture-required',
  };
}
