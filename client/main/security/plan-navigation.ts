// Decides where a page may go by itself: by a link, a form, a script, a redirect, a dropped file. Used by `guard-pages.ts`.
import type { WindowRole } from '../gate/judge-sender.ts';

interface Navigation {
  /** `undefined`: the mini window, or a window that the program does not know. */
  readonly role: WindowRole | undefined;
  readonly isMainFrame: boolean;
  readonly url: string;
}

/**
 * Only the meeting's page goes anywhere, and only within its own server. Frames inside of a page go nowhere: the web client has none.
 * @param connectedOrigin `null` while no server's page is shown
 */
export function planNavigation(navigation: Navigation, connectedOrigin: string | null): 'go' | 'stay' {
  const { role, isMainFrame, url } = navigation;
  const address = URL.parse(url);
  const isWithinServer =
    address !== null &&
    address.origin === connectedOrigin &&
    ['https:', 'http:'].includes(address.protocol) &&
    address.username === '' &&
    address.password === '';
  return role === 'main' && isMainFrame && isWithinServer ? 'go' : 'stay';
}
