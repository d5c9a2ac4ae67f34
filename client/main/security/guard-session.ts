// Puts the guards on what pages share: permissions, devices, downloads, certificates and the program's own pages. Called once by
// `create-desktop.ts`, before there is any window.
import type { Session, WebContents } from 'electron';
import { shellScheme } from '../../ipc.ts';
import type { WindowRole } from '../gate/judge-sender.ts';
import { planDownload } from './plan-download.ts';
import { planPermission } from './plan-permission.ts';
import { shellPageServer } from './shell-pages.ts';

export interface SessionParts {
  readonly roleOf: (contents: WebContents) => WindowRole | undefined;
  /** `null` while no server's page is shown. */
  readonly connectedOrigin: () => string | null;
  /** Has the session talk to trusted and to pinned servers only. */
  readonly protect: (session: Session) => void;
  /** Absolute path of the built pages of the program. */
  readonly pagesFolder: string;
}

/** The session of the program's pages. */
export function guardSession(session: Session, parts: SessionParts): void {
  const roleOf = (contents: WebContents | null) => (contents === null ? undefined : parts.roleOf(contents));
  session.setPermissionCheckHandler((contents, permission, origin, { isMainFrame, requestingUrl = origin }) =>
    planPermission(
      { permission, role: roleOf(contents), isMainFrame, url: requestingUrl },
      parts.connectedOrigin(),
    ),
  );
  session.setPermissionRequestHandler((contents, permission, callback, { isMainFrame, requestingUrl }) =>
    callback(
      planPermission(
        { permission, role: roleOf(contents), isMainFrame, url: requestingUrl },
        parts.connectedOrigin(),
      ),
    ),
  );
  session.setDevicePermissionHandler(() => false);
  parts.protect(session);
  // It would fetch dictionaries from a server that nobody chose.
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
