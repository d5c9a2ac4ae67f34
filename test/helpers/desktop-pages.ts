// The desktop program's own pages, built as they are packed and handed out by the code that hands them out in Electron, with the
// same policy; only the scheme is another one, since Chromium knows no `plenum-shell:`. Used by the tests of the screens.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { shellScheme } from '../../client/ipc.ts';
import { shellPageServer } from '../../client/main/security/shell-pages.ts';

export interface DesktopPages {
  /** `connect.html`, `picker.html` and `badge.html` stand directly below it. */
  readonly origin: string;
  close(): Promise<void>;
}

export async function serveDesktopPages(): Promise<DesktopPages> {
  const folder = await mkdtemp(join(tmpdir(), 'plenum-pages-'));
  await build({
    configFile: join(import.meta.dirname, '../../vite.desktop.config.ts'),
    logLevel: 'warn',
    build: { outDir: folder },
  });
  const serve = shellPageServer(folder);
  const server = createServer((request, response) => {
    void (async () => {
      const answer = await serve(new Request(`${shellScheme}://pages${request.url}`));
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(new Uint8Array(await answer.arrayBuffer()));
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      await rm(folder, { recursive: true, force: true });
    },
  };
}
