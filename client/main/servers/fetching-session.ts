// The part of Electron's session with which the program itself asks a server. Used by probe and sign-in.

/** Rules for every request of the program: no cookies, no stores, no other server, and no scheme of its own. */
export const requestRules = {
  // A redirect could carry a token to another server.
  redirect: 'error',
  credentials: 'omit',
  cache: 'no-store',
  bypassCustomProtocolHandlers: true,
} as const;

export interface FetchingSession {
  fetch(url: string, init?: RequestInit & { bypassCustomProtocolHandlers?: boolean }): Promise<Response>;
}
