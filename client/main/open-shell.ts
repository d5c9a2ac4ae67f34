// Joins windows, guards and gate: everything that stands between pages and program, whatever the program then does for them. Used by
// `create-desktop.ts`, and by the tests that play hostile pages.
import type { Session } from 'electron';
import { CallWatch } from './call/call-watch.ts';
import type { Electron } from './electron.ts';
import type { CallHandlers } from './gate/call-handlers.ts';
import { openGate } from './gate/gate.ts';
import { setPlainMenu } from './security/plain-menu.ts';
import { guardPages } from './security/guard-pages.ts';
import { guardSession, lockSession, type SessionParts } from './security/guard-session.ts';
import { MainWindow, type MainWindowParts } from './windows/main-window.ts';
import { type OpenOwnPage, ownPageOpener } from './windows/local-page.ts';
import { pagePartition } from './windows/page-preferences.ts';
import { WindowRoles } from './windows/window-roles.ts';

export interface ShellParts
  extends Pick<MainWindowParts, 'startsHidden' | 'keepsOpen' | 'onLost' | 'log' | 'nowMs'> {
  readonly electron: Electron;
  readonly platform: NodeJS.Platform;
  readonly files: ShellFiles;
  readonly protect: SessionParts['protect'];
  readonly mediaConsent: SessionParts['mediaConsent'];
  /** A word that finds the log line of a mistake again. */
  readonly drawId: () => string;
}

/** Absolute paths of what the build made. */
export interface ShellFiles {
  /** The bridge, one CommonJS file. */
  readonly preload: string;
  /** The folder of the program's own pages. */
  readonly pages: string;
  /** A picture for the main window, where the system wants one. */
  readonly icon?: string;
}

export interface Shell {
  readonly window: MainWindow;
  readonly calls: CallWatch;
  /** The session of all pages. */
  readonly session: Session;
  readonly openPage: OpenOwnPage;
  /** From here on pages are answered. */
  readonly answerCalls: (handlers: CallHandlers) => void;
}

/** Only once the program is ready, and before there is any window. */
export function openShell(parts: ShellParts): Shell {
  const { electron, files } = parts;
  const roles = new WindowRoles();
  const calls = new CallWatch();
  const window = new MainWindow({ ...parts, ...files, roles, calls });
  const judges = {
    ...parts,
    roleOf: roles.of.bind(roles),
    connectedOrigin: () => window.connectedOrigin,
  };
  const session = electron.session.fromPartition(pagePartition);
  setPlainMenu(electron, parts.platform);
  lockSession(electron.session.defaultSession);
  guardSession(session, { ...judges, pagesFolder: files.pages });
  guardPages(judges);
  return {
    window,
    calls,
    session,
    openPage: ownPageOpener({ ...parts, ...files, roles }),
    answerCalls: (handlers) => void openGate({ ...judges, handlers }),
  };
}
