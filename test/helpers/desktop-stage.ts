// A browser for the desktop program's pages: each scene in a fresh profile with a stand-in for the program. Used by their tests.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Handlers, type StandInBridge, standInBridge } from './desktop-bridge.ts';
import { collectErrors } from './page-errors.ts';

export interface DesktopScene {
  readonly address: string;
  /** What the program answers; `undefined`: the page is shown by a browser. */
  readonly handlers: Handlers | undefined;
  readonly width?: number;
  readonly height?: number;
}

export interface StagedPage extends StandInBridge {
  readonly page: Page;
  /** Errors of scripts and of the content security policy; tests expect none. */
  readonly errors: readonly string[];
}

const noBridge: StandInBridge = {
  asked: [],
  answers: [],
  inputsOf: () => [],
  tell: () => Promise.resolve(),
};

export function openStageBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
}

export async function stage(browser: Browser, scene: DesktopScene): Promise<StagedPage> {
  const context = await browser.newContext({
    viewport: { width: scene.width ?? 900, height: scene.height ?? 640 },
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  const bridge = scene.handlers ? await standInBridge(context, scene.handlers) : noBridge;
  const page = await context.newPage();
  const errors: string[] = [];
  collectErrors(page, errors);
  await page.goto(scene.address);
  await page.locator('main').waitFor();
  return { ...bridge, page, errors };
}

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe has to say against the page as it is now; the page's own policy lets the tool through only from outside. */
export async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
