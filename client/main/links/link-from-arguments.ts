// Finds the link with which the program was started, or started a second time. Used by `listen-for-links.ts` and at the start.
import { type DesktopLink, readLink } from '../../link/desktop-link.ts';

/**
 * @param argv all arguments of a process; other code reads what is no link
 * @returns the first good link
 */
export function linkFromArguments(argv: readonly string[]): DesktopLink | undefined {
  for (const argument of argv) {
    const link = readLink(argument);
    if (link) return link;
  }
  return undefined;
}
