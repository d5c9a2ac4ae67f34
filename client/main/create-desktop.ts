// The whole program once Electron is ready: every part is made here, handed what it needs, and answers its calls through the one gate.
// Used by `begin-desktop.ts`; tests hand in a stand-in for Electron.
import { join } from 'node:path';
import type { DesktopLink } from '../link/desktop-link.ts';
import type { LostReason } from '../ipc.ts';
import { AppearanceService } from './appearance/appearance-service.ts';
import type { Electron } from './electron.ts';
import { LinkService } from './links/link-service.ts';
import { hiddenArgument } from './login-start/login-start.ts';
import { openShell, type Shell, type ShellFiles } from './open-shell.ts';
import { openSystemServices, type SystemServices } from './open-system-desks.ts';
import { MediaConsent } from './security/media-consent.ts';
import { CertificateGuard } from './servers/certificate-guard.ts';
import { openProbeSession } from './servers/probe-server.ts';
import { ServerService } from './servers/server-service.ts';
import { KnownDevices } from './session/known-devices.ts';
import { SessionService } from './session/session-service.ts';
import { Vault } from './session/vault.ts';
import type { DesktopStore } from './store/desktop-data.ts';
import { openDesktopStore } from './store/open-desktop-store.ts';
import { programTexts } from './texts/program-texts.ts';
import { planClose } from './tray/plan-close.ts';
import { askPerson } from './windows/ask-person.ts';

export interface DesktopFiles extends ShellFiles {
  /** Watches the talk key, as a process of its own. */
  readonly keyProcess: string;
}

export interface DesktopParts {
  readonly electron: Electron;
  readonly process: Pick<NodeJS.Process, 'platform' | 'env' | 'argv' | 'execPath'>;
  readonly files: DesktopFiles;
  /** Of those who built the program, Ed25519 in PEM; without it nothing is updated. */
  readonly updateKey?: string;
  readonly log: (sentence: string, error: unknown) => void;
  /** A word that finds the log line of a mistake again. */
  readonly drawId: () => string;
  /** A clock that does not go back, in milliseconds. */
  readonly nowMs: () => number;
}

/** Only once Electron is ready, and once a program. */
export class Desktop {
  readonly #parts: DesktopParts;
  readonly #store: DesktopStore;
  readonly #shell: Shell;
  readonly #servers: ServerService;
  readonly #links: LinkService;
  readonly #system: SystemServices;
  #quitting = false;
  /** What the page that asks for a server is to say of the one that was lost. */
  #reason: LostReason | undefined;

