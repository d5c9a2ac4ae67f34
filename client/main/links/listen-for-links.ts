// Makes the system bring `plenum:` links to this program, and hears of them. Called by `create-desktop.ts`.
import { resolve } from 'node:path';
import { type DesktopLink, readLink } from '../../link/desktop-link.ts';
import { linkScheme } from '../../ipc.ts';
import type { Electron } from '../electron.ts';
import { linkFromArguments } from './link-from-arguments.ts';

type LinkApp = Pick<Electron['app'], 'isPackaged' | 'on' | 'setAsDefaultProtocolClient'>;

/** What is known of the running process: `process` has it all. */
interface ProcessFacts {
  readonly execPath: string;
  readonly argv: readonly string[];
}

/**
 * Links come as an argument of a second start that ends at once, and on macOS as an event. What the program itself was started
 * with is not told here.
 */
export function listenForLinks(app: LinkApp, onLink: (link: DesktopLink) => void): void {
  const hear = (link: DesktopLink | undefined): void => {
    if (link) onLink(link);
  };
  app.on('second-instance', (_event, argv) => hear(linkFromArguments(argv)));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    hear(readLink(url));
  });
}

/**
 * Once a start; on Linux the installed desktop entry says the same. `--` ends the options: what a link holds is never taken for a
 * switch of the program.
 * @returns whether the system took it
 */
export function registerLinks(app: LinkApp, { execPath, argv }: ProcessFacts): boolean {
  // From source it is Electron that runs, with the program as its first argument.
  const program = app.isPackaged ? [] : [resolve(argv[1] ?? '.')];
  return app.setAsDefaultProtocolClient(linkScheme, execPath, [...program, '--']);
}
