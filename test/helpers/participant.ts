// A person in a meeting: an own Chromium with a speech file for a microphone and a numbered clip for a camera.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { MeetingStats } from '../../client/app/meeting-stats.ts';
import { installSoundTap } from '../media/sound-tap.ts';
import { chromiumProgram, usualSwitches } from './chromium.ts';
import { collectErrors } from './page-errors.ts';

export interface ParticipantOptions {
  readonly origin: string;
  readonly nickname: string;
  /** WAV file that the microphone plays over and over. */
  readonly soundPath?: string;
  /** y4m file that the camera plays over and over. */
  readonly clipPath?: string;
  /** False: a machine without microphone and camera. */
  readonly devices?: boolean;
  /** False: the person refuses microphone and camera when asked. */
  readonly allows?: boolean;
  /** The environment of a sound server whose microphones and loudspeakers take the place of made-up ones. */
  readonly soundServer?: NodeJS.ProcessEnv;
  /** Chromium's program, when it is not the machine's own. */
  readonly chromium?: string;
  /** Whether pages that are left are kept for Back and Forward, as people's browsers do and Playwright's do not. */
  readonly keepsPages?: boolean;
  /** Size of every page in CSS pixels; a shared tab is captured no larger. 1280 x 800 by default. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Further switches for Chromium. */
  readonly switches?: readonly string[];
  /** Runs in the page before anything else: takes away what another browser would not have. */
  readonly initScript?: string;
}

export type SwitchId = 'toggle-mic' | 'toggle-camera' | 'toggle-share';

export const password = 'correct horse battery';
let lastPhone = 13_800_000_000 + (process.pid % 10_000) * 1000;

export class Participant {
  readonly nickname: string;
  readonly phone: string;
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page reported as errors; tests expect it to stay empty. */
  readonly errors: string[];
  readonly #browser: Browser;

  private constructor(
    nickname: string,
    browser: Browser,
    context: BrowserContext,
    page: Page,
    errors: string[],
  ) {
    lastPhone += 1;
    this.phone = String(lastPhone);
    this.nickname = nickname;
    this.#browser = browser;
    this.context = context;
    this.page = page;
    this.errors = errors;
  }

  /** Starts the browser and opens the sign-in screen. */
  static async open(options: ParticipantOptions): Promise<Participant> {
    const { soundServer } = options;
    const browser = await chromium.launch({
      ...(soundServer && { env: soundServer, ignoreDefaultArgs: ['--mute-audio'] }),
      ...(options.keepsPages === true && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
      executablePath: options.chromium ?? chromiumProgram(),
      args: [
        ...usualSwitches,
        '--disable-sync',
        '--disable-quic',
        ...(options.devices === false || soundServer ? [] : ['--use-fake-device-for-media-stream']),
        ...(options.soundPath ? [`--use-file-for-fake-audio-capture=${options.soundPath}`] : []),
        ...(options.clipPath ? [`--use-file-for-fake-video-capture=${options.clipPath}`] : []),
        ...(options.switches ?? []),
      ],
    });
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      locale: 'en-US',
      ignoreHTTPSErrors: true,
      // The last: of a page that the sound tap gave anew the browser does not know that its server is this machine.
      permissions: [...(options.allows === false ? [] : ['camera', 'microphone']), 'local-network-access'],
    });
    const page = await context.newPage();
    const errors: string[] = [];
    collectErrors(page, errors);
    await installSoundTap(page);
    if (options.initScript !== undefined) await page.addInitScript({ content: options.initScript });
    await page.goto(options.origin);
    return new Participant(options.nickname, browser, context, page, errors);
  }

  byTestId(id: string) {
    return this.page.getByTestId(id);
  }

  /** Creates an account through the form; ends in the lobby. */
  async register(): Promise<void> {
    await this.byTestId('register-open').click();
    await this.fillRegistration();
    await this.byTestId('meeting-create').waitFor();
  }

  /** Fills in the form for an account, where it is shown, and sends it. */
  async fillRegistration(): Promise<void> {
    await this.byTestId('register-phone').fill(this.phone);
    await this.byTestId('register-nickname').fill(this.nickname);
    await this.byTestId('register-password').fill(password);
    await this.byTestId('register-confirm').fill(password);
    await this.byTestId('register-submit').click();
  }

  /** Opens a room. @returns its five digits */
  async createRoom(): Promise<string> {
    await this.byTestId('meeting-create').click();
    await this.byTestId('call-view').waitFor();
    return (await this.byTestId('call-number').innerText()).trim();
  }

  async joinRoom(number: string): Promise<void> {
    await this.byTestId('meeting-number').fill(number);
    await this.byTestId('meeting-join').click();
    await this.byTestId('call-view').waitFor();
  }

  /** Joins while the account is in a meeting at another window, and answers the question by moving the call here. */
  async moveCallHere(number: string): Promise<void> {
    await this.byTestId('meeting-number').fill(number);
    await this.byTestId('meeting-join').click();
    await this.byTestId('move-call').click();
    await this.byTestId('call-view').waitFor();
  }

  async leave(): Promise<void> {
    await this.byTestId('leave').click();
    await this.byTestId('meeting-create').waitFor();
  }

  /** Brings a switch to a state and waits until it stands: what is still starting by itself is waited for, then pressed only if need be. */
  async toggle(id: SwitchId, on: boolean): Promise<void> {
    await this.page.locator(`[data-testid=${id}][aria-busy=false]`).waitFor();
    if ((await this.switchState(id)) !== (on ? 'on' : 'off')) await this.byTestId(id).click();
    await this.page.locator(`[data-testid=${id}][aria-pressed=${on}][aria-busy=false]`).waitFor();
  }

  /** What a switch shows now. */
  switchState(id: SwitchId): Promise<'on' | 'starting' | 'off'> {
    return this.byTestId(id).evaluate(({ ariaBusy, ariaPressed }) => {
      if (ariaBusy === 'true') return 'starting';
      return ariaPressed === 'true' ? 'on' : 'off';
    });
  }

  async chooseVideoCodec(codec: 'h264' | 'jpeg'): Promise<void> {
    await this.byTestId('video-codec').selectOption(codec);
  }

  stats(): Promise<MeetingStats> {
    return this.page.evaluate(() => {
      if (!window.plenum) throw new Error('The page offers no statistics.');
      return window.plenum.stats();
    });
  }

  /** What the statistics say of one other person, once they are known. */
  async statsOf(nickname: string): Promise<MeetingStats['peers'][number] | undefined> {
    return (await this.stats()).peers.find((peer) => peer.nickname === nickname);
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}
