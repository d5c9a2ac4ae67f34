// Opens pages of `pages/` in real Chromiums with made-up devices: one browser for each sound and clip, a profile of its own for each page.
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumProgram, usualSwitches } from '../helpers/chromium.ts';
import { serveTestPages, type TestPages } from '../helpers/test-pages.ts';

export interface MediaPage {
  readonly page: Page;
  close(): Promise<void>;
}

/** What a browser's devices play, over and over. */
interface Material {
  /** WAV file that the microphone plays. */
  readonly soundPath?: string;
  /** y4m file that the camera plays. */
  readonly clipPath?: string;
}

export interface MediaPageOptions extends Material {
  /** Name of the page in `pages/`, without `.html`. */
  readonly name: string;
  /** Called before the page is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** Everything that a test file needs to open such pages. */
export class MediaPages {
  readonly #served: TestPages;
  readonly #browsers = new Map<string, Promise<Browser>>();

  private constructor(served: TestPages) {
    this.#served = served;
  }

  /** Builds the pages if anything in them changed, and serves them on loopback. */
  static async start(): Promise<MediaPages> {
    return new MediaPages(await serveTestPages('media'));
  }

  /** The devices begin anew with what they play. */
  async open({ name, prepare, ...material }: MediaPageOptions): Promise<MediaPage> {
    const browser = await this.#browserWith(material);
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(`${name}: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') console.error(`${name}: ${message.text()}`);
    });
    await prepare?.(page);
    await page.goto(`${this.#served.origin}/${name}.html`);
    return { page, close: () => context.close() };
  }

  async close(): Promise<void> {
    const browsers = await Promise.all(this.#browsers.values());
    await Promise.all(browsers.map((browser) => browser.close()));
    await this.#served.close();
  }

  #browserWith(material: Material): Promise<Browser> {
    const key = `${material.soundPath} ${material.clipPath}`;
    const browser = this.#browsers.get(key) ?? launch(material);
    this.#browsers.set(key, browser);
    return browser;
  }
}

function launch({ soundPath, clipPath }: Material): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumProgram(),
    args: [
      ...usualSwitches,
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      ...(soundPath ? [`--use-file-for-fake-audio-capture=${soundPath}`] : []),
      ...(clipPath ? [`--use-file-for-fake-video-capture=${clipPath}`] : []),
    ],
  });
}
