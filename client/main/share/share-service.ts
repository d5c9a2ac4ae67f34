// Sharing a screen or window: answers the page that asks for one by the way of this machine, and keeps the badge in sight while it
// lasts. Opened by `create-desktop.ts` once the program is ready.
import type { BrowserWindow, DisplayMediaRequestHandlerHandlerRequest, Session, Streams } from 'electron';
import type { DesktopEvents } from '../../ipc.ts';
import type { CallWatch } from '../call/call-watch.ts';
import type { Electron } from '../electron.ts';
import type { CallHandlers } from '../gate/call-handlers.ts';
import type { DesktopStore } from '../store/desktop-data.ts';
import { programTexts } from '../texts/program-texts.ts';
import { BadgeService } from './badge-service.ts';
import { type Choice, type OpenShareWindow, PickerService } from './picker-service.ts';
import { canShareSound, mayShare, planShareWay, type ShareMachine } from './plan-share.ts';

export interface ShareParts {
  readonly electron: Pick<Electron, 'desktopCapturer' | 'BrowserWindow' | 'screen'>;
  /** The one of the meeting's pages. */
  readonly session: Pick<Session, 'setDisplayMediaRequestHandler'>;
  readonly store: DesktopStore;
  readonly calls: CallWatch;
  readonly machine: ShareMachine;
  readonly openWindow: OpenShareWindow;
  readonly mainWindow: () => BrowserWindow | undefined;
  /** `null` while the main window shows no server's page. */
  readonly connectedOrigin: () => string | null;
  readonly tell: <E extends keyof DesktopEvents>(name: E, event: DesktopEvents[E]) => void;
  readonly log: (sentence: string, error: unknown) => void;
}

type DisplayRequest = DisplayMediaRequestHandlerHandlerRequest;

export class ShareService {
  readonly #parts: ShareParts;
  readonly #picker: PickerService;
  readonly #badge: BadgeService;
  #choosing = false;
  /** Of what was chosen last. */
  #sharedName = '';

  constructor(parts: ShareParts) {
    this.#parts = parts;
    const { electron, openWindow, mainWindow, calls, machine } = parts;
    const texts = () => programTexts(parts.store.data.appearance.language).share;
    this.#picker = new PickerService({
      electron,
      openWindow,
      title: () => texts().pickerTitle,
      parent: mainWindow,
    });
    this.#badge = new BadgeService({
      electron,
      openWindow,
      title: () => texts().badgeTitle,
      stopShare: () => parts.tell('command:given', { command: 'stop-share' }),
    });
    parts.session.setDisplayMediaRequestHandler(
      (request, callback) => void this.#answer(request).then((streams) => callback(streams)),
      { useSystemPicker: planShareWay(machine) === 'system' },
    );
    calls.onChange(() => this.#followCall());
  }

  handlers(): Pick<CallHandlers, 'picker:sources' | 'picker:choose' | 'badge:describe' | 'badge:stop'> {
    return { ...this.#picker.handlers(), ...this.#badge.handlers() };
  }

  close(): void {
    this.#picker.cancel();
    this.#badge.hide();
  }

  /** @returns `null` for a refusal; never rejects, as a page would wait for its answer for ever */
  async #answer(request: DisplayRequest): Promise<Streams | null> {
    if (!this.#isAllowed(request)) return null;
    this.#choosing = true;
    try {
      const choice = await this.#choose(request);
      if (choice === null || this.#parts.calls.call === null) return null;
      this.#sharedName = choice.name;
      return {
        video: { id: choice.id, name: choice.name },
        ...(choice.sound ? { audio: 'loopback' } : {}),
      };
    } catch (error) {
      this.#parts.log('The screens and windows could not be listed.', error);
      return null;
    } finally {
      this.#choosing = false;
    }
  }

  #isAllowed({ frame, securityOrigin, videoRequested }: DisplayRequest): boolean {
    const window = this.#parts.mainWindow();
    const fromMainFrame =
      frame !== null &&
      window !== undefined &&
      !window.isDestroyed() &&
      frame === window.webContents.mainFrame &&
      frame.origin === URL.parse(securityOrigin)?.origin;
    return mayShare({
      fromMainFrame,
      origin: frame?.origin ?? 'null',
      connectedOrigin: this.#parts.connectedOrigin(),
      inCall: this.#parts.calls.call !== null,
      wantsPicture: videoRequested,
      choosing: this.#choosing,
    });
  }

  async #choose({ audioRequested }: DisplayRequest): Promise<Choice | null> {
    const { machine, electron } = this.#parts;
    if (planShareWay(machine) === 'own')
      return this.#picker.choose(audioRequested && canShareSound(machine.platform));
    // Both kinds in one question: each question opens the desktop's dialogue.
    const [source] = await electron.desktopCapturer.getSources({
      types: ['screen', 'window'],
      thumbnailSize: { width: 0, height: 0 },
    });
    return source === undefined ? null : { id: source.id, name: source.name, sound: false };
  }

  #followCall(): void {
    const { call } = this.#parts.calls;
    if (call === null) this.#picker.cancel();
    if (call?.share === 'on') this.#badge.show(this.#sharedName);
    else this.#badge.hide();
  }
}
