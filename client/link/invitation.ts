// Invitation links: `#/12345?key=SECRET` behind the page's address, and `#/m/12345` of a page that is in a call. Written by the call,
// read at start and when pasted, and by the desktop program, which opens them.
import { plainText, readMeetingNumber } from '../../protocol/room/written-numbers.ts';

/** Where a link leads. Without the secret it only fills in the number. */
export interface Invitation {
  /** Five digits. */
  readonly number: string;
  readonly secret?: string;
}

/** The invitation in a link, in the part of it from `#` on, or in a text around it; `undefined` when there is none. */
export function readInvitation(text: string): Invitation | undefined {
  const match = /#\/(?:m\/)?(\d{5})(?!\d)(?:\?(\S*))?/.exec(plainText(text));
  const number = match?.[1];
  if (number === undefined) return undefined;
  // Of a sentence, the link may be followed by a full stop or a bracket; a secret has neither.
  const secret = /^[\w-]+/.exec(new URLSearchParams(match?.[2]).get('key') ?? '')?.[0];
  return secret === undefined ? { number } : { number, secret };
}

/** The meeting in typed or pasted text: an invitation link, or else a number. `undefined` when it is neither. */
export function readMeeting(typed: string): Invitation | undefined {
  const invitation = readInvitation(typed);
  if (invitation !== undefined) return invitation;
  const number = readMeetingNumber(typed);
  return number === undefined ? undefined : { number };
}

/** The link that lets its holder in directly, or, without the secret, fills in the number. `pageAddress` is the address of this page, whatever follows its `#`. */
export function writeInvitation(pageAddress: string, number: string, secret: string | undefined): string {
  const page = pageAddress.split('#')[0] ?? '';
  return page + writeHash({ number, ...(secret !== undefined && { secret }) });
}

/** The part of a link from `#` on, which the page reads. */
export function writeHash({ number, secret }: Invitation): string {
  return `#/${number}${secret === undefined ? '' : `?${new URLSearchParams({ key: secret }).toString()}`}`;
}

/** The same of a page that is in a call, which a page that is loaded again comes back to. A copy of it invites without the secret. */
export function writeCallHash(number: string): string {
  return `#/m/${number}`;
}
