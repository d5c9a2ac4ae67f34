// What the desktop program says of itself: settings, keys, updates. Empty in a browser. Read by the settings and by the controller.
import { create } from 'zustand';
import type { DesktopBridge, DesktopSettings, DesktopView } from '../../ipc.ts';
import { askDesktop } from '../../link/ask-desktop.ts';

interface DesktopStore {
  /** `undefined` in a browser, and until the program has answered. */
  readonly view: DesktopView | undefined;
}

export const useDesktop = create<DesktopStore>(() => ({ view: undefined }));

/** Asks for everything now, and follows what the program tells by itself. */
export async function followDesktop(bridge: DesktopBridge): Promise<void> {
  bridge.on('update:changed', (update) => {
    const { view } = useDesktop.getState();
    if (view) useDesktop.setState({ view: { ...view, update } });
  });
  await readDesktop(bridge);
}

/** Asks anew: what the system permits may have changed. @throws DesktopRefusal */
export async function readDesktop(bridge: DesktopBridge): Promise<void> {
  useDesktop.setState({ view: await askDesktop(bridge, 'desktop:describe', {}) });
}

/** Shows what the program made of the change, which may be something else. @throws DesktopRefusal */
export async function changeDesktop(bridge: DesktopBridge, change: Partial<DesktopSettings>): Promise<void> {
  useDesktop.setState({ view: await askDesktop(bridge, 'desktop:change', change) });
}
