// A certificate's fingerprint as the server prints it, in lines that can be compared by eye. Pure.

const pairsPerLine = 8;

/** @param fingerprint 64 hexadecimal digits @returns four lines like `AB:CD:…` */
export function writeFingerprint(fingerprint: string): string[] {
  const pairs = fingerprint.toUpperCase().match(/../g) ?? [];
  return Array.from({ length: Math.ceil(pairs.length / pairsPerLine) }, (_, line) =>
    pairs.slice(line * pairsPerLine, (line + 1) * pairsPerLine).join(':'),
  );
}
