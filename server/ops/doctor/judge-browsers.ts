// Whether every browser gets media from the addresses that clients are told. Pure; used by the doctor.
import { isLoopback } from '../../addresses/loopback.ts';
import { type Finding, note, ok } from './finding.ts';

/** @param told addresses on which media is received, and those announced besides */
export function judgeBrowsers(told: readonly string[]): Finding {
  if (!told.every(isLoopback)) return ok('browsers', 'Every browser can use the addresses for media.');
  return note(
    'browsers',
    'Media is received on loopback alone, which Firefox does not use: it gets no sound and no video here unless HOST is set to :: or to an address of this machine.',
  );
}
