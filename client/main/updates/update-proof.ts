// Whose an update is: its description carries a signature of those who built the running program. Without it every server that
// somebody follows a link to could hand out a program that runs outside of all sandboxes. Pure; used by `update-desk.ts`.
import { verify } from 'node:crypto';

/** What is read of the description of an update, `latest*.yml`, which comes from a server and may hold anything. */
export interface UpdateDescription {
  readonly version?: unknown;
  readonly files?: unknown;
  /** Of an installer that fetches more from elsewhere; nothing signs that. */
  readonly packages?: unknown;
  /** Ed25519 over `statementOf`, in base64. */
  readonly plenumSignature?: unknown;
}

/**
 * The bytes that are signed: the version, and name and SHA-512 of every file, as JSON without spaces:
 * `{"version":"1.2.3","files":[["Plenum-1.2.3.AppImage","base64..."]]}`.
 * @returns `null` for a description that leaves out one of them
 */
function statementOf({ version, files, packages }: UpdateDescription): Buffer | null {
  if (typeof version !== 'string' || packages !== undefined) return null;
  if (!Array.isArray(files) || files.length === 0) return null;
  const named = files.map((file: unknown) => {
    const { url, sha512 } = (file ?? {}) as { url?: unknown; sha512?: unknown };
    return [url, sha512];
  });
  if (!named.flat().every((word) => typeof word === 'string' && word !== '')) return null;
  return Buffer.from(JSON.stringify({ version, files: named }));
}

/** @param updateKey the builders' public key, Ed25519 in PEM */
export function isProven(description: UpdateDescription, updateKey: string): boolean {
  const statement = statementOf(description);
  const { plenumSignature } = description;
  if (statement === null || typeof plenumSignature !== 'string') return false;
  try {
    return verify(null, statement, updateKey, Buffer.from(plenumSignature, 'base64'));
  } catch {
    // The key that came with the program is none.
    return false;
  }
}
