// Sequence parameter sets of H.264 (ITU-T H.264, 7.3.2.1.1) as changed clients write them: a real one with other claims. Pure.

/** What a set claims. The sizes are in macroblocks of 16 pixels. */
export interface Sps {
  readonly profile: number;
  readonly constraints: number;
  readonly level: number;
  /** In the order of the set, of the profiles that have them: format of the colour, bits of luma and of colour beyond 8. */
  readonly samples?: readonly [number, number, number];
  readonly frameNumberBits: number;
  /** 0 or 2. */
  readonly orderType: number;
  readonly orderBits: number;
  readonly references: number;
  readonly width: number;
  /** In pairs of macroblocks where a picture has two fields. */
  readonly height: number;
  readonly hasFramesOnly: boolean;
  /** Bits behind `hasFramesOnly`, as zeros and ones; they begin with cropping and end with the stop bit. */
  readonly rest: string;
}

const profilesWithSamples = [100, 110, 122, 244];

/** A set as the encoder of a browser writes it, 640 x 352. */
export const plainSps: Sps = {
  profile: 66,
  constraints: 0xc0,
  level: 31,
  frameNumberBits: 4,
  orderType: 2,
  orderBits: 4,
  references: 1,
  width: 40,
  height: 22,
  hasFramesOnly: true,
  // direct_8x8_inference, no cropping, no VUI, stop bit.
  rest: '1001',
};

/** @returns the NAL unit with its header @param set may claim what no encoder would */
export function writeSps(set: Sps): Buffer {
  const bits = [
    fixed(set.profile, 8),
    fixed(set.constraints, 8),
    fixed(set.level, 8),
    unsigned(0),
    // Behind the samples: no bypass, no scaling lists.
    ...(set.samples ? [...set.samples.map(unsigned), '00'] : []),
    unsigned(set.frameNumberBits - 4),
    unsigned(set.orderType),
    set.orderType === 0 ? unsigned(set.orderBits - 4) : '',
    unsigned(set.references),
    '0',
    unsigned(set.width - 1),
    unsigned(set.height - 1),
    set.hasFramesOnly ? '1' : '0',
    set.rest,
  ].join('');
  const bytes = bits.match(/.{1,8}/g)?.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)) ?? [];
  return Buffer.from([0x67, ...escaped(bytes)]);
}

/** @param nal a set without samples of its own (baseline or main), with its header @throws Error for any other */
export function readSps(nal: Buffer): Sps {
  const bits = unescaped([...nal.subarray(1)])
    .map((byte) => fixed(byte, 8))
    .join('');
  let at = 0;
  const take = (count: number): number => Number.parseInt(bits.slice(at, (at += count)), 2);
  const takeUnsigned = (): number => {
    const zeros = bits.indexOf('1', at) - at;
    at += zeros;
    return take(zeros + 1) - 1;
  };
  const [profile, constraints, level] = [take(8), take(8), take(8)];
  if (profilesWithSamples.includes(profile)) throw new Error(`Profile ${profile} is not read here.`);
  takeUnsigned();
  const frameNumberBits = takeUnsigned() + 4;
  const orderType = takeUnsigned();
  if (orderType === 1) throw new Error('Cycles of pictures are not read here.');
  const orderBits = orderType === 0 ? takeUnsigned() + 4 : 4;
  const references = takeUnsigned();
  take(1);
  const [width, height] = [takeUnsigned() + 1, takeUnsigned() + 1];
  const hasFramesOnly = take(1) === 1;
  return {
    profile,
    constraints,
    level,
    frameNumberBits,
    orderType,
    orderBits,
    references,
    width,
    height,
    hasFramesOnly,
    rest: bits.slice(at, bits.lastIndexOf('1') + 1),
  };
}

/** The bits of usability information (E.1.1) that say nothing but how many pictures are kept; for `rest` before the stop bit. */
export function keepingBits(reordered: number, kept: number): string {
  return `0000000011${unsigned(0).repeat(4)}${unsigned(reordered)}${unsigned(kept)}`;
}

function fixed(value: number, bits: number): string {
  return value.toString(2).padStart(bits, '0');
}

/** ue(v), 9.1. */
function unsigned(value: number): string {
  const digits = (value + 1).toString(2);
  return digits.padStart(2 * digits.length - 1, '0');
}

/** No three bytes may look like the beginning of another unit (7.4.1). */
function escaped(bytes: readonly number[]): number[] {
  const out: number[] = [];
  for (const byte of bytes) {
    if (byte <= 3 && out.at(-1) === 0 && out.at(-2) === 0) out.push(3);
    out.push(byte);
  }
  return out;
}

function unescaped(bytes: readonly number[]): number[] {
  return bytes.filter(
    (byte, index) =>
      !(byte === 3 && bytes[index - 1] === 0 && bytes[index - 2] === 0 && index + 1 < bytes.length),
  );
}
