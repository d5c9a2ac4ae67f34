// The one policy by which text becomes the address of a script in this page: workers of our own. Set up before anything else runs.

/** As browsers with Trusted Types have it; others need no policy. */
export interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

/**
 * The server's policy of contents lets no text become script. Vite writes `new Worker(address)`, which asks the policy called
 * `default`; markup and source text have no rule there, and are refused.
 * @param trustedTypes of the window
 * @throws TypeError, later, in code that names a script of another origin
 */
export function trustOwnScripts(trustedTypes: TrustedTypes | undefined, origin: string): void {
  trustedTypes?.createPolicy('default', {
    createScriptURL: (url) => {
      if (new URL(url, origin).origin === origin) return url;
      throw new TypeError(`${url} is no script of this server.`);
    },
  });
}
