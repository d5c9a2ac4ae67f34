// How a server's origin is shown to people. Pure; used by the list and the dialogs of the connect page.

/** Without the scheme that nearly all have; plain HTTP, which only this machine has, stays to be seen. */
export function serverName(origin: string): string {
  return origin.replace(/^https:\/\//, '');
}
