// Invitation links: `#/12345?key=SECRET` behind the page's address. Written by the call, read at start and when pasted, and
// by the desktop program, which opens them.

/** Where a link leads. Without the secret it only fills in the number. */
export interface Invitation {
  /** Five digits. */
  readonly number: string;
  readonly secret?: string;
}

/** The invitation in a link or in the part of it from `#` on; `undefined` when there is none. */
export function readInvitation(link: string): Invitation | undefined {
  const match = /#\/(\d{5})(?:\?(.*))?$/.exec(link.trim());
  const number = match?.[1];
  if (number === undefined) return undefined;
  const secret = new URLSearchParams(match?.[2]).get('key');
  return secret ? { number, secret } : { number };
}

/** The link that lets its holder in directly. `pageAddress` is the address of this page, whatever follows its `#`. */
export function writeInvitation(pageAddress: string, number: string, secret: string): string {
  const page = pageAddress.split('#')[0] ?? '';
  return page + writeHash({ number, secret });
}

/** The part of a link from `#` on, which the page reads. */
export function writeHash({ number, secret }: Invitation): string {
  return `#/${number}${secret === undefined ? '' : `?${new URLSearchParams({ key: secret }).toString()}`}`;
}
