// Links by which people who were invited register: `#/register?invitation=CODE` behind the server's address. Written by the accounts
// command, read by the register screen.

/** @param address where people open the server, for example `https://meet.example.org/` */
export function writeRegistrationLink(address: string, code: string): string {
  const page = (address.split('#')[0] ?? '').replace(/\/*$/, '/');
  return page + writeRegistrationHash(code);
}

/** The part of such a link from `#` on, which the page reads. */
export function writeRegistrationHash(code: string): string {
  return `#/register?${new URLSearchParams({ invitation: code }).toString()}`;
}

/** The code in a link or in the part of it from `#` on; `undefined` when there is none. */
export function readRegistrationCode(link: string): string | undefined {
  const [, query] = /#\/register\?(.*)$/.exec(link.trim()) ?? [];
  const code = new URLSearchParams(query).get('invitation');
  return code === null || code === '' ? undefined : code;
}
