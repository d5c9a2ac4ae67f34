// What becomes of a worker when the addresses of the machine have changed. Pure; asked by the worker pool.
import { isLoopback } from '../addresses/loopback.ts';

export interface WorkerStand {
  /** Addresses on which it has received media, since it started. */
  readonly listens: readonly string[];
  /** Addresses of the machine now. */
  readonly current: readonly string[];
  /** Rooms that it carries. */
  readonly rooms: number;
}

/**
 * A worker opens its sockets once, so one that lacks an address must be replaced, which interrupts its calls for half a second.
 * One without rooms is replaced at once, and one whose own outward addresses are all gone, since nobody reaches it; another
 * waits until its rooms have ended, since a new address, of a VPN for example, is no reason to interrupt a call.
 */
export function planMove({ listens, current, rooms }: WorkerStand): 'stay' | 'replace' | 'wait' {
  if (current.every((address) => listens.includes(address))) return 'stay';
  return rooms === 0 || !isReachable(listens, current) ? 'replace' : 'wait';
}

/** Whether one of the addresses under which others reach this machine is listened on; loopback where it has no other. */
export function isReachable(listens: readonly string[], current: readonly string[]): boolean {
  const outward = current.filter((address) => !isLoopback(address));
  return (outward.length > 0 ? outward : current).some((address) => listens.includes(address));
}
