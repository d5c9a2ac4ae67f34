// Language and theme, as the meeting's page last told them: for tray, system dialogues and the program's own pages. Made by
// `create-desktop.ts`.
import type { Electron } from '../electron.ts';
import type { CallHandlers } from '../gate/call-handlers.ts';
import type { DesktopStore } from '../store/desktop-data.ts';

export interface AppearanceParts {
  readonly electron: Pick<Electron, 'nativeTheme'>;
  readonly store: DesktopStore;
  /** Whatever shows words of the program is to be written again. */
  readonly onChange: () => void;
}

export class AppearanceService {
  readonly #parts: AppearanceParts;

  constructor(parts: AppearanceParts) {
    this.#parts = parts;
    this.#apply();
  }

  handlers(): Pick<CallHandlers, 'appearance:tell' | 'appearance:read'> {
    const { store, onChange } = this.#parts;
    return {
      'appearance:tell': (appearance) => {
        store.change({ appearance });
        this.#apply();
        onChange();
        return {};
      },
      'appearance:read': () => store.data.appearance,
    };
  }

  /** Frames, menus and the first moment of a window are drawn by the system. */
  #apply(): void {
    this.#parts.electron.nativeTheme.themeSource = this.#parts.store.data.appearance.theme;
  }
}
