// The settings of the program as its page shows and changes them, with what this machine makes of them. Made by `open-system-desks.ts`.
import type { CallInput, DesktopSettings, DesktopView } from '../../ipc.ts';
import type { Electron } from '../electron.ts';
import type { CallHandlers } from '../gate/call-handlers.ts';
import type { KeyService } from '../keys/key-service.ts';
import type { LoginStart } from '../login-start/login-start.ts';
import type { Vault } from '../session/vault.ts';
import type { DesktopStore } from '../store/desktop-data.ts';
import type { UpdateService } from '../updates/update-service.ts';
import { planQuestions, type SettingQuestion } from './plan-questions.ts';

export interface SettingsParts {
  readonly electron: Pick<Electron, 'app'>;
  readonly store: DesktopStore;
  readonly vault: Pick<Vault, 'isAvailable'>;
  readonly keys: Pick<KeyService, 'apply' | 'view'>;
  readonly loginStart: Pick<LoginStart, 'available' | 'on' | 'set'>;
  readonly updates: Pick<UpdateService, 'state'>;
  /** Asks the person whether the page may have this. */
  readonly ask: (question: SettingQuestion) => Promise<boolean>;
}

export class SettingsService {
  readonly #parts: SettingsParts;

  constructor(parts: SettingsParts) {
    this.#parts = parts;
  }

  handlers(): Pick<CallHandlers, 'desktop:describe' | 'desktop:change'> {
    return {
      'desktop:describe': () => this.#describe(),
      'desktop:change': async (change) => {
        const given = withoutGaps(change);
        for (const question of planQuestions(given, this.#describe().settings))
          if (!(await this.#parts.ask(question))) delete given[question.about];
        this.#change(given);
        return this.#describe();
      },
    };
  }

  #change(change: Partial<DesktopSettings>): void {
    const { store, keys, loginStart } = this.#parts;
    if (change.startAtLogin !== undefined) loginStart.set(change.startAtLogin);
    store.change({ settings: { ...store.data.settings, ...change } });
    keys.apply();
  }

  #describe(): DesktopView {
    const { electron, store, vault, keys, loginStart, updates } = this.#parts;
    return {
      version: electron.app.getVersion(),
      // The person can switch it in the system too, so the system is asked.
      settings: { ...store.data.settings, startAtLogin: loginStart.on },
      vault: vault.isAvailable,
      startAtLogin: loginStart.available,
      update: updates.state,
      ...keys.view(),
    };
  }
}

/** A field that is there without a value changes nothing. */
function withoutGaps(change: CallInput<'desktop:change'>): Partial<DesktopSettings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
