// What becomes of a worker when the addresses of the machine have changed. Pure; asked by the worker pool.
import { isLoopback } from '../addresses/loopback.ts';

export interface WorkerStand {
  /** Addresses on which it has received media since it started. */
  readonly listens: readonly string[];
  /** Those on which it has since later; a client that came in at another has none of these. */
  readonly added: readonly string[];
  /** Addresses of the machine now. */
  readonly current: readonly string[];
  /** Rooms that it carries. */
  readonly rooms: number;
}

/**
 * Only the addresses with which a worker started are offered to every client, so one that lacks an address is replaced, which
 * interrupts its calls for half a second: at once where it has no rooms, or where its own outward addresses are all gone and no
 * client reaches it. Another listens on the new address besides, since that one, of a VPN for example, is no reason to interrupt a
 * call.
 * @returns `add`: listens on `missingOf` besides
 */
export function planMove(stand: WorkerStand): 'stay' | 'replace' | 'add' {
  const { listens, added, current, rooms } = stand;
  if (current.every((address) => listens.includes(address))) return 'stay';
  if (rooms === 0 || !isReachable([...listens, ...added], current)) return 'replace';
  return missingOf(stand).length === 0 ? 'stay' : 'add';
}

/** Addresses of the machine on which a worker does not listen yet. */
export function missingOf({ listens, added, current }: Omit<WorkerStand, 'rooms'>): string[] {
  return current.filter((address) => !listens.includes(address) && !added.includes(address));
}

/** Whether one of the addresses under which others reach this machine is listened on; loopback where it has no other. */
export function isReachable(listens: readonly string[], current: readonly string[]): boolean {
  const outward = current.filter((address) => !isLoopback(address));
  return (outward.length > 0 ? outward : current).some((address) => listens.includes(address));
}
