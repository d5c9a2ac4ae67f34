// The program's own picker: opens its window, answers its page, and gives out what was chosen. One at a time; used by `share-service.ts`.
import type { BrowserWindow } from 'electron';
import type { PickerSource } from '../../ipc.ts';
import type { Electron } from '../electron.ts';
import { type CallHandlers, DesktopError } from '../gate/call-handlers.ts';
import type { LocalPageLook } from '../windows/local-page.ts';
import { listSources } from './list-sources.ts';

/** What is used of a window of the program's own. */
interface ShareWindow
  extends Pick<
    BrowserWindow,
    'close' | 'isDestroyed' | 'setContentProtection' | 'setAlwaysOnTop' | 'setVisibleOnAllWorkspaces'
  > {
  once(event: 'closed', listener: () => void): unknown;
}
export type OpenShareWindow = (page: 'picker' | 'badge', look: LocalPageLook) => ShareWindow;

export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly sound: boolean;
}

interface PickerParts {
  readonly electron: Pick<Electron, 'desktopCapturer' | 'BrowserWindow'>;
  readonly openWindow: OpenShareWindow;
  readonly title: () => string;
  readonly parent: () => BrowserWindow | undefined;
}

interface OpenPicker {
  readonly window: ShareWindow;
  readonly sound: boolean;
  /** What the page was shown last: nothing else can be chosen. */
  offered: readonly PickerSource[];
  /** A listing in progress serves all callers that ask meanwhile. */
  listing: Promise<PickerSource[]> | undefined;
  readonly answer: (choice: Choice | null) => void;
}

export class PickerService {
  readonly #parts: PickerParts;
  #open: OpenPicker | undefined;

  constructor(parts: PickerParts) {
    this.#parts = parts;
  }

  /**
   * Lets the person choose.
   * @param sound whether sound can come along
   * @returns `null` when nothing is to be shared: chosen so, closed, or cancelled
   */
  choose(sound: boolean): Promise<Choice | null> {
    this.cancel();
    const { promise, resolve } = Promise.withResolvers<Choice | null>();
    const parent = this.#parts.parent();
    const window = this.#parts.openWindow('picker', {
      title: this.#parts.title(),
      width: 1060,
      height: 700,
      minWidth: 420,
      minHeight: 360,
      minimizable: false,
      autoHideMenuBar: true,
      ...(parent === undefined ? {} : { parent, modal: true }),
    });
    const open: OpenPicker = { window, sound, offered: [], listing: undefined, answer: resolve };
    this.#open = open;
    window.once('closed', () => this.#finish(open, null));
    return promise;
  }

  /** Closes the picker, and nothing is shared. */
  cancel(): void {
    if (this.#open) this.#finish(this.#open, null);
  }

  handlers(): Pick<CallHandlers, 'picker:sources' | 'picker:choose'> {
    return {
      'picker:sources': async () => {
        const open = this.#requireOpen();
        open.listing ??= listSources(this.#parts.electron).finally(() => {
          open.listing = undefined;
        });
        open.offered = await open.listing;
        return { sources: [...open.offered], sound: open.sound };
      },
      'picker:choose': ({ id, sound }) => {
        const open = this.#requireOpen();
        const chosen = open.offered.find((source) => source.id === id);
        if (id !== null && chosen === undefined) throw new DesktopError('bad-arguments');
        this.#finish(open, chosen ? { id: chosen.id, name: chosen.name, sound: sound && open.sound } : null);
        return {};
      },
    };
  }

  /** @throws DesktopError when no picker is open */
  #requireOpen(): OpenPicker {
    if (this.#open === undefined) throw new DesktopError('not-permitted-here');
    return this.#open;
  }

  #finish(open: OpenPicker, choice: Choice | null): void {
    if (this.#open === open) this.#open = undefined;
    open.answer(choice);
    if (!open.window.isDestroyed()) open.window.close();
  }
}
