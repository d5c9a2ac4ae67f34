// The first moments of the program: what has to be said before Electron is ready, one program at a time, and when it ends. Called by
// `main.ts`.
import { Desktop, type DesktopParts } from './create-desktop.ts';
import { linkFromArguments } from './links/link-from-arguments.ts';
import { listenForLinks, registerLinks } from './links/listen-for-links.ts';
import type { DesktopLink } from '../link/desktop-link.ts';
import { closeDebugging } from './security/close-debugging.ts';
import { shellSchemeRule } from './security/shell-pages.ts';
import { serverFromArguments } from './servers/server-from-arguments.ts';

/** As the packages have it (`scripts/package/electron-builder.config.mjs`). */
const applicationId = 'org.plenum.desktop';

/** Returns at once; everything else happens when Electron says so. */
export function beginDesktop(parts: DesktopParts): void {
  const { electron, process, log } = parts;
  const { app } = electron;
  if (!app.requestSingleInstanceLock()) return app.quit();
  closeDebugging(electron);
  // Removing the switch would leave half of the processes with a sandbox and half without. Only root needs it, and only the person
  // can give it: the text of a link is never a switch.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // Windows shows the notifications of programs that it knows by a name only: that of the installer.
  if (process.platform === 'win32') app.setAppUserModelId(applicationId);
  electron.protocol.registerSchemesAsPrivileged([shellSchemeRule]);

  let desktop: Desktop | undefined;
  // On macOS the link that starts the program comes before it is ready.
  let early: DesktopLink | undefined = linkFromArguments(process.argv);
  listenForLinks(app, (link) => {
    if (desktop) desktop.openLink(link);
    else early = link;
  });
  app.on('second-instance', (_event, argv) => desktop?.show(serverFromArguments(argv)));
  app.on('activate', () => desktop?.show());
  app.on('before-quit', () => desktop?.prepareQuit());
  app.on('will-quit', () => desktop?.close());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  const open = async () => {
    await app.whenReady();
    registerLinks(app, process);
    desktop = new Desktop(parts);
    desktop.start(serverFromArguments(process.argv), early);
  };
  // Not awaited: Electron does not become ready before this module has run to its end.
  open().catch((error: unknown) => {
    log('The program could not begin.', error);
    app.exit(1);
  });
}
