// Decides what closing the main window does. Pure; asked by the main window's `close` event.

interface CloseFacts {
  /** The setting: closing keeps the program, and its call, in the tray. */
  readonly closeToTray: boolean;
  /** The program is about to end: by the tray, the system or an update. */
  readonly quitting: boolean;
}

/** `hide`: the window goes away, its page and a call in it stay. `close`: the page ends, and with it a call. */
export function planClose({ closeToTray, quitting }: CloseFacts): 'hide' | 'close' {
  return closeToTray && !quitting ? 'hide' : 'close';
}
