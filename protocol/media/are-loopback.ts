// Whether a server's media can be reached from its own machine alone. Asked by calls and by peers without a browser.

/** @param candidates addresses under which the server receives media; false where it names none */
export function areLoopback(candidates: readonly { readonly ip: string }[]): boolean {
  return candidates.length > 0 && candidates.every(({ ip }) => ip.startsWith('127.') || ip === '::1');
}
