// Which files of the data folder are secrets, whatever their number. Used by the secrets command and by backups.
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface SecretFile {
  /** Below the data folder, for example `pepper` or `tls/key.pem`. */
  readonly name: string;
  readonly madeAt: Date;
  /** Permission bits. */
  readonly mode: number;
}

const secretName = /^(pepper(-\d+)?|device-key|tls\/(certificate|key)\.pem)$/;

export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

/** Every secret that is there, by name. */
export async function listSecrets(dataDir: string): Promise<SecretFile[]> {
  const names = await readdir(dataDir, { recursive: true }).catch(() => []);
  const secrets = names.filter(isSecretName).toSorted();
  return Promise.all(
    secrets.map(async (name) => {
      const { mtime, mode } = await stat(join(dataDir, name));
      return { name, madeAt: mtime, mode: mode & 0o777 };
    }),
  );
}

export async function removeSecrets(dataDir: string, names: readonly string[]): Promise<void> {
  for (const name of names) await rm(join(dataDir, name), { force: true });
}
