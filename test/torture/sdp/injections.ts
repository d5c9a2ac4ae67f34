// Texts that would become lines of their own in an SDP, a header or a log, and the putting of them into every string of a request.
// Pure; used by sdp-injection.

/** @param port where the attacker listens on loopback: a browser that takes the candidate for its own asks there */
export function hostileTexts(port: number): string[] {
  const lines = [
    `a=candidate:1 1 udp 2130706431 127.0.0.1 ${port} typ host`,
    'a=ice-ufrag:attacker\r\na=ice-pwd:attackerattackerattacker',
    'b=broken',
    'm=audio 9 UDP/TLS/RTP/SAVPF 0',
  ];
  return [
    ...lines.map((line) => `\r\n${line}`),
    `\n${lines[0]}`,
    `\r${lines[0]}`,
    `\u2028${lines[0]}`,
    `\u0085${lines[0]}`,
    `\0${lines[0]}`,
    ' nack',
    '\u202e\u2066x',
    '\ud800',
    'x'.repeat(16_384),
  ];
}

/** Copies of a value; in each, one string or the name of one property ends in the text or is the text. */
export function injectEverywhere(value: unknown, text: string): unknown[] {
  if (typeof value === 'string') return [value + text, text];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.flatMap((item, index) =>
      injectEverywhere(item, text).map((bent) => items.with(index, bent)),
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => [
    { ...value, [name + text]: part },
    ...injectEverywhere(part, text).map((bent) => ({ ...value, [name]: bent })),
  ]);
}
