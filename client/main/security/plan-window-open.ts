// Decides what becomes of a window that a page wants to open. Used by `guard-pages.ts`.
import { miniWindowName } from '../../ipc.ts';
import type { WindowRole } from '../gate/judge-sender.ts';
import { safeExternal } from '../../link/safe-external.ts';

interface WantedWindow {
  /** Of the window whose page asks. */
  readonly role: WindowRole | undefined;
  /** The address of the page that asks. */
  readonly openerUrl: string;
  readonly url: string;
  readonly frameName: string;
  /** As `window.open` was given them: `width=320,height=220`. */
  readonly features: string;
}

export type WindowOpenPlan =
  | { readonly kind: 'mini' }
  /** To be opened by the person's browser or mail program. */
  | { readonly kind: 'outside'; readonly url: string }
  | { readonly kind: 'deny' };

/** Size and place: all that a page says of its mini window. Electron would take every other word for an option of the window. */
const placeFeatures = new Set(['popup', 'width', 'height', 'left', 'top', 'innerwidth', 'innerheight']);

/** @param connectedOrigin `null` while no server's page is shown */
export function planWindowOpen(wanted: WantedWindow, connectedOrigin: string | null): WindowOpenPlan {
  const { role, openerUrl, url, frameName, features } = wanted;
  const isMeeting =
    role === 'main' && connectedOrigin !== null && URL.parse(openerUrl)?.origin === connectedOrigin;
  if (!isMeeting) return { kind: 'deny' };
  if (url === 'about:blank' && frameName === miniWindowName && isPlace(features)) return { kind: 'mini' };
  const outside = safeExternal(url);
  return outside === undefined ? { kind: 'deny' } : { kind: 'outside', url: outside };
}

function isPlace(features: string): boolean {
  return features.split(',').every((feature) => {
    const [name = '', value = ''] = feature.split('=', 2).map((part) => part.trim().toLowerCase());
    return name === '' || (placeFeatures.has(name) && /^(\d{0,5}|yes|true)$/.test(value));
  });
}
