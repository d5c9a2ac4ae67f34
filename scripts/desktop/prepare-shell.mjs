// The part of set-up that the desktop program needs: npm packages and the built shell, no media worker and no database.
import path from 'node:path';
import { interruptible } from '../setup/command.mjs';
import { dependenciesAreThere, installDependencies } from '../setup/dependencies.mjs';
import { buildDesktopShell } from '../setup/desktop-shell.mjs';
import { takeLock } from '../setup/lock.mjs';
import { distFolder } from '../setup/places.mjs';

/** @throws {import('../setup/problem.mjs').Problem} */
export async function prepareDependencies() {
  if (!dependenciesAreThere()) await alone(installDependencies);
}

/**
 * Needs the dependencies.
 * @throws {import('../setup/problem.mjs').Problem}
 */
export function prepareShell() {
  return alone(buildDesktopShell);
}

/**
 * Does the work while no other set-up of this clone goes on.
 * @param {() => Promise<void>} work
 */
async function alone(work) {
  const giveBack = await takeLock(path.join(distFolder, 'setup.lock'), {
    onWait: (pid) => console.log(`Set-up: waiting for another set-up of this clone (process ${pid}) ...`),
  });
  try {
    await interruptible(work);
  } finally {
    giveBack();
  }
}
