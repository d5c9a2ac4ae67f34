// Which windows of the program have the bridge, and as what. Written where windows are made, read by the gate and the guards.
import type { WebContents } from 'electron';
import type { WindowRole } from '../gate/judge-sender.ts';

export class WindowRoles {
  /** By identity: an id could be given again. */
  readonly #roles = new WeakMap<WebContents, WindowRole>();

  set(contents: WebContents, role: WindowRole): void {
    this.#roles.set(contents, role);
  }

  /** `undefined`: the mini window, or a window that the program does not know. */
  of(contents: WebContents): WindowRole | undefined {
    return this.#roles.get(contents);
  }
}
