// Chromium for pages whose people or program are made up, scene after scene. Used by preview and desktop-stage.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumProgram, usualSwitches } from './chromium.ts';
import { collectErrors } from './page-errors.ts';

export interface ScenePage {
  readonly page: Page;
  /** Errors of scripts and of the content security policy; tests expect none. */
  readonly errors: readonly string[];
}

/**
 * One profile for all scenes, emptied before each, and one process, which a page that shows nothing keeps running: a new
 * process and a new profile compile every script anew, so that half a second becomes more than one.
 */
export class SceneBrowser {
  readonly #browser: Browser;
  readonly #profile: BrowserContext;
  #keeper: Page | undefined;

  private constructor(browser: Browser, profile: BrowserContext) {
    this.#browser = browser;
    this.#profile = profile;
  }

  static async launch(): Promise<SceneBrowser> {
    const browser = await chromium.launch({
      executablePath: chromiumProgram(),
      args: [...usualSwitches, '--process-per-site'],
    });
    return new SceneBrowser(browser, await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce' }));
  }

  /** @param address whose origin has nothing stored @param prepare what the page needs before it goes there */
  async open(
    address: string,
    size: { readonly width: number; readonly height: number },
    prepare?: (page: Page) => Promise<void>,
  ): Promise<ScenePage> {
    const { origin } = new URL(address);
    this.#keeper ??= await this.#openKeeper(origin);
    const page = await this.#profile.newPage();
    const errors: string[] = [];
    collectErrors(page, errors);
    await page.setViewportSize(size);
    const devtools = await this.#profile.newCDPSession(page);
    await devtools.send('Storage.clearDataForOrigin', {
      origin,
      storageTypes: 'cookies,local_storage,indexeddb,cache_storage,service_workers',
    });
    await devtools.detach();
    await prepare?.(page);
    await page.goto(address);
    await page.locator('main').waitFor();
    return { page, errors };
  }

  /** Moving pictures of an earlier scene would take the machine from the one that is looked at. */
  async closePages(): Promise<void> {
    const scenes = this.#profile.pages().filter((page) => page !== this.#keeper);
    await Promise.all(scenes.map((page) => page.close()));
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }

  /** An empty page of the same site. */
  async #openKeeper(origin: string): Promise<Page> {
    const page = await this.#profile.newPage();
    await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto(origin);
    return page;
  }
}
