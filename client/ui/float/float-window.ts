// The window that stays over other programs and holds any content: a browser's document picture-in-picture, or a window of this
// page's own that the desktop program keeps on top.
import { miniWindowName } from '../../ipc.ts';

interface DocumentPictureInPicture {
  /** The one that is open. */
  readonly window: Window | null;
  requestWindow(options: { readonly width: number; readonly height: number }): Promise<Window>;
}

declare global {
  interface Window {
    /** Chromium's; not yet in the language's own list. */
    readonly documentPictureInPicture?: DocumentPictureInPicture;
  }
}

/** In CSS pixels; the browser keeps it within what the screen allows, and the size that the person chose last. */
const firstSize = { width: 400, height: 260 };

/** Whether this browser, or the desktop program, has such windows. */
export function canOpenFloat(): boolean {
  return window.plenumDesktop !== undefined || window.documentPictureInPicture !== undefined;
}

/** Opens an empty one that looks as this page does. Only while a click or key is being handled. @throws DOMException */
export async function openFloat(): Promise<Window | undefined> {
  const float = window.plenumDesktop
    ? openMiniWindow()
    : await window.documentPictureInPicture?.requestWindow(firstSize);
  if (float) dress(float.document);
  return float;
}

/** The program lets this one name through, and no other window. */
function openMiniWindow(): Window | undefined {
  const size = `width=${firstSize.width},height=${firstSize.height}`;
  const mini = window.open('about:blank', miniWindowName, `popup,${size}`);
  if (mini) mini.document.title = document.title;
  return mini ?? undefined;
}

/** Style sheets, theme and language of this page, for the other one. */
function dress(other: Document): void {
  for (const name of ['lang', 'data-theme']) {
    const value = document.documentElement.getAttribute(name);
    if (value !== null) other.documentElement.setAttribute(name, value);
  }
  for (const sheet of document.querySelectorAll('link[rel=stylesheet], style'))
    other.head.append(sheet.cloneNode(true));
}
