// Opens the desktop program's windows, guards and gate over the stand-in for Electron, with sample answers behind them. Used by the
// tests of the bridge, of the security list and of hostile pages.
import { type Audience, type LostReason, miniWindowName, shellScheme } from '../../client/ipc.ts';
import { openShell, type Shell } from '../../client/main/open-shell.ts';
import { pagePartition } from '../../client/main/windows/page-preferences.ts';
import { ElectronStandIn } from '../helpers/electron-stand-in/electron-stand-in.ts';
import { preloadRunner } from '../helpers/electron-stand-in/load-preload.ts';
import type { StandInContents } from '../helpers/electron-stand-in/stand-in-contents.ts';
import type { StandInWindow } from '../helpers/electron-stand-in/stand-in-window.ts';
import { sampleHandlers } from './desktop-samples.ts';

export const origin = 'https://meet.example.org';

interface Settings {
  /** As `buildPreload` gives it. */
  readonly preload: string;
  /** Absolute path of the program's own pages. */
  readonly pages?: string;
  readonly platform?: NodeJS.Platform;
}

export interface OpenedShell {
  readonly standIn: ElectronStandIn;
  readonly shell: Shell;
  /** Names and arguments of the calls that reached a handler. */
  readonly heard: ReturnType<typeof sampleHandlers>['heard'];
  readonly handlers: ReturnType<typeof sampleHandlers>['handlers'];
  readonly logged: string[];
  readonly lost: (readonly [LostReason, string])[];
  readonly clock: { nowMs: number };
  /** The person closes the window, and the program stays. */
  keepsOpen: boolean;
  /** A window of each kind, with its page. */
  open(audience: Audience): Promise<StandInContents>;
  mainWindow(): StandInWindow;
  /** The meeting's page opens its mini window. */
  openMini(): StandInContents;
}

export function openShellOverStandIn(settings: Settings): OpenedShell {
  const { preload, pages = '/nowhere', platform = 'linux' } = settings;
  const standIn = new ElectronStandIn({ runPreload: preloadRunner(preload) });
  const { handlers, heard } = sampleHandlers();
  const logged: string[] = [];
  const lost: (readonly [LostReason, string])[] = [];
  const clock = { nowMs: 0 };
  const shell = openShell({
    electron: standIn.electron,
    platform,
    files: { preload: '/program/preload.cjs', pages },
    startsHidden: false,
    protect: (session) => session.setCertificateVerifyProc((_request, answer) => answer(-3)),
    mediaConsent: { isAllowed: () => true, request: async () => true },
    keepsOpen: () => opened.keepsOpen,
    onLost: (...what) => void lost.push(what),
    log: (sentence) => void logged.push(sentence),
    drawId: () => 'id7',
    nowMs: () => clock.nowMs,
  });
  shell.answerCalls(handlers);
  const mainWindow = () => {
    const main = standIn.windows.find(({ options }) => options.name === 'main');
    if (!main) throw new Error('There is no main window.');
    return main;
  };
  const opened: OpenedShell = {
    standIn,
    shell,
    heard,
    handlers,
    logged,
    lost,
    clock,
    keepsOpen: false,
    mainWindow,
    openMini: () => {
      mainWindow().webContents.page.open('about:blank', miniWindowName, 'popup,width=320,height=220');
      const mini = standIn.windows.at(-1)?.webContents;
      if (!mini || mini === mainWindow().webContents) throw new Error('There is no mini window.');
      return mini;
    },
    open: async (audience) => {
      if (audience === 'meeting') await shell.window.showServer(origin);
      if (audience === 'connect') await shell.window.showConnect();
      if (audience === 'meeting' || audience === 'connect') return mainWindow().webContents;
      const window = shell.openPage(audience, { width: 400, height: 300 });
      return window.webContents as unknown as StandInContents;
    },
  };
  return opened;
}

export function ownPage(page: string): string {
  return `${shellScheme}://pages/${page}.html`;
}

/** What a page of the program's session gets at one of the program's own addresses. */
export function serve({ standIn }: OpenedShell, url: string): Promise<Response> {
  const handler = standIn.session(pagePartition).protocol.handlers.get(shellScheme);
  if (!handler) throw new Error('Nobody serves the pages.');
  return Promise.resolve(handler({ url, method: 'GET' } as Request));
}
