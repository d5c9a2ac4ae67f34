// Serves the program's own pages over `plenum-shell:`. Used by `guard-session.ts`; there is no page of a `file:` anywhere.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CustomScheme } from 'electron';
import { shellScheme } from '../../ipc.ts';

/** `standard` gives the pages an origin, `secure` what secure pages may do; nothing else is needed. */
export const shellSchemeRule: CustomScheme = {
  scheme: shellScheme,
  privileges: { standard: true, secure: true },
};

const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
};

/** The pages bring everything with them and reach nothing but the bridge. Pictures of screens are `data:` addresses. */
export const shellPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': shellPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  // A server's page cannot take files of the program into its own.
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-cache',
};

/** @param folder absolute path of the built pages; nothing outside of it is ever read */
export function shellPageServer(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const file = request.method === 'GET' ? planShellFile(request.url) : undefined;
    if (file === undefined) return new Response(null, { status: 404, headers });
    try {
      const bytes = new Uint8Array(await readFile(join(folder, file.path)));
      return new Response(bytes, { headers: { ...headers, 'content-type': file.mediaType } });
    } catch {
      return new Response(null, { status: 404, headers });
    }
  };
}

/** Which file an address names: a page, or one of the files that pages load. Names are words and dots; nothing is decoded. */
export function planShellFile(
  url: string,
): { readonly path: string; readonly mediaType: string } | undefined {
  const address = URL.parse(url);
  if (address?.protocol !== `${shellScheme}:` || address.host !== 'pages') return undefined;
  const [, path, extension] = /^\/((?:assets\/)?[\w-]+(?:\.[\w-]+)*\.(\w+))$/.exec(address.pathname) ?? [];
  if (path === undefined || extension === undefined || !Object.hasOwn(mediaTypes, extension))
    return undefined;
  return { path, mediaType: mediaTypes[extension] ?? '' };
}
