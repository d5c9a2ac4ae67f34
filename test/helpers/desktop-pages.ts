// The desktop program's own pages, as set-up built them to be packed, handed out by the code that hands them out in Electron with the
// same policy; only the scheme is another one, since Chromium knows no `plenum-shell:`. Used by the tests of the screens.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { shellScheme } from '../../client/ipc.ts';
import { shellPageServer } from '../../client/main/security/shell-pages.ts';

export interface DesktopPages {
  /** `connect.html`, `picker.html` and `badge.html` stand directly below it. */
  readonly origin: string;
  close(): Promise<void>;
}

export async function serveDesktopPages(): Promise<DesktopPages> {
  const serve = shellPageServer(join(import.meta.dirname, '../../dist/desktop/pages'));
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
    },
  };
}
