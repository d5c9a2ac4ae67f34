// The form in which a client's address is counted and logged. Used by both transports.
import { networksOf } from './client-networks.ts';

/**
 * An IPv4 address as it is, one mapped into IPv6 as IPv4, an IPv6 address as its /64 network: a household has a whole
 * one, and could try each budget from every address in it.
 */
export function addressOf(remoteAddress: string | undefined): string {
  return networksOf(remoteAddress ?? 'unknown')[0].key;
}
