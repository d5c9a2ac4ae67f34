// A person in a meeting who uses Debian's Firefox, as it is: with a tone for a microphone and moving colours for a camera.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MeetingStats } from '../../client/app/meeting-stats.ts';
import { BidiSession } from './bidi-session.ts';
import { type NullSpeakers, openNullSpeakers } from './null-speakers.ts';
import { password } from './participant.ts';

/** How long Firefox may take to start, and a page to show what is waited for, on a busy machine. */
const startMs = 60_000;
const patienceMs = 30_000;
const lookEveryMs = 100;

/** What else is asked for by a person, or fetched from elsewhere. With `--remote-debugging-port` Firefox sets much of it itself. */
const preferences = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.gmp-manager.updateEnabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'intl.accept_languages': 'en-US',
};

let lastPhone = 13_700_000_000 + (process.pid % 10_000) * 1000;

export class FirefoxPerson {
  readonly nickname: string;
  /** Errors and uncaught exceptions of the page; tests expect it to stay empty. */
  readonly errors: string[] = [];
  readonly #firefox: ChildProcess;
  readonly #profile: string;
  readonly #speakers: NullSpeakers;
  #session: BidiSession | undefined;
  #page = '';

  private constructor(nickname: string, firefox: ChildProcess, profile: string, speakers: NullSpeakers) {
    this.nickname = nickname;
    this.#firefox = firefox;
    this.#profile = profile;
    this.#speakers = speakers;
  }

  /** Starts Firefox and opens the sign-in screen. */
  static async open({ origin, nickname }: { origin: string; nickname: string }): Promise<FirefoxPerson> {
    const profile = await mkdtemp(join(tmpdir(), 'plenum-firefox-'));
    const lines = Object.entries(preferences).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    await writeFile(join(profile, 'user.js'), lines.join('\n'));
    const speakers = await openNullSpeakers();
    const program = process.env['FIREFOX_BIN'] ?? 'firefox-esr';
    const firefox = spawn(program, ['--headless', '--remote-debugging-port', '0', '--profile', profile], {
      env: speakers.environment,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const person = new FirefoxPerson(nickname, firefox, profile, speakers);
    try {
      await person.#openPage(await addressOf(firefox), origin);
      return person;
    } catch (error) {
      await person.close();
      throw error;
    }
  }

  /** The JSON of an expression's value, run as if the person had just clicked. */
  evaluate(expression: string): Promise<unknown> {
    if (!this.#session) throw new Error('Firefox has no page yet.');
    return this.#session.evaluate(this.#page, expression);
  }

  /** Waits until an element is there. @throws Error after half a minute, with what the page says */
  async waitFor(selector: string): Promise<void> {
    const endMs = Date.now() + patienceMs;
    while (!(await this.evaluate(`document.querySelector(${JSON.stringify(selector)}) !== null`))) {
      if (Date.now() > endMs)
        throw new Error(`No ${selector} here: ${String(await this.evaluate('document.body.innerText'))}`);
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
  }

  async click(testId: string): Promise<void> {
    await this.waitFor(`[data-testid=${testId}]:not(:disabled)`);
    const at = await this.evaluate(`(() => {
      const element = document.querySelector('[data-testid=${testId}]');
      element.scrollIntoView({ block: 'center' });
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
    })()`);
    const actions = [
      { type: 'pointerMove', ...(at as { x: number; y: number }) },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    const mouse = { type: 'pointer', id: 'mouse', actions };
    await this.#session?.send('input.performActions', { context: this.#page, actions: [mouse] });
  }

  async fill(testId: string, value: string): Promise<void> {
    await this.waitFor(`[data-testid=${testId}]`);
    // React hears of a value only that was set past its own setter.
    await this.evaluate(`(() => {
      const input = document.querySelector('[data-testid=${testId}]');
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, ${JSON.stringify(value)});
      input.dispatchEvent(new Event('input', { bubbles: true }));
    })()`);
  }

  /** Creates an account through the form; ends in the lobby. */
  async register(): Promise<void> {
    lastPhone += 1;
    await this.click('register-open');
    await this.fill('register-phone', String(lastPhone));
    await this.fill('register-nickname', this.nickname);
    await this.fill('register-password', password);
    await this.fill('register-confirm', password);
    await this.click('register-submit');
    await this.waitFor('[data-testid=meeting-create]');
  }

  async createRoom(): Promise<void> {
    await this.click('meeting-create');
    await this.waitFor('[data-testid=call-view]');
  }

  async joinRoom(number: string): Promise<void> {
    await this.fill('meeting-number', number);
    await this.click('meeting-join');
    await this.waitFor('[data-testid=call-view]');
  }

  /** Brings a switch to a state and waits until it stands: what is still starting by itself is waited for, then pressed only if need be. */
  async toggle(id: 'toggle-mic' | 'toggle-camera', on: boolean): Promise<void> {
    await this.waitFor(`[data-testid=${id}][aria-busy=false]`);
    const wanted = `[data-testid=${id}][aria-pressed=${on}]`;
    if (!(await this.evaluate(`document.querySelector('${wanted}') !== null`))) await this.click(id);
    await this.waitFor(`${wanted}[aria-busy=false]`);
  }

  /** Opens another tab in front, which hides the page. */
  async openTab(): Promise<void> {
    await this.#session?.send('browsingContext.create', { type: 'tab', background: false });
  }

  /** What the statistics say of one other person, once they are known. */
  async statsOf(nickname: string): Promise<MeetingStats['peers'][number] | undefined> {
    const { peers } = (await this.evaluate('window.plenum.stats()')) as MeetingStats;
    return peers.find((peer) => peer.nickname === nickname);
  }

  async close(): Promise<void> {
    this.#session?.close();
    if (this.#firefox.exitCode === null && this.#firefox.signalCode === null) {
      const ended = once(this.#firefox, 'exit');
      this.#firefox.kill();
      await ended;
    }
    await this.#speakers.close();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #openPage(address: string, origin: string): Promise<void> {
    this.#session = await BidiSession.open(address, (_method, params) => {
      const { level, text } = params as { level: string; text: string };
      if (level === 'error') this.errors.push(text);
    });
    const { contexts } = (await this.#session.send('browsingContext.getTree', {})) as {
      contexts: readonly { context: string }[];
    };
    this.#page = contexts[0]?.context ?? '';
    await this.#session.send('session.subscribe', { events: ['log.entryAdded'] });
    await this.#session.send('browsingContext.navigate', {
      context: this.#page,
      url: origin,
      wait: 'complete',
    });
  }
}

/** From the line that Firefox prints. @throws Error where it prints none */
async function addressOf(firefox: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`Firefox ${why}: ${said}`));
    const giveUp = setTimeout(() => fail('does not start'), startMs);
    firefox.on('error', (error) => fail(error.message));
    firefox.on('exit', () => fail('has ended'));
    firefox.stderr?.on('data', (chunk) => {
      said += String(chunk);
      const address = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said)?.[1];
      if (address === undefined) return;
      clearTimeout(giveUp);
      resolve(address);
    });
  });
}
