// The screens with made-up people, built and served as the server serves the real ones. Used by the tests of the screens.
import { SceneBrowser, type ScenePage } from './scene-browser.ts';
import { serveTestPages } from './test-pages.ts';

const contentSecurityPolicy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";

export interface Scene {
  /** Parameters of the preview, as `phase=call&people=9`. */
  readonly query: string;
  readonly width?: number;
  readonly height?: number;
}

export interface Preview {
  readonly origin: string;
  /**
   * Opens a scene with nothing stored, in a window of 1280x800 unless told otherwise. The scene before is closed.
   */
  open(scene: Scene): Promise<ScenePage>;
  close(): Promise<void>;
}

/** Serves the preview page on a free port of the loopback, and starts a browser for it. */
export async function startPreview(): Promise<Preview> {
  const [pages, browser] = await Promise.all([
    serveTestPages('preview', { 'content-security-policy': contentSecurityPolicy }),
    SceneBrowser.launch(),
  ]);
  const { origin } = pages;
  return {
    origin,
    open: async ({ query, width = 1280, height = 800 }) => {
      await browser.closePages();
      return browser.open(`${origin}/preview.html?${query}`, { width, height });
    },
    close: async () => {
      await browser.close();
      await pages.close();
    },
  };
}
