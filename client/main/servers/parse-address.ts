// Reads what a person types, or pastes, as the address of a server. Pure; used by `server-service.ts` and the store.
import type { DesktopErrorCode } from '../../ipc.ts';
import { isLoopback, originOf, readLink } from '../../link/desktop-link.ts';
import { type Invitation, readInvitation } from '../../link/invitation.ts';

/** Port of a server that was started without choosing one. */
const defaultPort = 3000;
/** A host name has at most 253 characters; the rest is for scheme, port and an invitation. */
const addressMax = 300;

export type ParsedAddress =
  | {
      /** Where the server may be, to be tried in this order; never empty. */
      readonly origins: readonly string[];
      /** Of a pasted link into a meeting. */
      readonly invitation?: Invitation;
    }
  | { readonly error: Extract<DesktopErrorCode, 'address-invalid' | 'address-insecure'> };

/**
 * `meet.example.org`, `meet.example.org:3443`, `[::1]:3000`, `https://meet.example.org/#/12345`, `plenum://host/12345`.
 * Without a scheme TLS is meant; on this machine plain HTTP comes first, which a server there speaks by default.
 */
export function parseAddress(typed: string): ParsedAddress {
  const text = typed.trim();
  const invalid = { error: 'address-invalid' } as const;
  if (text.length > addressMax) return invalid;
  const link = readLink(text);
  if (link) {
    const { origin, ...invitation } = link;
    return { origins: [origin], invitation };
  }
  const match = /^(?:(https?):\/\/)?([^/?#]+)(?:[/?#].*)?$/i.exec(text);
  const scheme = match?.[1]?.toLowerCase();
  const authority = match?.[2] ?? '';
  const origin = originOf(scheme === 'http' ? 'http' : 'https', authority);
  if (origin === undefined) return invalid;
  if (scheme === 'http' && !isLoopback(origin)) return { error: 'address-insecure' };
  const invitation = readInvitation(text);
  return {
    origins: scheme === undefined && isLoopback(origin) ? originsHere(origin, authority) : [origin],
    ...(invitation && { invitation }),
  };
}

/** Whether a text is an origin as this program writes it, and one that it may go to. */
export function isServerOrigin(text: string): boolean {
  const parsed = /^https?:\/\//.test(text) ? parseAddress(text) : undefined;
  return parsed !== undefined && 'origins' in parsed && parsed.origins[0] === text;
}

function originsHere(secure: string, authority: string): string[] {
  const plain = originOf('http', authority);
  if (plain === undefined) return [secure];
  const hasPort = /:\d+$/.test(authority);
  return hasPort ? [plain, secure] : [`${plain}:${defaultPort}`, plain, secure];
}
