// Gets libspeex's source archive from wherever it can be reached and accepts only the one with the known sum.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fetchDebianSource } from '../../../scripts/setup/debian-source.mjs';
import { download } from '../../../scripts/setup/download.mjs';
import { inTemporaryFolder } from '../../../scripts/setup/places.mjs';
import { Problem } from '../../../scripts/setup/problem.mjs';
import { writeWhole } from '../../../scripts/setup/stamp.mjs';

export const sourceVersion = '1.2.1';

/** Upstream's release; Debian signs and distributes the same file. */
const sha256 = '4b44d4f2b38a370a2d98a78329fefc56a0cf93d1c1be70029217baae6628feea';

const addresses = [
  `https://downloads.xiph.org/releases/speex/speex-${sourceVersion}.tar.gz`,
  `https://deb.debian.org/debian/pool/main/s/speex/speex_${sourceVersion}.orig.tar.gz`,
];

/**
 * @param {string} cache an existing folder, which keeps the archive
 * @returns {Promise<string>} path of the archive, whose content is the one expected
 * @throws {Problem} when no place has it
 */
export async function fetchSource(cache) {
  const kept = path.join(cache, `speex-${sourceVersion}.tar.gz`);
  if (existsSync(kept) && isExpected(readFileSync(kept))) return kept;
  const archive = (await downloadAny()) ?? (await fromPackageLists(cache));
  if (!archive) {
    throw new Problem(
      `The source of libspeex ${sourceVersion} could not be fetched: let this machine reach ${addresses.map((address) => new URL(address).host).join(' or ')} or a Debian archive, or put the release at ${kept}.`,
    );
  }
  writeWhole(kept, archive);
  return kept;
}

/** @returns {Promise<Uint8Array | null>} */
async function downloadAny() {
  for (const address of addresses) {
    const content = await download(address);
    if (content && isExpected(content)) return content;
  }
  return null;
}

/**
 * The way of machines that only reach the archive their package lists name.
 * @param {string} cache
 * @returns {Promise<Uint8Array | null>}
 */
function fromPackageLists(cache) {
  return inTemporaryFolder(path.join(cache, 'speex-source.'), async (folder) => {
    const archive = `speex_${sourceVersion}.orig.tar.gz`;
    const file = await fetchDebianSource('speex', { archive, sha256, folder });
    return file ? readFileSync(file) : null;
  });
}

/** @param {Uint8Array} content */
function isExpected(content) {
  return createHash('sha256').update(content).digest('hex') === sha256;
}
