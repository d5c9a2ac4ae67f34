// Puts the guards on what pages share: permissions, devices, downloads, certificates and the program's own pages. Called once by
// `create-desktop.ts`, before there is any window.
import type { Session, WebContents } from 'electron';
import { shellScheme } from '../../ipc.ts';
import type { WindowRole } from '../gate/judge-sender.ts';
import { planDownload } from './plan-download.ts';
import type { MediaConsent } from './media-consent.ts';
import { type PermissionAsk, planPermission } from './plan-permission.ts';
import { shellPageServer } from './shell-pages.ts';

export interface SessionParts {
  readonly roleOf: (contents: WebContents) => WindowRole | undefined;
  /** `null` while no server's page is shown. */
  readonly connectedOrigin: () => string | null;
  /** Whether the person lets the connected server's page have camera and microphone. */
  readonly mediaConsent: Pick<MediaConsent, 'isAllowed' | 'request'>;
  /** Has the session talk to trusted and to pinned servers only. */
  readonly protect: (session: Session) => void;
  /** Absolute path of the built pages of the program. */
  readonly pagesFolder: string;
}

/** The session of the program's pages. */
export function guardSession(session: Session, parts: SessionParts): void {
  const roleOf = (contents: WebContents | null) => (contents === null ? undefined : parts.roleOf(contents));
  const { mediaConsent } = parts;
  const isOfMeeting = (ask: PermissionAsk): boolean => planPermission(ask, parts.connectedOrigin());
  session.setPermissionCheckHandler(
    (contents, permission, origin, { isMainFrame, requestingUrl = origin }) => {
      const ask = { permission, role: roleOf(contents), isMainFrame, url: requestingUrl };
      return isOfMeeting(ask) && (permission !== 'media' || mediaConsent.isAllowed());
    },
  );
  session.setPermissionRequestHandler((contents, permission, callback, { isMainFrame, requestingUrl }) => {
    const ask = { permission, role: roleOf(contents), isMainFrame, url: requestingUrl };
    if (permission !== 'media' || !isOfMeeting(ask)) return callback(isOfMeeting(ask));
    // The page may have gone while the person thought about it.
    const answer = mediaConsent.request().then((isAllowed) => isAllowed && isOfMeeting(ask));
    answer.then(callback, () => callback(false));
  });
  session.setDevicePermissionHandler(() => false);
  parts.protect(session);
  // It would fetch dictionaries from a server that the person did not choose.
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event, item, contents) => {
    const wanted = {
      role: roleOf(contents),
      pageUrl: contents.getURL(),
      url: item.getURL(),
      filename: item.getFilename(),
    };
    if (planDownload(wanted, parts.connectedOrigin()) === 'refuse') event.preventDefault();
  });
  session.protocol.handle(shellScheme, shellPageServer(parts.pagesFolder));
}

/** A session that no page of the program lives in: whatever should come up in it is refused everything. */
export function lockSession(session: Session): void {
  session.setPermissionCheckHandler(() => false);
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
}
