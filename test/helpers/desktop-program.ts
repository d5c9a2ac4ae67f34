// A person in the desktop program as far as Chromium can show it: the web client from a real server, with a stand-in behind its
// bridge that really signs in, keeps the token, and knows the call. Used by the test of meetings in the program.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { AccountApi, type AccountRequestName, type Session } from '../../client/link/account-api.ts';
import { CallWatch } from '../../client/main/call/call-watch.ts';
import { fakeView } from '../../client/ui/preview/fake-bridge.ts';
import { chromiumProgram, usualSwitches } from './chromium.ts';
import { type Handlers, type StandInBridge, standInBridge } from './desktop-bridge.ts';
import { collectErrors } from './page-errors.ts';

export interface DesktopProgramOptions {
  readonly origin: string;
  /** y4m file that the camera plays over and over. */
  readonly clipPath: string;
  readonly switches: readonly string[];
}

interface Parts {
  readonly origin: string;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly session: KeptSession;
  readonly calls: CallWatch;
  readonly bridge: StandInBridge;
}

export class DesktopProgram {
  page: Page;
  readonly bridge: StandInBridge;
  /** What the page reported as errors; tests expect it to stay empty. */
  readonly errors: string[] = [];
  /** What of the page's requests carried a session. */
  readonly authorised: string[] = [];
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.page = parts.page;
    this.bridge = parts.bridge;
  }

  /** Starts it and opens the server's page. */
  static async open({ origin, clipPath, switches }: DesktopProgramOptions): Promise<DesktopProgram> {
    const browser = await chromium.launch({
      executablePath: chromiumProgram(),
      args: [
        ...usualSwitches,
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${clipPath}`,
        // As in the program: sound begins in a page that was opened anew without a click.
        '--autoplay-policy=no-user-gesture-required',
        ...switches,
      ],
    });
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'en-US',
      permissions: ['camera', 'microphone'],
    });
    const session = new KeptSession(origin);
    const calls = new CallWatch();
    const bridge = await standInBridge(context, {
      'desktop:describe': () => fakeView,
      ...session.handlers(),
      ...calls.handlers(),
    });
    const page = await context.newPage();
    const program = new DesktopProgram({ origin, browser, context, page, session, calls, bridge });
    await program.#show(page);
    return program;
  }

  get token(): string | undefined {
    return this.#parts.session.token;
  }

  byTestId(id: string) {
    return this.page.getByTestId(id);
  }

  /**
   * Ends the page's process, and opens its page anew as the program does. Resolves with the milliseconds after which the end was
   * noticed and the new page was loaded.
   */
  async crash(): Promise<{ readonly noticedMs: number; readonly loadedMs: number }> {
    const beganMs = performance.now();
    const crashed = this.page.waitForEvent('crash');
    this.page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    const noticedMs = performance.now() - beganMs;
    this.#parts.calls.pageCrashed();
    this.page = await this.#parts.context.newPage();
    await this.#show(this.page);
    return { noticedMs, loadedMs: performance.now() - beganMs };
  }

  async close(): Promise<void> {
    await this.#parts.browser.close();
  }

  async #show(page: Page): Promise<void> {
    collectErrors(page, this.errors);
    page.on('request', (request) => {
      if (request.headers()['authorization'] !== undefined) this.authorised.push(request.url());
    });
    await page.goto(this.#parts.origin);
  }
}

/** Signs in as the program's own session does; keeps the token in memory. */
class KeptSession {
  readonly #api: AccountApi;
  #held: Session | undefined;

  constructor(origin: string) {
    this.#api = new AccountApi(origin);
  }

  get token(): string | undefined {
    return this.#held?.token;
  }

  handlers(): Handlers {
    const hold = (session: Session) => {
      this.#held = session;
      return accountOf(session);
    };
    const token = () => this.#held?.token ?? '';
    return {
      'session:restore': () => (this.#held ? accountOf(this.#held) : null),
      'session:sign-in': async ({ login, password }) => hold(await this.#api.signIn(login, password)),
      'session:register': async (form) => hold(await this.#api.register(form)),
      'session:ticket': async () => ({ ticket: await this.#api.issueTicket(token()) }),
      'session:ask': async ({ name, input }) => ({
        answer: await this.#api.ask(token(), name as AccountRequestName, input),
      }),
      'session:sign-out': async () => {
        await this.#api.signOut(token());
        this.#held = undefined;
        return {};
      },
      'session:forget': () => {
        this.#held = undefined;
        return {};
      },
    };
  }
}

function accountOf({ accountId, nickname, phone }: Session) {
  return { accountId, nickname, phone };
}
