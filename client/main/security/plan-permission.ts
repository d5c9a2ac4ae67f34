// Decides what a page may do beyond showing itself. Used by `guard-session.ts`, for the browser's checks and its requests alike.
import type { WindowRole } from '../gate/judge-sender.ts';

export interface PermissionAsk {
  /** As Electron names it. */
  readonly permission: string;
  /** Of the window that asks; `undefined` for the mini window, workers without a page, and strangers. */
  readonly role: WindowRole | undefined;
  readonly isMainFrame: boolean;
  /** The address of the document that asks. */
  readonly url: string;
}

/** Exactly what a meeting needs. */
const permissions = new Set([
  // Camera and microphone.
  'media',
  'display-capture',
  'notifications',
  'fullscreen',
  // Which loudspeaker voices come from.
  'speaker-selection',
  // Copies the invitation's link; reading what lies there is another permission, and refused.
  'clipboard-sanitized-write',
]);

/** @param connectedOrigin `null` while no server's page is shown */
export function planPermission(ask: PermissionAsk, connectedOrigin: string | null): boolean {
  return (
    permissions.has(ask.permission) &&
    ask.role === 'main' &&
    ask.isMainFrame &&
    connectedOrigin !== null &&
    isAddressOf(ask.url, connectedOrigin)
  );
}

function isAddressOf(url: string, origin: string): boolean {
  const address = URL.parse(url);
  return address?.origin === origin && ['https:', 'http:'].includes(address.protocol);
}
