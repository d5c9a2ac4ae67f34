// Where installers and what they are made of lie; used by `npm run package` and the configuration of electron-builder.
import path from 'node:path';
import { distFolder } from '../setup/places.mjs';

/** Installers, the unpacked program, and the descriptions by which programs find their update. */
export const packagesFolder = path.join(distFolder, 'packages');

/** The public half of the key that updates are signed with, to be packed. */
export const publicKeyFolder = path.join(distFolder, 'desktop-key');

/** The icon in all sizes and forms, as drawn from `client/ui/public/icon.svg`. */
export const iconFolder = path.join(import.meta.dirname, 'icons');