  constructor(parts: DesktopParts) {
    this.#parts = parts;
    const { electron, process } = parts;
    const userFile = (name: string) => join(electron.app.getPath('userData'), name);
    const isChinese = electron.app.getLocale().startsWith('zh');
    this.#store = openDesktopStore(userFile('desktop.json'), isChinese ? 'zh' : 'en');
    const guard = new CertificateGuard(this.#store);
    this.#shell = openShell({
      ...parts,
      platform: process.platform,
      protect: (session) => guard.protect(session),
      mediaConsent: new MediaConsent({
        store: this.#store,
        connectedOrigin: () => this.#shell.window.connectedOrigin,
        ask: (origin) => this.#askForMedia(origin),
      }),
      startsHidden: process.argv.includes(hiddenArgument),
      keepsOpen: () => this.#keepsOpen(),
      onLost: (reason, origin) => {
        this.#reason = reason;
        this.#servers.suggest(origin);
      },
    });
    const vault = new Vault(userFile('sign-ins.json'), electron.safeStorage, process.platform);
    const { window, calls, session: meetingSession } = this.#shell;
    const connectedOrigin = () => window.connectedOrigin;
    const devices = new KnownDevices(
      new Vault(userFile('known-devices.json'), electron.safeStorage, process.platform),
    );
    const sessions = new SessionService({ vault, devices, meetingSession, connectedOrigin });
    this.#servers = new ServerService({
      store: this.#store,
      guard,
      meetingSession,
      openProbeSession: () => openProbeSession(electron),
      forgetSignIn: (origin) => sessions.forget(origin),
      ...this.#moves(),
    });
    this.#links = new LinkService({ servers: this.#servers, store: this.#store, calls, ...this.#answers() });
    this.#system = openSystemServices({
      ...parts,
      shell: this.#shell,
      store: this.#store,
      vault,
      protect: (session) => guard.protect(session),
      showWindow: () => this.show(),
      prepareQuit: () => this.prepareQuit(),
    });
    const appearance = new AppearanceService({
      electron,
      store: this.#store,
      onChange: () => this.#system.refresh(),
    });
    this.#shell.answerCalls({
      ...calls.handlers(),
      ...sessions.handlers(),
      ...this.#servers.handlers(),
      ...appearance.handlers(),
      ...this.#system.handlers(),
    });
  }

  /** @param server to go to instead of the one used last @param link to follow, at that server or another one */
  start(server?: string, link?: DesktopLink): void {
    const isThere = link !== undefined && link.origin === server;
    if (isThere) this.#attend(this.#servers.openLink(link));
    else if (link) this.openLink(link);
    else this.#attend(this.#servers.start(server));
  }

  /** Brings the window to the front. @param server to go to, unless a call lasts */
  show(server?: string): void {
    const { window, calls } = this.#shell;
    const wasClosed = window.window === undefined;
    window.show();
    const isNew = server !== undefined && server !== window.connectedOrigin && calls.call === null;
    if (wasClosed || isNew) this.#attend(this.#servers.start(server));
  }

  openLink(link: DesktopLink): void {
    this.#attend(this.#links.open(link));
  }

  /** From now on closing the window ends it. */
  prepareQuit(): void {
    this.#quitting = true;
  }

  /** Gives back what the system lent: keys, tray, wakefulness. */
  close(): void {
    this.#system.close();
  }

  #keepsOpen(): boolean {
    const { closeToTray } = this.#store.data.settings;
    return planClose({ closeToTray, quitting: this.#quitting }) === 'hide';
  }

  /** How the server service moves the window. */
  #moves(): Pick<
    ConstructorParameters<typeof ServerService>[0],
    'showMeeting' | 'showConnect' | 'startAgain'
  > {
    const { app } = this.#parts.electron;
    const { window } = this.#shell;
    return {
      showMeeting: (origin, hash = '') => {
        this.#attend(window.showServer(origin, `/${hash}`));
        this.#system.refresh();
      },
      showConnect: () => {
        const reason = this.#reason;
        this.#reason = undefined;
        this.#attend(window.showConnect(reason));
        this.#system.refresh();
      },
      startAgain: (link) => {
        this.prepareQuit();
        app.relaunch({ args: [...this.#ownArguments(), ...(link === undefined ? [] : ['--', link])] });
        app.quit();
      },
    };
  }

  /** How the link service speaks to person and page. */
  #answers(): Pick<ConstructorParameters<typeof LinkService>[0], 'showWindow' | 'askToLeave' | 'leaveCall'> {
    const { electron } = this.#parts;
    const { window } = this.#shell;
    return {
      showWindow: () => window.show(),
      askToLeave: ({ number }) => {
        const { question, leave, stay } = programTexts(this.#store.data.appearance.language).link;
        const message = question.replace('{number}', number);
        return askPerson(electron, window.window, { message, yes: leave, no: stay });
      },
      leaveCall: () => window.tell('command:given', { command: 'leave' }),
    };
  }

  /** From source, the program's folder; never what the system brought. */
  #ownArguments(): string[] {
    const { electron, process } = this.#parts;
    return electron.app.isPackaged ? [] : [process.argv[1] ?? '.'];
  }

  #askForMedia(origin: string): Promise<boolean> {
    const { question, detail, allow, refuse } = programTexts(this.#store.data.appearance.language).media;
    const message = question.replace('{server}', new URL(origin).host);
    return askPerson(this.#parts.electron, this.#shell.window.window, {
      message,
      detail,
      yes: allow,
      no: refuse,
    });
  }

  #attend(work: Promise<void>): void {
    work.catch((error: unknown) => this.#parts.log('A page could not be shown.', error));
  }
}
