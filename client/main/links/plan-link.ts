// Decides what a `plenum:` link does, which any page or message may have opened. Pure; used by `link-service.ts`.
import type { DesktopLink } from '../../link/desktop-link.ts';
import type { CallState } from '../../ipc.ts';

/** What the program is at when the link comes. */
export interface LinkSituation {
  readonly connectedOrigin: string | null;
  readonly call: Pick<CallState, 'number'> | null;
  /** Servers that the person went to before. */
  readonly knownOrigins: readonly string[];
}

/**
 * `open`: the meeting is opened, at its server's page. `suggest`: the connect page asks, because a link must not bring the person to a
 * server that they never chose. `ask`: a running call is left only by the person. `stay`: they are in that very meeting.
 */
export type LinkPlan = 'open' | 'suggest' | 'ask' | 'stay';

export function planLink(
  link: DesktopLink,
  { connectedOrigin, call, knownOrigins }: LinkSituation,
): LinkPlan {
  const isHere = link.origin === connectedOrigin;
  if (call !== null) return isHere && call.number === link.number ? 'stay' : 'ask';
  return isHere || knownOrigins.includes(link.origin) ? 'open' : 'suggest';
}
