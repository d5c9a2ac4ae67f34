// Checks the origin of an update: its description is signed by those who built the running program. Without that every server
// whose link a person follows could hand out a program that runs outside of all sandboxes. Pure; used by `update-service.ts`.
import { verify } from 'node:crypto';

/** What is read of the description of an update, `latest*.yml`, which comes from a server and may hold anything. */
export interface UpdateDescription {
  readonly version?: unknown;
  readonly files?: unknown;
  /** Ed25519 over `statementOf`, in base64. */
  readonly plenumSignature?: unknown;
}

/**
 * The bytes that are signed: the version, and name and SHA-512 of every file, as JSON without spaces:
 * `{"version":"1.2.3","files":[["Plenum-1.2.3.AppImage","base64..."]]}`.
 * @returns `null` for a description that leaves out one of them
 */
function statementOf({ version, files }: UpdateDescription): Buffer | null {
  if (typeof version !== 'string') return null;
  if (!Array.isArray(files) || files.length === 0) return null;
  const named = files.map((file: unknown) => {
    const { url, sha512 } = (file ?? {}) as { url?: unknown; sha512?: unknown };
    return [url, sha512];
  });
  if (!named.flat().every((word) => typeof word === 'string' && word !== '')) return null;
  return Buffer.from(JSON.stringify({ version, files: named }));
}

/** What our builds write besides: the first file once more, as programs before us read it, and what is of no consequence. */
const unsignedFields = new Set(['version', 'files', 'path', 'sha512', 'releaseDate', 'plenumSignature']);
const fileFields = new Set(['url', 'sha512', 'size', 'blockMapSize']);

/**
 * Whether there is nothing in a description that no signature covers and the updater would follow: more to fetch from elsewhere,
 * rights that an installer is to be given, another file.
 */
function isPlain(description: UpdateDescription): boolean {
  const { files, path, sha512 } = description as UpdateDescription & { path?: unknown; sha512?: unknown };
  if (!hasOnly(description, unsignedFields) || !Array.isArray(files)) return false;
  if (!files.every((file: unknown) => hasOnly(file, fileFields))) return false;
  const { url, sha512: signed } = (files[0] ?? {}) as { url?: unknown; sha512?: unknown };
  return (path === undefined || path === url) && (sha512 === undefined || sha512 === signed);
}

function hasOnly(value: unknown, fields: ReadonlySet<string>): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).every((name) => fields.has(name));
}

/** @param updateKey the builders' public key, Ed25519 in PEM */
export function isProven(description: UpdateDescription, updateKey: string): boolean {
  const statement = isPlain(description) ? statementOf(description) : null;
  const { plenumSignature } = description;
  if (statement === null || typeof plenumSignature !== 'string') return false;
  try {
    return verify(null, statement, updateKey, Buffer.from(plenumSignature, 'base64'));
  } catch {
    // The key that came with the program is none.
    return false;
  }
}
