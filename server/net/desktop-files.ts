// Hands out the desktop program's installers and the description of the newest one, from a folder that the operator fills.
// Added by the HTTP transport under `/desktop/`.
import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import serveFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** By these names programs find out which version is the newest. */
const description = /^latest(-[a-z0-9]+)*\.yml$/;
/** One name, never a path, and none that begins with a dot: `Plenum-1.2.0.AppImage`, `plenum_1.2.0_amd64.deb`. */
const installer = /^[\w][\w.+ -]{0,120}\.(AppImage|deb|exe|dmg|zip|blockmap)$/;
/** An installer has its version in its name and does not change; a day is enough when an operator replaces it. */
const installerAgeMaxSeconds = 86_400;

/** Whether a name in the folder is meant for others. Everything else in it is not there for them. Pure. */
export function isOffered(name: string): boolean {
  return description.test(name) || installer.test(name);
}

/** A link may name another installer of the folder; what it leads to elsewhere on this machine is not there for others. */
function liesIn(folder: string, name: string): boolean {
  try {
    const real = realpathSync(join(folder, name));
    return dirname(real) === realpathSync(folder) && isOffered(basename(real));
  } catch {
    return false;
  }
}

/** @param folder need not exist: until it does, nothing is there */
export async function addDesktopFiles(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(
    async (scope) => {
      // What is not there is answered here, not by the page of the web client.
      scope.setNotFoundHandler(async (_request, reply) =>
        reply.code(404).send({ error: { code: 'unknown-request' } }),
      );
      await scope.register(serveFiles, {
        root: folder,
        decorateReply: false,
        cacheControl: false,
        index: false,
        dotfiles: 'deny',
        allowedPath: (path) => isOffered(path.slice(1)) && liesIn(folder, path.slice(1)),
        setHeaders: (reply, path) => {
          const changes = path.endsWith('.yml');
          reply.header('Cache-Control', changes ? 'no-cache' : `public, max-age=${installerAgeMaxSeconds}`);
          // A browser keeps it and never shows it as a page of this server.
          reply.header('Content-Disposition', 'attachment');
          reply.header('Content-Type', 'application/octet-stream');
        },
      });
    },
    { prefix: '/desktop' },
  );
}
