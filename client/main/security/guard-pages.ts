// Guards every page that is created, by any part of the program: where it goes, and what it opens. Called once by
// `create-desktop.ts`, before there is any window.
import type { HandlerDetails, WebContents, WindowOpenHandlerResponse } from 'electron';
import type { Electron } from '../electron.ts';
import type { WindowRole } from '../gate/judge-sender.ts';
import { miniWindowOptions } from '../windows/mini-window.ts';
import { planNavigation } from './plan-navigation.ts';
import { planWindowOpen } from './plan-window-open.ts';

/** A person opens one link at a time; a page that runs wild would open hundreds. */
const outsidePauseMs = 1000;

export interface PageGuardParts {
  readonly electron: Pick<Electron, 'app' | 'shell'>;
  readonly roleOf: (contents: WebContents) => WindowRole | undefined;
  /** `null` while no server's page is shown. */
  readonly connectedOrigin: () => string | null;
  readonly log: (sentence: string, error: unknown) => void;
  /** A clock that does not go back, in milliseconds. */
  readonly nowMs: () => number;
}

export function guardPages(parts: PageGuardParts): void {
  let openedMs = Number.NEGATIVE_INFINITY;
  const openOutside = (url: string) => {
    if (parts.nowMs() - openedMs < outsidePauseMs) return;
    openedMs = parts.nowMs();
    parts.electron.shell
      .openExternal(url)
      .catch((error: unknown) => parts.log('A link could not be opened.', error));
  };
  parts.electron.app.on('web-contents-created', (_event, contents) => {
    guardNavigation(contents, parts);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler((details) => answerWindowOpen(contents, details, parts, openOutside));
  });
}

function guardNavigation(contents: WebContents, { roleOf, connectedOrigin }: PageGuardParts): void {
  const guard = (event: { url: string; isMainFrame: boolean; preventDefault(): void }) => {
    const { url, isMainFrame } = event;
    const plan = planNavigation({ role: roleOf(contents), isMainFrame, url }, connectedOrigin());
    if (plan === 'stay') event.preventDefault();
  };
  contents.on('will-navigate', guard);
  contents.on('will-frame-navigate', guard);
  // Also of what the program loads itself: a server that sends its visitors elsewhere is not the one that was chosen.
  contents.on('will-redirect', guard);
}

function answerWindowOpen(
  contents: WebContents,
  { url, frameName, features }: HandlerDetails,
  { roleOf, connectedOrigin }: PageGuardParts,
  openOutside: (url: string) => void,
): WindowOpenHandlerResponse {
  const wanted = { role: roleOf(contents), openerUrl: contents.getURL(), url, frameName, features };
  const plan = planWindowOpen(wanted, connectedOrigin());
  if (plan.kind === 'mini') return { action: 'allow', overrideBrowserWindowOptions: miniWindowOptions() };
  if (plan.kind === 'outside') openOutside(plan.url);
  return { action: 'deny' };
}
