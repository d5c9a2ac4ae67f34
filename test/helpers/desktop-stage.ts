// A stage for the desktop program's pages: each scene with a stand-in for the program. Used by their tests.
import { type Handlers, type StandInBridge, standInBridge } from './desktop-bridge.ts';
import type { SceneBrowser, ScenePage } from './scene-browser.ts';

export interface DesktopScene {
  readonly address: string;
  /** What the program answers; `undefined`: the page is shown by a browser. */
  readonly handlers: Handlers | undefined;
  readonly width?: number;
  readonly height?: number;
}

export type StagedPage = StandInBridge & ScenePage;

const noBridge: StandInBridge = {
  asked: [],
  answers: [],
  inputsOf: () => [],
  tell: () => Promise.resolve(),
};

/** Other scenes stay open. */
export async function stage(browser: SceneBrowser, scene: DesktopScene): Promise<StagedPage> {
  const { address, handlers, width = 900, height = 640 } = scene;
  let bridge = noBridge;
  const opened = await browser.open(address, { width, height }, async (page) => {
    if (handlers) bridge = await standInBridge(page, handlers);
  });
  return { ...bridge, ...opened };
}
