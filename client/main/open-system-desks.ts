// The parts of the program that deal with the operating system: keys, power, sharing, updates, settings, tray. Made together, as all of
// them follow the call and the settings. Used by `create-desktop.ts`.
import { release } from 'node:os';
import type { Session } from 'electron';
import type { DesktopParts } from './create-desktop.ts';
import type { CallHandlers } from './gate/call-handlers.ts';
import { KeyService } from './keys/key-service.ts';
import { keyWatchOf } from './keys/open-key-watch.ts';
import { LoginStart } from './login-start/login-start.ts';
import type { Shell } from './open-shell.ts';
import { PowerService } from './power/power-service.ts';
import type { Vault } from './session/vault.ts';
import type { SettingQuestion } from './settings/plan-questions.ts';
import { SettingsService } from './settings/settings-service.ts';
import { ShareService } from './share/share-service.ts';
import type { DesktopStore } from './store/desktop-data.ts';
import { TrayService } from './tray/tray-service.ts';
import { openUpdater } from './updates/open-updater.ts';
import { UpdateService } from './updates/update-service.ts';
import { programTexts } from './texts/program-texts.ts';
import { askPerson } from './windows/ask-person.ts';

interface SystemParts extends DesktopParts {
  readonly shell: Shell;
  readonly store: DesktopStore;
  readonly vault: Vault;
  /** Has a session talk to trusted and to pinned servers only. */
  readonly protect: (session: Session) => void;
  /** Brings the main window to the front. */
  readonly showWindow: () => void;
  /** From now on closing the window ends it. */
  readonly prepareQuit: () => void;
}

type SystemCalls = `desktop:${string}` | `picker:${string}` | `badge:${string}`;

export interface SystemServices {
  handlers(): Pick<CallHandlers, Extract<keyof CallHandlers, SystemCalls>>;
  /** To be called after a change of server or appearance; changes of the call are seen by themselves. */
  refresh(): void;
  close(): void;
}

export function openSystemServices(parts: SystemParts): SystemServices {
  const { electron, process, store, shell, vault } = parts;
  const { platform, env } = process;
  const { window, calls, session } = shell;
  const common = {
    electron,
    store,
    calls,
    platform,
    log: parts.log,
    nowMs: parts.nowMs,
    connectedOrigin: () => window.connectedOrigin,
    tell: window.tell.bind(window),
    prepareQuit: parts.prepareQuit,
  };
  const sessionType = env['XDG_SESSION_TYPE'];
  const keys = new KeyService({
    ...common,
    platform: () => ({ platform, sessionType, trusted: isTrusted(parts) }),
    startWatch: keyWatchOf(electron.utilityProcess, parts.files.keyProcess),
  });
  const power = new PowerService({ ...common, isWindowShown: () => isAnyWindowShown(parts) });
  const share = new ShareService({
    ...common,
    session,
    machine: { platform, sessionType, kernelRelease: release() },
    openWindow: shell.openPage,
    mainWindow: () => window.window,
  });
  const updates = new UpdateService({
    ...common,
    machine: {
      platform,
      isPackaged: electron.app.isPackaged,
      appImage: env['APPIMAGE'],
      updateKey: parts.updateKey,
    },
    openUpdater: () => openUpdater(parts.protect),
  });
  const tray = new TrayService({
    ...common,
    isConnected: () => window.connectedOrigin !== null,
    showWindow: parts.showWindow,
    quit: () => electron.app.quit(),
  });
  const loginStart = new LoginStart({ electron, platform, env, execPath: process.execPath });
  const settings = new SettingsService({
    ...common,
    vault,
    keys,
    loginStart,
    updates,
    ask: (question) => askForSetting(parts, question),
  });
  followWindows(parts, () => power.refresh());
  return {
    handlers: () => ({ ...share.handlers(), ...updates.handlers(), ...settings.handlers() }),
    refresh: () => {
      tray.refresh();
      updates.consider();
    },
    close: () => [keys, power, share, updates, tray].forEach((service) => service.close()),
  };
}

function askForSetting({ electron, store, shell }: SystemParts, question: SettingQuestion): Promise<boolean> {
  const texts = programTexts(store.data.appearance.language).settings;
  const { yes, no, keyDetail } = texts;
  const window = shell.window.window;
  if (question.about === 'startAtLogin')
    return askPerson(electron, window, { message: texts.startAtLogin, yes, no });
  const message = texts[question.about].replace('{key}', question.key);
  return askPerson(electron, window, { message, detail: keyDetail, yes, no });
}

/** macOS lets only programs look at keys that the person has allowed to; nothing is asked of them here. */
function isTrusted({ electron, process }: SystemParts): boolean {
  return process.platform !== 'darwin' || electron.systemPreferences.isTrustedAccessibilityClient(false);
}

function isAnyWindowShown({ electron }: SystemParts): boolean {
  return electron.BrowserWindow.getAllWindows().some((window) => window.isVisible() && !window.isMinimized());
}

function followWindows({ electron }: SystemParts, changed: () => void): void {
  electron.app.on('browser-window-created', (_event, window) => {
    window.on('show', changed);
    window.on('hide', changed);
    window.on('minimize', changed);
    window.on('restore', changed);
    window.on('closed', changed);
  });
}
