// The program's place in the tray: shows how the call stands and offers what can be done without the window. Opened by
// `create-desktop.ts` once the program is ready.
import type { MenuItemConstructorOptions, Tray } from 'electron';
import type { DesktopEvents } from '../../ipc.ts';
import type { CallWatch } from '../call/call-watch.ts';
import type { Electron } from '../electron.ts';
import type { DesktopStore } from '../store/desktop-data.ts';
import { programTexts } from '../texts/program-texts.ts';
import { planTray, type TrayDeed, type TrayEntry } from './plan-tray.ts';
import { trayImage } from './tray-image.ts';

export interface TrayParts {
  readonly electron: Pick<Electron, 'Tray' | 'Menu' | 'nativeImage'>;
  readonly store: DesktopStore;
  readonly calls: CallWatch;
  readonly platform: NodeJS.Platform;
  /** Whether the main window shows a server's page. */
  readonly isConnected: () => boolean;
  readonly tell: <E extends keyof DesktopEvents>(name: E, event: DesktopEvents[E]) => void;
  /** Brings the main window to the front. */
  readonly showWindow: () => void;
  readonly quit: () => void;
}

export class TrayService {
  readonly #parts: TrayParts;
  readonly #tray: Tray;
  /** Drawn once for each state. */
  readonly #images = new Map<string, ReturnType<typeof trayImage>>();

  constructor(parts: TrayParts) {
    this.#parts = parts;
    const { Tray } = parts.electron;
    this.#tray = new Tray(this.#image('away'));
    this.#tray.on('click', () => parts.showWindow());
    parts.calls.onChange(() => this.refresh());
    this.refresh();
  }

  /** To be called after a change of server or language; changes of the call are seen by themselves. */
  refresh(): void {
    if (this.#tray.isDestroyed()) return;
    const { electron, store, calls, isConnected } = this.#parts;
    const texts = programTexts(store.data.appearance.language).tray;
    const plan = planTray({ connected: isConnected(), call: calls.call, texts });
    this.#tray.setImage(this.#image(plan.icon));
    this.#tray.setToolTip(plan.tooltip);
    const items = plan.entries.map((entry) => this.#menuItem(entry));
    this.#tray.setContextMenu(electron.Menu.buildFromTemplate(items));
  }

  close(): void {
    this.#tray.destroy();
  }

  #image(icon: Parameters<typeof trayImage>[1]): ReturnType<typeof trayImage> {
    const drawn = this.#images.get(icon) ?? trayImage(this.#parts.electron, icon, this.#parts.platform);
    this.#images.set(icon, drawn);
    return drawn;
  }

  #menuItem(entry: TrayEntry): MenuItemConstructorOptions {
    if (entry === 'line') return { type: 'separator' };
    // An ampersand would be swallowed as the mark of a shortcut.
    return { label: entry.label.replaceAll('&', '&&'), click: () => this.#perform(entry.deed) };
  }

  #perform(deed: TrayDeed): void {
    const { tell, showWindow, quit } = this.#parts;
    if (deed.do === 'tell') tell('command:given', { command: deed.command });
    else if (deed.do === 'open') showWindow();
    else quit();
  }
}
