// The badge that stays in sight while a screen is shared: says what is shared, and stops it. Opened by `share-service.ts`.
import type { Electron } from '../electron.ts';
import type { CallHandlers } from '../gate/call-handlers.ts';
import type { OpenShareWindow } from './picker-service.ts';

interface BadgeParts {
  readonly electron: Pick<Electron, 'screen'>;
  readonly openWindow: OpenShareWindow;
  readonly title: () => string;
  readonly stopShare: () => void;
}

/** In the system's pixels: one line of text and a button. */
const size = { width: 380, height: 52 };
/** Between the badge and the lower edge of the screen, where it covers the least. */
const marginPx = 24;

export class BadgeService {
  readonly #parts: BadgeParts;
  #window: ReturnType<OpenShareWindow> | undefined;
  #name = '';

  constructor(parts: BadgeParts) {
    this.#parts = parts;
  }

  /** @param name of what is shared; empty where only the system knows it */
  show(name: string): void {
    if (this.#window) return;
    this.#name = name;
    const window = this.#parts.openWindow('badge', {
      title: this.#parts.title(),
      ...size,
      ...this.#place(),
      frame: false,
      alwaysOnTop: true,
      // Who presents goes on typing where they are.
      focusable: false,
      skipTaskbar: true,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
    });
    // Those who watch see the screen without it, where the system can do that: on Windows and macOS.
    window.setContentProtection(true);
    // Above a presentation that fills the screen too.
    window.setAlwaysOnTop(true, 'screen-saver');
    window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
    window.once('closed', () => {
      if (this.#window === window) this.#window = undefined;
    });
    this.#window = window;
  }

  hide(): void {
    const window = this.#window;
    this.#window = undefined;
    if (window && !window.isDestroyed()) window.close();
  }

  handlers(): Pick<CallHandlers, 'badge:describe' | 'badge:stop'> {
    return {
      'badge:describe': () => ({ name: this.#name }),
      'badge:stop': () => {
        this.#parts.stopShare();
        return {};
      },
    };
  }

  #place(): { x: number; y: number } {
    const { workArea } = this.#parts.electron.screen.getPrimaryDisplay();
    return {
      x: Math.round(workArea.x + (workArea.width - size.width) / 2),
      y: workArea.y + workArea.height - size.height - marginPx,
    };
  }
}
