// The form in which a client's address is counted and logged. Used by both doors.

/**
 * An IPv4 address as it is, one mapped into IPv6 as IPv4, an IPv6 address as its /64 network: a household has a whole
 * one, and could try each budget from every address in it.
 */
export function addressOf(remoteAddress: string | undefined): string {
  const address = remoteAddress ?? 'unknown';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  return address.includes(':') ? `${networkOf(address)}::/64` : address;
}

function networkOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const tailGroups = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - tailGroups.length;
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...tailGroups];
  return all.slice(0, 4).join(':');
}
