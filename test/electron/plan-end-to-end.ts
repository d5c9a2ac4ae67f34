// Decides whether the desktop program can be tried in a real Electron, whose binary is not on every machine. Pure.
import { join, resolve } from 'node:path';

export type EndToEndPlan =
  | { readonly kind: 'run'; readonly program: string }
  | { readonly kind: 'not-run'; readonly sentence: string };

/**
 * @param env `ELECTRON_OVERRIDE_DIST_PATH` names a folder with an unpacked Electron
 * @param root of the repository, where `npm run desktop` downloads one to
 */
export function planEndToEnd(
  env: Readonly<Record<string, string | undefined>>,
  root: string,
  isThere: (file: string) => boolean,
): EndToEndPlan {
  const folder = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'node_modules/electron/dist');
  const program = join(resolve(folder), 'electron');
  if (isThere(program)) return { kind: 'run', program };
  return {
    kind: 'not-run',
    sentence: `The desktop program was not tried in Electron, because there is none at ${program}: "npm run desktop" downloads it, ELECTRON_OVERRIDE_DIST_PATH names one.`,
  };
}
