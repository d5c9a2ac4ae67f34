// Decides which files a page may hand to the person. Used by `guard-session.ts`; the person is asked for the place in any case.
import type { WindowRole } from '../gate/judge-sender.ts';

interface WantedDownload {
  /** Of the window whose page offers the file. */
  readonly role: WindowRole | undefined;
  /** The address of that page. */
  readonly pageUrl: string;
  readonly url: string;
  readonly filename: string;
}

/** What a meeting makes: pictures, recordings, lists and texts. None of them runs when it is opened. */
const kinds = new Set(['png', 'jpg', 'jpeg', 'webp', 'webm', 'mp4', 'txt', 'csv', 'json', 'vtt', 'pdf']);

/**
 * Only what the meeting's page itself has made (`blob:` and `data:`) is taken: the program fetches nothing onto the disk.
 * @param connectedOrigin `null` while no server's page is shown
 */
export function planDownload(wanted: WantedDownload, connectedOrigin: string | null): 'ask' | 'refuse' {
  const { role, pageUrl, url, filename } = wanted;
  if (role !== 'main' || connectedOrigin === null) return 'refuse';
  if (URL.parse(pageUrl)?.origin !== connectedOrigin) return 'refuse';
  const address = URL.parse(url);
  const isOwn =
    address?.protocol === 'data:' || (address?.protocol === 'blob:' && address.origin === connectedOrigin);
  return isOwn && isHarmlessName(filename) ? 'ask' : 'refuse';
}

/** Marks that turn the direction of writing make `exe.png` of `gnp.exe`. */
function isHarmlessName(filename: string): boolean {
  if (filename.length > 200 || /[\p{Cc}\p{Cf}/\\:]/u.test(filename)) return false;
  const kind = /^[^.].*\.([^.]+)$/.exec(filename)?.[1];
  return kind !== undefined && kinds.has(kind.toLowerCase());
}
