// The key by which a program knows its builders: those who pack have the private half, every packed program the public one, and takes
// no update that is not signed with it, whatever a server hands out. Used by `npm run package`.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { Problem } from '../setup/problem.mjs';

/**
 * Where the private half lies: outside of the repository, for every clone of this person.
 * @param {NodeJS.ProcessEnv} env
 */
export function updateKeyFile(env) {
  if (env.PLENUM_UPDATE_KEY) return path.resolve(env.PLENUM_UPDATE_KEY);
  return path.join(env.XDG_CONFIG_HOME || path.join(homedir(), '.config'), 'plenum/update-key.pem');
}

/**
 * Reads the key, and makes one the first time.
 * @param {string} file
 * @returns {import('node:crypto').KeyObject} the private half
 * @throws {Problem} when the file holds another kind of key or none
 */
export function openUpdateKey(file) {
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
    console.log(`A key for updates was made, ${file}: keep it, programs take updates signed with it only.`);
  }
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below.
  }
  throw new Problem(`${file} holds no private Ed25519 key: restore it, or remove it and a new one is made.`);
}

/** @param {import('node:crypto').KeyObject} privateKey */
export function publicHalf(privateKey) {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
}

/**
 * Signs what `client/main/updates/update-proof.ts` looks at: the version, and name and sum of every file.
 * @param {string} description content of a `latest*.yml` as electron-builder writes it
 * @param {import('node:crypto').KeyObject} privateKey
 * @returns {string} the same with a line `plenumSignature`
 * @throws {Error} for a description of another form, which no program would take
 */
export function signDescription(description, privateKey) {
  const bare = description.replace(/^plenumSignature: .*\n/m, '');
  const version = /^version: (.+)$/m.exec(bare)?.[1];
  const files = [...bare.matchAll(/^ {2}- url: (.+)\n {4}sha512: (.+)$/gm)].map(([, url, sum]) => [url, sum]);
  const isPlain = (/** @type {string | undefined} */ word) => word !== undefined && /^[\w.+=/-]+$/.test(word);
  if (files.length === 0 || ![version, ...files.flat()].every(isPlain)) {
    throw new Error(
      'electron-builder describes the update in another form than scripts/package/update-key.mjs reads.',
    );
  }
  const signature = sign(null, Buffer.from(JSON.stringify({ version, files })), privateKey).toString(
    'base64',
  );
  return `${bare.trimEnd()}\nplenumSignature: ${signature}\n`;
}
