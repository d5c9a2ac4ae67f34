// Decides which kind of page a call comes from. Used by the gate for every call, before anything else of it is looked at.
import { type Audience, shellScheme } from '../../ipc.ts';

/** The program's windows that have the bridge. The mini window is none of them. */
export type WindowRole = 'main' | 'picker' | 'badge';

/** What is known of the frame that a call comes from; nothing of it was said by the frame itself. */
export interface Sender {
  /** `undefined`: the sender is no window of the program. */
  readonly role: WindowRole | undefined;
  /** False for frames inside of a page, and for those that were removed, replaced or ended meanwhile. */
  readonly isLiveMainFrame: boolean;
  /** The frame's security origin as the browser keeps it, for example `https://meet.example.org`; `null` as text where it has none. */
  readonly origin: string;
  /** The address of the frame's document. */
  readonly url: string;
}

/**
 * Which audience of the contract a sender is.
 * @param connectedOrigin the origin of the server whose page the main window shows; `null` while it shows the program's own page
 * @returns `undefined` when the sender may call nothing at all
 */
export function judgeSender(sender: Sender, connectedOrigin: string | null): Audience | undefined {
  const { role, isLiveMainFrame } = sender;
  if (role === undefined || !isLiveMainFrame) return undefined;
  if (role === 'main' && isPageOf(sender, connectedOrigin)) return 'meeting';
  const page = role === 'main' ? 'connect' : role;
  return isOwnPage(sender, page) ? page : undefined;
}

/** Origin and address are both asked: a document made by script has the origin of its maker and another address. */
function isPageOf(sender: Sender, connectedOrigin: string | null): boolean {
  if (connectedOrigin === null || sender.origin !== connectedOrigin) return false;
  const address = URL.parse(sender.url);
  return (
    address !== null && address.origin === connectedOrigin && ['https:', 'http:'].includes(address.protocol)
  );
}

function isOwnPage(sender: Sender, page: Audience): boolean {
  const address = URL.parse(sender.url);
  return (
    sender.origin === `${shellScheme}://pages` &&
    address?.protocol === `${shellScheme}:` &&
    address.host === 'pages' &&
    address.pathname === `/${page}.html`
  );
}
