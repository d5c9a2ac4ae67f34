// Which proxies pass requests on without being trusted: noted in the data folder by the server, read by the doctor.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Forgets what an earlier server saw. */
export async function clearProxyNote(dataDir: string): Promise<void> {
  await rm(noteIn(dataDir), { force: true });
}

/** Notes a proxy that was seen. @throws Error when the file cannot be written */
export async function noteProxy(dataDir: string, address: string): Promise<void> {
  await writeFile(noteIn(dataDir), `${address}\n`, { flag: 'a', mode: 0o600 });
}

/** Those that the server has seen since it started, without those that are trusted by now. */
export async function readProxyNote(dataDir: string, trusted: readonly string[]): Promise<string[]> {
  const text = await readFile(noteIn(dataDir), 'utf8').catch(() => '');
  return text.split('\n').filter((address) => address !== '' && !trusted.includes(address));
}

function noteIn(dataDir: string): string {
  return join(dataDir, 'untrusted-proxies');
}
