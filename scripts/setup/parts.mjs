// What set-up makes of the sources for hosting: the Speex codec, and the web client that it is part of.
import path from 'node:path';
import { runLogged } from './command.mjs';
import { madePart, remade, viteBuild } from './made-part.mjs';
import { cacheFolder, distFolder, pinnedNode, rootFolder } from './places.mjs';

const speexModule = 'codecs/speex-wasm/dist/speex.wasm';
const uiFolder = path.join(distFolder, 'ui');

/** `codecs/speex-wasm` knows how to make it; its source stays in set-up's cache. */
export const speexCodec = madePart({
  name: 'Speex codec',
  stamp: 'speex',
  product: path.join(rootFolder, speexModule),
  sources: ['codecs/speex-wasm', 'package-lock.json'],
  make: () => {
    const build = path.join(rootFolder, 'codecs/speex-wasm/build.mjs');
    return runLogged(pinnedNode, [build, '--cache', cacheFolder(process.env)], {
      log: 'speex',
      failure: 'The Speex codec could not be built.',
    });
  },
});

/** As the server hands it out. Needs the codec. */
export const webClient = madePart({
  name: 'web client',
  stamp: 'ui',
  product: path.join(uiFolder, 'index.html'),
  sources: ['client', 'protocol', 'codecs', speexModule, 'vite.config.ts', 'package-lock.json'],
  make: () =>
    remade(uiFolder, (fresh) =>
      viteBuild(fresh, {
        config: 'vite.config.ts',
        log: 'web-client',
        failure: 'The web client could not be built.',
      }),
    ),
});
