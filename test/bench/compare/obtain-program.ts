// Programs that are no part of Plenum and are measured beside it: found, or installed as set-up installs packages. Used by relays.
import { join } from 'node:path';
import { findProgram } from './cores.ts';

const packagesFile = join(import.meta.dirname, '../../../scripts/setup/system-packages.mjs');

/**
 * @param program for example `janus` @param packageName what Debian and Ubuntu call its package
 * @returns nothing once it is there, else one sentence that names what is missing and how to get it
 */
export async function obtainProgram(program: string, packageName: string): Promise<string | undefined> {
  if (findProgram(program) !== undefined) return undefined;
  const { installPackages } = (await import(packagesFile)) as {
    installPackages(names: readonly string[]): Promise<void>;
  };
  try {
    await installPackages([packageName]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return findProgram(program) === undefined
    ? `${program} is not there although ${packageName} is installed: add its folder to PATH.`
    : undefined;
}
