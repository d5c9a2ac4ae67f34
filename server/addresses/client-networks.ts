// Which networks an address lies in, so that who has many addresses is counted as one. Pure; asked by every limit.

/** A network that is counted. */
export interface ClientNetwork {
  /** `203.0.113.7`, `2001:db8:1:2::/64`: the form in which it is counted and logged. */
  readonly key: string;
  /** How many times as much as one address it may ask for: more people live in a wider network. */
  readonly allowance: number;
}

/**
 * What of IPv6 is counted. A household is given a /64 to a /56, an office or a school a /48, which holds 65,536 networks of the
 * size of a household's. So that it does not count as that many, a wider network has a few times what a narrow one has.
 */
const ipv6Networks = [
  { bits: 64, allowance: 1 },
  { bits: 56, allowance: 4 },
  { bits: 48, allowance: 16 },
] as const;

/**
 * The networks of an address, narrow to wide: of IPv4 (mapped into IPv6 too) the address alone, of IPv6 its /64, /56 and /48.
 *
 * @param address as the system names it, or one of the keys given here
 */
export function networksOf(address: string): readonly [ClientNetwork, ...ClientNetwork[]] {
  const [withoutZone = ''] = address.toLowerCase().split(/[%/]/);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(withoutZone)?.[1];
  if (mapped !== undefined || !withoutZone.includes(':')) {
    return [{ key: mapped ?? address, allowance: 1 }];
  }
  const groups = groupsOf(withoutZone);
  const [narrowest, ...wider] = ipv6Networks.map(({ bits, allowance }) => ({
    key: `${prefixOf(groups, bits)}::/${bits}`,
    allowance,
  }));
  return narrowest === undefined ? [{ key: address, allowance: 1 }] : [narrowest, ...wider];
}

/** Whether an address, in any form given here, is of this machine: its own programs and a proxy in front come from there. */
export function isLoopback(address: string): boolean {
  const { key } = networksOf(address)[0];
  return key.startsWith('127.') || key === '0:0:0:0::/64';
}

/** The eight numbers of an IPv6 address. */
function groupsOf(address: string): readonly number[] {
  const [head = '', tail] = address.split('::');
  const before = numbersOf(head);
  const after = numbersOf(tail ?? '');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array.from({ length: zeros }, () => 0), ...after];
}

/** An IPv4 address at the end stands for two numbers; what they are does not matter to a network. */
function numbersOf(text: string): number[] {
  if (text === '') return [];
  return text
    .split(':')
    .flatMap((group) => (group.includes('.') ? [0, 0] : [Number.parseInt(group, 16) || 0]));
}

function prefixOf(groups: readonly number[], bits: number): string {
  const count = Math.ceil(bits / 16);
  const lastMask = (0xffff << (16 * count - bits)) & 0xffff;
  return groups
    .slice(0, count)
    .map((group, index) => (index === count - 1 ? group & lastMask : group).toString(16))
    .join(':');
}
