// Chromium for pages whose people or program are made up, scene after scene. Used by preview and desktop-stage.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { collectErrors } from './page-errors.ts';

export interface ScenePage {
  readonly page: Page;
  /** Errors of scripts and of the content security policy; tests expect none. */
  readonly errors: readonly string[];
}

/**
 * One profile for all scenes, emptied before each: a new one would compile every script anew, which makes a scene of 0.2 s
 * one of 1.5 s.
 */
export class SceneBrowser {
  readonly #browser: Browser;
  readonly #profile: BrowserContext;

  private constructor(browser: Browser, profile: BrowserContext) {
    this.#browser = browser;
    this.#profile = profile;
  }

  static async launch(): Promise<SceneBrowser> {
    const browser = await chromium.launch({
      executablePath: process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
      ],
    });
    return new SceneBrowser(browser, await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce' }));
  }

  /** @param address whose origin has nothing stored @param prepare what the page needs before it goes there */
  async open(
    address: string,
    size: { readonly width: number; readonly height: number },
    prepare?: (page: Page) => Promise<void>,
  ): Promise<ScenePage> {
    const page = await this.#profile.newPage();
    const errors: string[] = [];
    collectErrors(page, errors);
    await page.setViewportSize(size);
    const devtools = await this.#profile.newCDPSession(page);
    await devtools.send('Storage.clearDataForOrigin', {
      origin: new URL(address).origin,
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
    await Promise.all(this.#profile.pages().map((page) => page.close()));
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}
