// Brings electron-updater, set up so that nothing happens without the update service's word. Handed to `update-service.ts` by
// `create-desktop.ts`; loaded only where a program can update itself.
import type { AppUpdater } from 'electron-updater';

/** What is used of electron-updater. */
export type Updater = Pick<AppUpdater, 'setFeedURL' | 'downloadUpdate' | 'quitAndInstall'> & {
  checkForUpdates(): Promise<FoundUpdate | null>;
};

/** Of what a look finds. */
export type FoundUpdate = Pick<
  NonNullable<Awaited<ReturnType<AppUpdater['checkForUpdates']>>>,
  'isUpdateAvailable' | 'updateInfo' | 'cancellationToken'
>;

/**
 * @param protect sets how certificates are judged in the session that electron-updater makes for itself: as in the meeting's
 */
export async function openUpdater(protect: (session: AppUpdater['netSession']) => void): Promise<Updater> {
  // The package is one of CommonJS, whose exports come by getters that cannot be named in an import.
  const { default: electronUpdater } = await import('electron-updater');
  const { autoUpdater } = electronUpdater;
  protect(autoUpdater.netSession);
  return setUpdaterUp(autoUpdater);
}

/** Nothing is fetched, installed or gone back to by itself; what was fetched on our word is installed when the program ends. */
export function setUpdaterUp<
  U extends Pick<
    AppUpdater,
    | 'autoDownload'
    | 'autoInstallOnAppQuit'
    | 'allowDowngrade'
    | 'disableWebInstaller'
    | 'disableDifferentialDownload'
    | 'logger'
  >,
>(updater: U): U {
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = true;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  // Whole files: parts would need a list of the old file's parts, which has no signature.
  updater.disableDifferentialDownload = true;
  updater.logger = null;
  return updater;
}
