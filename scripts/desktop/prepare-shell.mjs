// The part of set-up that the desktop program needs: npm packages and the built shell, no media worker and no database.
import { dependenciesAreThere, installDependencies } from '../setup/dependencies.mjs';
import { desktopShell } from '../setup/desktop-shell.mjs';
import { alone } from '../setup/lock.mjs';

/** @throws {import('../setup/problem.mjs').Problem} */
export async function prepareDependencies() {
  if (!dependenciesAreThere()) await alone(installDependencies);
}

/**
 * Needs the dependencies.
 * @throws {import('../setup/problem.mjs').Problem}
 */
export function prepareShell() {
  return alone(() => desktopShell.bring());
}
